import { remove } from "../../../edits/change.ts";
import type { Pod } from "../../../model/kubernetes.ts";
import { type Finding, kubernetesRule } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";

export default kubernetesRule({
  id: "control-plane-scheduling",
  title: "The pod may run beside the control plane",
  why: "Whoever breaks out of it there stands on the machine with the cluster's keys and its database.",
  mayBreak: "The pod stays pending where all nodes belong to the control plane, as in small clusters.",
  severity: "info",
  references: ["NSA/CISA Kubernetes Hardening Guide", "CWE-653"],
  aliases: {
    kyverno: ["other/restrict-controlplane-scheduling"],
  },
  options: {},

  *check(manifest) {
    for (const pod of manifest.pods) {
      // What has to be on every node has to be there as well, and in kube-system the cluster's own parts are at home.
      if (pod.object.kind === "DaemonSet" || pod.object.namespace === "kube-system") continue;
      yield* tolerations(pod);
      yield* selectors(pod);
    }
  },
});

const taint = /^node-role\.kubernetes\.io\/(?:master|control-plane)$/;

function* tolerations({ spec, object }: Pod): Iterable<Finding> {
  for (const toleration of spec.get("tolerations")?.items() ?? []) {
    const who = object.name || "The pod";
    const every = toleratesAll(toleration);
    if (every) {
      const message = `${who} tolerates every taint, so it may be put on a node of the control plane.`;
      yield finding(every, message, toleration);
      continue;
    }
    const key = toleration.get("key");
    if (!key || !taint.test(key.text() ?? "") || toleration.get("effect")?.text() === "PreferNoSchedule") continue;
    yield finding(key, `${who} may be put on a node of the control plane.`, toleration);
  }
}

/** `operator: Exists` without a key is for all taints, of all effects where none is named; that of the control plane has NoSchedule. */
function toleratesAll(toleration: YamlView): YamlView | undefined {
  const operator = toleration.get("operator");
  const of = (field: string) => toleration.get(field)?.scalar() || undefined;
  const effect = of("effect") ?? "NoSchedule";
  return of("key") === undefined && operator?.text() === "Exists" && effect === "NoSchedule" ? operator : undefined;
}

function* selectors({ spec, object }: Pod): Iterable<Finding> {
  for (const { key, value } of spec.get("nodeSelector")?.entries() ?? []) {
    if (!taint.test(key)) continue;
    const message = `${object.name || "The pod"} is put on a node of the control plane.`;
    yield { span: value.keySpan, message, fixes: () => [elsewhere(value)] };
  }
}

const finding = (view: YamlView, message: string, whole: YamlView): Finding => ({
  span: view.span,
  message,
  fixes: () => [elsewhere(whole)],
});

const elsewhere = (view: YamlView) => ({
  title: "Keep it away from the control plane",
  safety: "review" as const,
  changes: [remove(view.path)],
});
