import { set } from "../../../edits/change.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "unencrypted-storage",
  title: "Volumes are stored unencrypted",
  why: "Whoever gets at a disk, a snapshot or a backup of the cloud reads what is on it.",
  mayBreak: "New volumes are encrypted with the account's default key; old ones stay as they are.",
  severity: "warning",
  references: ["CIS EKS 5.3.1", "CWE-311"],
  aliases: { kubescape: ["C-0264"] },
  options: {},

  *check(manifest) {
    for (const { kind, apiVersion, view, name, nameSpan } of manifest.objects) {
      if (kind !== "StorageClass" || !apiVersion.startsWith("storage.k8s.io/")) continue;
      // Azure and Google encrypt whatever a class says; Amazon only where class or account asks for it.
      if (
        !/(?:^|\.)(?:ebs\.csi\.aws\.com|aws-ebs|efs\.csi\.aws\.com)$|aws-ebs$/.test(
          view.get("provisioner")?.text() ?? "",
        )
      )
        continue;
      const encrypted = view.at("parameters", "encrypted");
      const text = encrypted?.text();
      if (text === "true" || (encrypted && text === undefined)) continue;
      yield {
        span: encrypted?.span ?? nameSpan,
        message: `Volumes of StorageClass ${name} are encrypted only where the whole account is.`,
        ...(!encrypted && { severity: "hint" as const }),
        fixes: () => [
          {
            title: "Encrypt its volumes",
            safety: "review",
            changes: [set([...view.path, "parameters", "encrypted"], "true")],
          },
        ],
      };
    }
  },
});
