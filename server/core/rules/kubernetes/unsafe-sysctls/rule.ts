import { remove } from "../../../edits/change.ts";
import { failuresOf } from "../../../model/pod-security/evaluate.ts";
import { type Fix, kubernetesRule } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";

export default kubernetesRule({
  id: "unsafe-sysctls",
  title: "The pod changes settings of the kernel",
  why: "Settings beyond a short list are not kept apart by pod: one pod can starve its neighbours or change how the node's kernel works.",
  mayBreak:
    "The program runs with the kernel's own setting; nodes refuse such pods anyway unless the setting is allowed there.",
  severity: "error",
  references: [
    "Pod Security Standards: baseline",
    "Kubernetes documentation: Using sysctls",
    "CVE-2022-0811",
    "CWE-668",
  ],
  aliases: {
    trivy: ["KSV-0026"],
    kics: ["9127f0d9-2310-42e7-866f-5fd9d20dcbad"],
    kube_linter: ["unsafe-sysctls"],
    kyverno: ["pod-security/restrict-sysctls", "other/prevent-cr8escape"],
    gatekeeper: ["pod-security-policy/forbidden-sysctls"],
  },
  podSecurity: { level: "baseline", check: "sysctls", since: "1.0" },
  options: {},

  *check(manifest, _options, { kubernetesVersion }) {
    for (const { span, message, view } of failuresOf(manifest, "sysctls", kubernetesVersion)) {
      yield { span, message, fixes: () => (view ? [removal(view)] : []) };
    }
    for (const { securityContext } of manifest.pods) {
      for (const sysctl of securityContext?.get("sysctls")?.items() ?? []) {
        const value = sysctl.get("value");
        if (!value || !/[+=]/.test(value.text() ?? "")) continue;
        yield {
          span: value.span,
          message: "The value holds + or =, by which some versions of CRI-O set any setting of the kernel.",
          fixes: () => [removal(value)],
        };
      }
    }
  },
});

/** `view` stands in an entry of the list, or is one. */
const removal = ({ path }: YamlView): Fix => ({
  title: "Remove the setting",
  safety: "review",
  changes: [remove(path.slice(0, path.lastIndexOf("sysctls") + 2))],
});
