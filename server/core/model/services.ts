import type { YamlView } from "../syntax/yaml-view.ts";
import { annotationsOf } from "./annotations.ts";
import type { KubernetesObject, ManifestDocument } from "./kubernetes.ts";

/** A Service of Kubernetes itself; Knative has a kind of the same name. */
export interface Service {
  readonly object: KubernetesObject;
  readonly spec: YamlView;
  /** `spec.type`, where it stands. */
  readonly typeView: YamlView | undefined;
}

export function* servicesOf(manifest: ManifestDocument, type?: string): Iterable<Service> {
  for (const object of manifest.objects) {
    const spec = object.view.get("spec");
    if (object.kind !== "Service" || object.apiVersion !== "v1" || spec?.kind !== "map") continue;
    const typeView = spec.get("type");
    if (type === undefined || typeView?.text() === type) yield { object, spec, typeView };
  }
}

/**
 * Annotations of the clouds that keep a load balancer inside of the network. Sources: the documentation of AKS, EKS,
 * GKE, OCI, DigitalOcean, OpenStack, Alibaba Cloud and IBM Cloud.
 */
const internal: readonly (readonly [key: RegExp, value: RegExp])[] = [
  [/azure-load-balancer-internal$/, /^true$/i],
  [/aws-load-balancer-internal$/, /^(?:true|0\.0\.0\.0\/0)$/i],
  [/aws-load-balancer-scheme$/, /^internal$/i],
  [/(?:cloud|networking)\.(?:google\.com|gke\.io)\/(?:internal-)?load-balancer-type$/, /^internal$/i],
  [/oci-load-balancer-internal$/, /^true$/i],
  [/openstack-internal-load-balancer$/, /^true$/i],
  [/alibaba-cloud-loadbalancer-address-type$/, /^intranet$/i],
  [/ibm-load-balancer-cloud-provider-ip-type$/, /^private$/i],
  [/do-loadbalancer-network$/, /^internal$/i],
];

/** Only the network that the cluster is in reaches it. */
export function isInternal({ object }: Pick<Service, "object">): boolean {
  return annotationsOf(object).some((one) =>
    internal.some(([key, value]) => key.test(one.key) && value.test(one.value)),
  );
}

/** `loadBalancerSourceRanges`, or its older annotation, names who may come in. */
export function namesSources({ object, spec }: Service): boolean {
  const annotated = annotationsOf(object).find(({ key }) => key.endsWith("load-balancer-source-ranges"));
  const ranges =
    spec
      .get("loadBalancerSourceRanges")
      ?.items()
      .map((item) => item.text() ?? "") ?? [];
  const all = [...ranges, ...(annotated?.value.split(",") ?? [])].map((range) => range.trim()).filter(Boolean);
  return all.length > 0 && !all.some(isEverywhere);
}

/** A range of all addresses. */
export const isEverywhere = (range: string): boolean => /^(?:0\.0\.0\.0|::)\/0$/.test(range);
