import { type Change, remove, set } from "../../../edits/change.ts";
import type { Pod } from "../../../model/kubernetes.ts";
import { minorOf } from "../../../model/pod-security/evaluate.ts";
import type { Finding } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";

/** Since this version the kubelet no longer reads them. Source: Kubernetes changelog 1.27. */
const unread = 27;
const alpha = "seccomp.security.alpha.kubernetes.io/";

/** Annotations from before the field. */
export function* seccompAnnotations(pod: Pod, version: string): Iterable<Finding> {
  if (minorOf(version) < unread) return;
  for (const { key, value } of pod.metadata?.get("annotations")?.entries() ?? []) {
    if (key !== `${alpha}pod` && !key.startsWith(`container.${alpha}`)) continue;
    const changes = moved(key, value, pod);
    yield {
      span: value.keySpan,
      message: `Nobody reads this annotation since Kubernetes 1.${unread}: seccompProfile has taken its place.`,
      fixes: () =>
        changes
          ? [{ title: "Move it to seccompProfile", safety: "review", changes: [remove(value.path), ...changes] }]
          : [],
    };
  }
}

function moved(key: string, value: YamlView, pod: Pod): readonly Change[] | undefined {
  const profile = profileOf(value.text() ?? "");
  const name = key === `${alpha}pod` ? undefined : key.slice(`container.${alpha}`.length);
  const container = pod.containers.find((one) => one.name === name);
  const holder = name === undefined ? pod.securityContext : container?.securityContext;
  const path = name === undefined ? pod.spec.path : container?.path;
  if (!profile || !path || holder?.get("seccompProfile")) return undefined;
  return [set([...path, "securityContext", "seccompProfile"], profile)];
}

function profileOf(text: string) {
  if (text === "runtime/default" || text === "docker/default") return { type: "RuntimeDefault" };
  if (text === "unconfined") return { type: "Unconfined" };
  return text.startsWith("localhost/")
    ? { type: "Localhost", localhostProfile: text.slice("localhost/".length) }
    : undefined;
}
