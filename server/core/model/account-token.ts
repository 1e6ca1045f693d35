import type { Surroundings } from "../workspace/surroundings.ts";
import type { Pod } from "./kubernetes.ts";

/** `serviceAccountName` with its older spelling; without both the namespace's `default`. */
export function accountOf({ spec }: Pod) {
  const view = [spec.get("serviceAccountName"), spec.get("serviceAccount")].find((one) => one?.text());
  return { name: view?.text() ?? "default", view };
}

/** Whether the pod gets its account's token: the pod decides, then the account, where that is known. */
export function mountsToken(pod: Pod, surroundings: Surroundings): boolean {
  const own = pod.spec.get("automountServiceAccountToken");
  if (own !== undefined && !own.isNull()) return own.boolean() !== false;
  const { name } = accountOf(pod);
  const { sure, maybe } = surroundings.beside("service-account", pod.object.namespace);
  return ![...sure, ...maybe].some((account) => account.name === name && account.automounts === false);
}
