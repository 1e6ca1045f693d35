/** An API that Kubernetes no longer serves. Source: Kubernetes documentation, Deprecated API Migration Guide. */
export interface RemovedApi {
  /** The minor version that removed it. */
  readonly since: number;
  /** What serves the kind now; undefined where nothing does. */
  readonly successor: string | undefined;
  /** The successor takes the same fields. */
  readonly same: boolean;
}

export const removedApi = (apiVersion: string, kind: string): RemovedApi | undefined =>
  removed.get(`${apiVersion} ${kind}`);

const removed = new Map<string, RemovedApi>();

function add(since: number, apiVersion: string, kinds: string, successor: string | undefined, same = true): void {
  for (const kind of kinds.split(" ")) removed.set(`${apiVersion} ${kind}`, { since, successor, same });
}

add(16, "extensions/v1beta1", "Deployment DaemonSet ReplicaSet", "apps/v1", false);
add(16, "extensions/v1beta1", "NetworkPolicy", "networking.k8s.io/v1");
add(16, "extensions/v1beta1", "PodSecurityPolicy", undefined, false);
add(16, "apps/v1beta1", "Deployment StatefulSet", "apps/v1", false);
add(16, "apps/v1beta2", "Deployment StatefulSet DaemonSet ReplicaSet", "apps/v1", false);
add(22, "extensions/v1beta1", "Ingress", "networking.k8s.io/v1", false);
add(22, "networking.k8s.io/v1beta1", "Ingress", "networking.k8s.io/v1", false);
add(22, "networking.k8s.io/v1beta1", "IngressClass", "networking.k8s.io/v1");
add(22, "rbac.authorization.k8s.io/v1alpha1", "Role ClusterRole RoleBinding ClusterRoleBinding", rbac());
add(22, "rbac.authorization.k8s.io/v1beta1", "Role ClusterRole RoleBinding ClusterRoleBinding", rbac());
add(22, "admissionregistration.k8s.io/v1beta1", webhooks(), "admissionregistration.k8s.io/v1", false);
add(22, "apiextensions.k8s.io/v1beta1", "CustomResourceDefinition", "apiextensions.k8s.io/v1", false);
add(22, "apiregistration.k8s.io/v1beta1", "APIService", "apiregistration.k8s.io/v1");
add(22, "certificates.k8s.io/v1beta1", "CertificateSigningRequest", "certificates.k8s.io/v1", false);
add(22, "coordination.k8s.io/v1beta1", "Lease", "coordination.k8s.io/v1");
add(22, "scheduling.k8s.io/v1beta1", "PriorityClass", "scheduling.k8s.io/v1");
add(22, "storage.k8s.io/v1beta1", "CSIDriver CSINode StorageClass VolumeAttachment", "storage.k8s.io/v1");
add(25, "batch/v1beta1", "CronJob", "batch/v1");
add(25, "discovery.k8s.io/v1beta1", "EndpointSlice", "discovery.k8s.io/v1", false);
add(25, "events.k8s.io/v1beta1", "Event", "events.k8s.io/v1", false);
add(25, "autoscaling/v2beta1", "HorizontalPodAutoscaler", "autoscaling/v2", false);
// An empty selector came to mean every pod.
add(25, "policy/v1beta1", "PodDisruptionBudget", "policy/v1", false);
add(25, "policy/v1beta1", "PodSecurityPolicy", undefined, false);
add(25, "node.k8s.io/v1beta1", "RuntimeClass", "node.k8s.io/v1");
add(26, "autoscaling/v2beta2", "HorizontalPodAutoscaler", "autoscaling/v2");
add(26, "flowcontrol.apiserver.k8s.io/v1beta1", flow(), "flowcontrol.apiserver.k8s.io/v1", false);
add(27, "storage.k8s.io/v1beta1", "CSIStorageCapacity", "storage.k8s.io/v1");
add(29, "flowcontrol.apiserver.k8s.io/v1beta2", flow(), "flowcontrol.apiserver.k8s.io/v1", false);
add(32, "flowcontrol.apiserver.k8s.io/v1beta3", flow(), "flowcontrol.apiserver.k8s.io/v1");

function rbac(): string {
  return "rbac.authorization.k8s.io/v1";
}

function webhooks(): string {
  return "MutatingWebhookConfiguration ValidatingWebhookConfiguration";
}

function flow(): string {
  return "FlowSchema PriorityLevelConfiguration";
}
