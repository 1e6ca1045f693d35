import { append, type Change, type Path, set } from "../../../edits/change.ts";
import { capabilityName } from "../../../model/capabilities.ts";
import type { Container } from "../../../model/kubernetes.ts";
import { freePorts, lowPorts, setsPortLimit } from "../../../model/low-ports.ts";
import { volumeAssumption } from "../../../model/new-volume.ts";
import { type Account, knownAccount, runAs } from "../../../model/pod-account.ts";
import { unlessRootWorks } from "../../../model/root-work.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "undropped-capabilities",
  title: "The container keeps capabilities that it does not need",
  why: "The runtime's default set lets root forge packets, change owners and make device nodes. Few programs need any of it.",
  mayBreak:
    "Entrypoints that start as root and change owners or users fail; run them as their user, or add back the few that they need.",
  severity: "warning",
  references: [
    "Pod Security Standards: restricted",
    "CIS Kubernetes 5.2.10",
    "NSA/CISA Kubernetes Hardening Guide",
    "CWE-250",
  ],
  aliases: {
    trivy: ["KSV-0003", "KSV-0106", "KSV-0004"],
    checkov: ["CKV_K8S_37", "CKV_K8S_28"],
    kics: ["268ca686-7fb7-4ae9-b129-955a2a89064e", "dbbc6705-d541-43b0-b166-dd4be8208b54"],
    kube_linter: ["drop-net-raw-capability"],
    polaris: ["insecureCapabilities"],
    kubesec: ["CapDropAll", "CapDropAny"],
    kubescape: ["C-0201", "C-0199"],
    kyverno: [
      "pod-security/disallow-capabilities-strict",
      "best-practices/drop-all-capabilities",
      "best-practices/drop-cap-net-raw",
    ],
    cis_kubernetes: ["5.2.10", "5.2.9 (v1.23 spec)", "5.2.8"],
    gatekeeper: ["pod-security-policy/capabilities"],
  },
  podSecurity: { level: "restricted", check: "capabilities_restricted", since: "1.22" },
  options: {},

  *check(manifest, _options, { kubernetesVersion }) {
    for (const container of manifest.containers) {
      if (container.pod.windowsHint || container.dropped.includes("ALL")) continue;
      const drop = container.securityContext?.at("capabilities", "drop");
      const written = drop !== undefined && !drop.isNull();
      if (!written && container.pod.object.partial) continue;
      const misspelt = container.dropped.some((name) => capabilityName(name) === "ALL");
      yield {
        span: written ? drop.keySpan : container.nameSpan,
        message: misspelt
          ? `${container.name} drops all capabilities, but Pod Security knows it as ALL only.`
          : container.dropped.length > 0
            ? `${container.name} drops some capabilities and keeps the others: drop ALL.`
            : `${container.name} keeps the runtime's default capabilities: none is dropped.`,
        absent: !written,
        ...(misspelt && { severity: "info" as const }),
        ...unlessRootWorks([container], () => [
          {
            title: "Drop all capabilities",
            safety: "review",
            changes: changes(container, drop?.path, written, kubernetesVersion),
            assumes: entrypointAccount(container) && volumeAssumption(container),
          },
        ]),
      };
    }
  },
});

function changes(container: Container, drop: Path | undefined, written: boolean, kubernetesVersion: string): Change[] {
  const capabilities = [...container.path, "securityContext", "capabilities"];
  const list: Change[] = [set(written && drop ? drop : [...capabilities, "drop"], ["ALL"])];
  const { pod } = container;
  const low = lowPorts(container).length > 0;
  const freed = low && !setsPortLimit(pod) ? freePorts(pod, kubernetesVersion) : undefined;
  if (freed) list.push(freed);
  const kept = keptCapability(container, low, freed !== undefined || setsPortLimit(pod));
  if (kept && !container.added.some(({ name }) => name.endsWith(kept)))
    list.push(append([...capabilities, "add"], kept));
  const account = entrypointAccount(container);
  if (account) list.push(...runAs(container, account));
  return list;
}

/** An entrypoint that leaves root by itself needs SETUID and SETGID for it: it is to start as its user instead. */
function entrypointAccount(container: Container): Account | undefined {
  const starts = container.facts?.dropsPrivileges && !container.effective("runAsUser").view;
  return starts ? knownAccount(container) : undefined;
}

/** A program whose file asks for a capability does not start without; that of an unknown image may be such a one. */
function keptCapability({ facts }: Container, low: boolean, free: boolean): string | undefined {
  if (facts?.fileCapability) return facts.fileCapability;
  return low && !(facts && free) ? "NET_BIND_SERVICE" : undefined;
}
