import { remove, set } from "../../../edits/change.ts";
import { annotationsOf } from "../../../model/annotations.ts";
import type { KubernetesObject } from "../../../model/kubernetes.ts";
import { type Finding, kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "ingress-snippet",
  title: "An annotation writes configuration of nginx",
  why: "Whoever may write an Ingress then writes code for the controller, which reads every secret of the cluster: a few lines make it send them away.",
  mayBreak: "What the snippet did has to be done by annotations of its own, or by the controller's ConfigMap.",
  severity: "error",
  references: ["CVE-2021-25742", "NSA/CISA Kubernetes Hardening Guide", "CWE-94"],
  aliases: {
    checkov: ["CKV_K8S_152", "CKV_K8S_153", "CKV_K8S_154"],
    kubescape: ["C-0059"],
    kyverno: ["nginx-ingress/disallow-ingress-nginx-custom-snippets"],
  },
  options: {},

  *check(manifest) {
    for (const object of manifest.objects) {
      if (object.kind === "Ingress") yield* snippets(object);
      else if (object.kind === "ConfigMap") yield* permission(object);
    }
  },
});

/** What reads files, runs code or reaches the controller's own token. */
const dangerous = /\b(?:lua|alias|root|load_module|include|serviceaccount|proxy_pass|perl|js_)/;

function* snippets(object: KubernetesObject): Iterable<Finding> {
  for (const { key, value, view } of annotationsOf(object)) {
    if (!/^nginx\.(?:ingress\.kubernetes\.io|org)\/[\w-]*snippets?$/.test(key)) continue;
    const word = dangerous.exec(value)?.[0];
    yield {
      span: view.keySpan,
      message: word
        ? `A snippet of Ingress ${object.name} uses ${word}, which reaches the controller's files and secrets.`
        : `A snippet of Ingress ${object.name} is put into the controller's configuration as it stands.`,
      ...(!word && { severity: "warning" as const }),
      fixes: () => [{ title: "Remove the snippet", safety: "review", changes: [remove(view.path)] }],
    };
  }
}

function* permission(object: KubernetesObject): Iterable<Finding> {
  const view = object.view.at("data", "allow-snippet-annotations");
  if (view?.text() !== "true") return;
  yield {
    span: view.span,
    message: `${object.name} lets every Ingress write configuration of the controller.`,
    severity: "warning",
    fixes: () => [{ title: "Allow no snippets", safety: "review", changes: [set(view.path, "false")] }],
  };
}
