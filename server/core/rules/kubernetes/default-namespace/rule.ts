import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "default-namespace",
  title: "The object lives in the default namespace",
  why: "What nobody has sorted lies together there: one account, one quota and one set of rules for programs that have nothing to do with each other.",
  mayBreak: "Nothing is changed for you: Services, Secrets and ConfigMaps have to move along.",
  // Whoever applies a manifest mostly names the namespace then.
  severity: "off",
  references: ["CIS Kubernetes 5.7.4"],
  aliases: {
    trivy: ["KSV-0110"],
    checkov: ["CKV_K8S_21"],
    kics: ["611ab018-c4aa-4ba2-b0f6-a448337509a6"],
    kube_linter: ["use-namespace"],
    kubescape: ["C-0061", "C-0212"],
    kyverno: ["best-practices/disallow-default-namespace"],
    cis_kubernetes: ["5.7.4"],
  },
  options: {},

  *check(manifest) {
    for (const object of manifest.whole.objects) {
      const view = object.view.at("metadata", "namespace");
      const text = view?.text();
      if (text !== undefined ? text !== "default" : !namespaced.has(object.kind) && object.pods.length === 0) continue;
      yield {
        span: text === undefined ? object.nameSpan : (view?.span ?? object.nameSpan),
        message: `${object.kind} ${object.name} ${text === undefined ? "names no namespace" : "lives in the default namespace"}.`,
      };
    }
  },
});

const namespaced = new Set(
  "Pod Deployment StatefulSet DaemonSet ReplicaSet ReplicationController Job CronJob Service ConfigMap Secret ServiceAccount Role RoleBinding Ingress NetworkPolicy PersistentVolumeClaim HorizontalPodAutoscaler Lease Endpoints EndpointSlice LimitRange ResourceQuota PodTemplate PodDisruptionBudget CSIStorageCapacity".split(
    " ",
  ),
);
