import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "env-from-secret",
  title: "A secret comes by an environment variable",
  why: "Variables are inherited by every child process, show in crash reports and debug pages, and cannot be renewed while the program runs; a file can.",
  mayBreak: "The program has to read the secret from a file.",
  // Most programs know no other way, and a file in the same container is read as easily by whoever is in it.
  severity: "off",
  references: ["CIS Kubernetes 5.4.1", "CWE-526"],
  aliases: {
    checkov: ["CKV_K8S_35"],
    kics: ["3d658f8b-d988-41a0-a841-40043121de1e"],
    kube_linter: ["read-secret-from-env-var"],
    kubesec: ["SecretsAsEnvironmentVariables"],
    kubescape: ["C-0207"],
    kyverno: ["other/secrets-not-from-env-vars"],
    cis_kubernetes: ["5.4.1"],
  },
  options: {},

  *check(manifest) {
    for (const { view, name } of manifest.containers) {
      for (const item of view.get("env")?.items() ?? []) {
        const reference = item.at("valueFrom", "secretKeyRef");
        if (!reference || reference.isNull()) continue;
        const variable = item.get("name")?.text() ?? "a variable";
        yield { span: reference.keySpan, message: `${name} gets a secret by the environment variable ${variable}.` };
      }
      for (const item of view.get("envFrom")?.items() ?? []) {
        const reference = item.get("secretRef");
        if (!reference || reference.isNull()) continue;
        yield { span: reference.keySpan, message: `${name} gets every key of a Secret by environment variables.` };
      }
    }
  },
});
