import { remove, set } from "../../../edits/change.ts";
import { capabilityDanger, capabilityName, isBaselineCapability } from "../../../model/capabilities.ts";
import { unlessRootWorks } from "../../../model/root-work.ts";
import { type Fix, kubernetesRule } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";

export default kubernetesRule({
  id: "dangerous-capabilities",
  title: "A dangerous capability is added",
  why: "A capability is a piece of root. Several of them (SYS_ADMIN, SYS_PTRACE, SYS_MODULE, DAC_READ_SEARCH) are by themselves a way out of the container.",
  mayBreak: "What needs the capability fails: network plug-ins need NET_ADMIN, profilers SYS_PTRACE.",
  severity: "error",
  references: [
    "Pod Security Standards: baseline",
    "CIS Kubernetes 5.2.9",
    "NSA/CISA Kubernetes Hardening Guide",
    "CWE-250",
  ],
  aliases: {
    trivy: ["KSV-0022", "KSV-0106", "KSV-0005", "KSV-0120", "KSV-0119"],
    checkov: ["CKV_K8S_25", "CKV_K8S_39"],
    kics: ["19ebaa28-fc86-4a58-bcfa-015c9e22fe40", "235236ee-ad78-4065-bd29-61b061f28ce0"],
    kube_linter: ["privilege-escalation-container"],
    polaris: ["dangerousCapabilities"],
    kubesec: ["CapSysAdmin"],
    kubescape: ["C-0200", "C-0046"],
    kyverno: [
      "pod-security/disallow-capabilities-strict",
      "psp-migration/psp-restrict-adding-capabilities",
      "pod-security/disallow-capabilities",
    ],
    cis_kubernetes: ["5.2.8 (v1.23 spec)", "5.2.9", "5.7.3 (v1.23 spec)"],
    gatekeeper: ["pod-security-policy/capabilities"],
  },
  podSecurity: { level: "baseline", check: "capabilities_baseline", since: "1.0" },
  options: {},

  *check(manifest) {
    for (const container of manifest.containers) {
      if (container.pod.windows) continue;
      for (const { name, view } of container.added) {
        if (name === "NET_BIND_SERVICE" || name.includes("$")) continue;
        const mild = isBaselineCapability(name);
        const misspelt = mild && name !== capabilityName(name);
        yield {
          span: view.span,
          message: misspelt
            ? `${container.name} adds ${name}; Pod Security knows it as ${capabilityName(name)} only.`
            : mild
              ? `${container.name} adds ${name}; restricted pods may add NET_BIND_SERVICE only.`
              : `${container.name} adds ${name}, which allows ${capabilityDanger(name)}.`,
          ...(mild && { severity: "info" as const }),
          ...(mild && !misspelt && { podSecurity: "restricted" as const }),
          ...(misspelt
            ? { fixes: () => [spelling(name, view), removal(name, view)] }
            : unlessRootWorks(mild ? [container] : [], () => [removal(name, view)])),
        };
      }
    }
  },
});

const spelling = (name: string, { path }: YamlView): Fix => ({
  title: `Write ${capabilityName(name)}`,
  safety: "review",
  changes: [set(path, capabilityName(name))],
});

const removal = (name: string, { path }: YamlView): Fix => ({
  title: `Remove ${capabilityName(name)}`,
  safety: "review",
  changes: [remove(path)],
});
