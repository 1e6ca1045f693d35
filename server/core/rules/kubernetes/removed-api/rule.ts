import { set } from "../../../edits/change.ts";
import type { KubernetesObject } from "../../../model/kubernetes.ts";
import { minorOf } from "../../../model/pod-security/evaluate.ts";
import { type RemovedApi, removedApi } from "../../../model/removed-apis.ts";
import { type Fix, kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "removed-api",
  title: "Kubernetes no longer knows this kind of object",
  why: "The API server refuses it: what it was to protect is unprotected, and a cluster that still takes it gets no security fixes any more.",
  mayBreak: "Clusters older than the new API refuse it.",
  severity: "warning",
  references: ["Kubernetes documentation: Deprecated API Migration Guide", "CWE-1104"],
  aliases: { gatekeeper: ["general/verifydeprecatedapi"] },
  options: {},

  *check(manifest, _options, { kubernetesVersion }) {
    for (const object of manifest.objects) {
      const removed = removedApi(object.apiVersion, object.kind);
      const version = object.view.get("apiVersion");
      if (!removed || !version || minorOf(kubernetesVersion) < removed.since) continue;
      const [group] = object.apiVersion.split("/");
      const instead = removed.successor ? `: use ${removed.successor.replace(`${group}/`, "")}` : "";
      yield {
        span: version.span,
        message: `Kubernetes 1.${removed.since} removed ${object.apiVersion} of ${object.kind}${instead}.`,
        note: object.kind === "PodSecurityPolicy" ? psp : fieldsOf(removed),
        fixes: () => moved(object, removed),
      };
    }
  },
});

const psp =
  "Pod Security Admission has taken its place: label the namespaces with pod-security.kubernetes.io/enforce, and leave what that cannot say to a ValidatingAdmissionPolicy.";

const fieldsOf = ({ same, successor }: RemovedApi): string =>
  !same ? `Fields of ${successor} differ: read the migration guide before you change it.` : "The fields are the same.";

function moved({ view, kind }: KubernetesObject, { successor, same }: RemovedApi): readonly Fix[] {
  // What apps/v1 asks for beside the old fields is a selector.
  const fits = same || (successor === "apps/v1" && kind !== "" && view.at("spec", "selector") !== undefined);
  if (!successor || !fits) return [];
  return [{ title: `Use ${successor}`, safety: "review", changes: [set([...view.path, "apiVersion"], successor)] }];
}
