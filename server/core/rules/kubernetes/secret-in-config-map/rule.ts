import { type FoundSecret, secretIn } from "../../../model/secret-in-text.ts";
import { type Finding, kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "secret-in-config-map",
  title: "A secret stands in a ConfigMap",
  why: "ConfigMaps are read by everybody who may look at a namespace, are not encrypted at rest, and end up in repositories and logs.",
  mayBreak:
    "Nothing is changed for you: the value has to move to a Secret, and whatever reads the ConfigMap has to read that. A secret that was published must be replaced.",
  severity: "error",
  references: ["CIS Kubernetes 5.4.1", "NSA/CISA Kubernetes Hardening Guide", "CWE-798", "CWE-522"],
  aliases: {
    trivy: ["KSV-0109"],
    polaris: ["sensitiveConfigmapContent"],
    kubescape: ["C-0012"],
  },
  options: {},

  *check(manifest) {
    for (const { kind, apiVersion, view, name } of manifest.objects) {
      if (kind !== "ConfigMap" || apiVersion !== "v1") continue;
      for (const { key, value } of view.get("data")?.entries() ?? []) {
        const found = secretIn(key, value, manifest.yaml.text);
        if (found) yield finding(found, name);
      }
    }
  },
});

function finding({ verdict, name, span, hides }: FoundSecret, map: string): Finding {
  const short = name.length > 30 ? `${name.slice(0, 29)}…` : name;
  return {
    span,
    ...(hides && { hides }),
    message: `${short} of ConfigMap ${map} holds ${verdict.what}, in plain text.`,
    ...(verdict.certainty === "likely" && { severity: "warning" as const }),
    note: "A Secret, or better a vault that the Secrets Store CSI driver or External Secrets reads, keeps it from those who may only look.",
  };
}
