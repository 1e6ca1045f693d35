import type { Finding } from "../rule.ts";
import type { Surroundings } from "../workspace/surroundings.ts";
import type { ManifestDocument } from "./kubernetes.ts";

/** Namespaces of workloads for which no object of that kind is known, each once in a document. */
export function* unboundedNamespaces(
  manifest: ManifestDocument,
  surroundings: Surroundings,
  kind: "LimitRange" | "ResourceQuota",
): Iterable<Finding> {
  const reported = new Set<string>();
  for (const { pods, view, namespace } of manifest.objects) {
    const written = view.at("metadata", "namespace");
    if (pods.length === 0 || !written || namespace === undefined || reported.has(namespace)) continue;
    const { sure, maybe } = surroundings.beside("bounds", namespace);
    if ([...sure, ...maybe].some((one) => one.kind === kind)) continue;
    reported.add(namespace);
    yield {
      span: written.span,
      message: `Nothing bounds what namespace ${namespace} may take: it has no ${kind}.`,
    };
  }
}
