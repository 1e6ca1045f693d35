import { remove } from "../../../edits/change.ts";
import { annotationsOf } from "../../../model/annotations.ts";
import type { KubernetesObject } from "../../../model/kubernetes.ts";
import { type Finding, kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "ingress-annotation-injection",
  title: "A value breaks out of nginx's configuration",
  why: "The controller copied these values into its configuration unescaped: a line break or a semicolon in one ends the directive, and what follows runs with the controller's access to every secret.",
  mayBreak: "The annotation does no more than its plain value did; write it without what follows the break.",
  severity: "error",
  references: ["CVE-2025-1097", "CVE-2025-1098", "CVE-2025-24514", "CWE-94"],
  aliases: {
    trivy: ["KCV-0093"],
    kyverno: ["nginx-ingress/restrict-annotations", "nginx-ingress/restrict-ingress-paths"],
  },
  options: {},

  *check(manifest) {
    for (const object of manifest.objects) {
      if (object.kind !== "Ingress") continue;
      yield* annotations(object);
      yield* paths(object);
    }
  },
});

const copied = /^nginx\.ingress\.kubernetes\.io\/(?:auth-url|auth-tls-match-cn|mirror-target|mirror-host)$/;
const breaksOut = /[\n\r;{}"'`|\\]/;

function* annotations(object: KubernetesObject): Iterable<Finding> {
  for (const { key, value, view } of annotationsOf(object)) {
    if (!copied.test(key) || !breaksOut.test(value.trim())) continue;
    yield {
      span: view.keySpan,
      message: `${key.replace(/.*\//, "")} of Ingress ${object.name} holds what ends a directive of nginx.`,
      fixes: () => [{ title: "Remove the annotation", safety: "review", changes: [remove(view.path)] }],
    };
  }
}

function* paths(object: KubernetesObject): Iterable<Finding> {
  for (const rule of object.view.at("spec", "rules")?.items() ?? []) {
    for (const { path } of (rule.at("http", "paths")?.items() ?? []).map((item) => ({ path: item.get("path") }))) {
      const text = path?.text() ?? "";
      if (!path || !(/[\n\r;"'`]/.test(text) || /\/(?:etc|token|secrets)(?:\/|$).*\balias\b/.test(text))) continue;
      yield {
        span: path.keySpan,
        message: `This path of Ingress ${object.name} holds what ends a directive of nginx.`,
      };
    }
  }
}
