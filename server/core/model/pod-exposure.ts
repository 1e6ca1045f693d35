import type { ObjectOf, RouteObject, ServiceObject } from "../workspace/objects.ts";
import type { Surroundings } from "../workspace/surroundings.ts";
import type { Pod } from "./kubernetes.ts";
import { type Labels, readLabels, selects } from "./label-selector.ts";

/** A way from outside of the cluster to a pod. */
export interface Exposure {
  readonly by: RouteObject | ServiceObject;
  readonly service: ServiceObject;
}

/** More services in one namespace are no longer looked through for each pod. */
const mostServices = 500;

/** The Ingresses, Routes and Services that lead traffic from outside to the pod; only what is sure. */
export function exposuresOf(pod: Pod, surroundings: Surroundings): readonly Exposure[] {
  const labels = readLabels(pod.metadata?.get("labels"));
  if (!labels) return [];
  const { namespace } = pod.object;
  const services = surroundings.beside("service", namespace).sure;
  const selecting = services.length > mostServices ? [] : services.filter((one) => selectsPod(one, labels));
  if (selecting.length === 0) return [];
  const routes = surroundings.beside("route", namespace).sure;
  return selecting.flatMap((service): Exposure[] => [
    ...(isOutside(service) ? [{ by: service, service }] : []),
    ...routes.filter((route) => route.services.includes(service.name)).map((by) => ({ by, service })),
  ]);
}

function selectsPod({ selector }: ObjectOf<"service">, labels: Labels): boolean {
  return selector !== undefined && selects({ labels: selector, expressions: [] }, labels) === true;
}

const isOutside = ({ serviceType, internal }: ServiceObject): boolean =>
  serviceType === "NodePort" || (serviceType === "LoadBalancer" && !internal);
