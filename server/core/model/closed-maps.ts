import type { YamlView } from "../syntax/yaml-view.ts";
import type { Container, ManifestDocument, Pod } from "./kubernetes.ts";
import {
  containerContextFields,
  containerFields,
  guardingSpecFields,
  podContextFields,
  podSpecFields,
} from "./pod-fields.ts";
import { builtinHolder } from "./pod-shapes.ts";

/** A mapping whose fields the API knows one by one. */
export interface ClosedMap {
  readonly kind: "pod" | "container" | "podContext" | "containerContext" | "capabilities" | "profile";
  readonly view: YamlView;
  readonly pod: Pod;
  readonly container: Container | undefined;
  readonly fields: ReadonlySet<string>;
  /** Those of them that decide about security. */
  readonly guarding: ReadonlySet<string>;
  /** Who has it, as the end of a sentence: `container app`. */
  readonly who: string;
}

const securityContext: ReadonlySet<string> = new Set(["securityContext"]);
const lists: ReadonlySet<string> = new Set(["add", "drop"]);
const profile: ReadonlySet<string> = new Set(["type", "localhostProfile"]);

/** True where Kubernetes itself defines the pod; what embeds one may add fields of its own. */
export const isPlainPod = ({ object }: Pod): boolean =>
  builtinHolder(object) !== undefined || (object.kind === "Rollout" && object.apiVersion.startsWith("argoproj.io/"));

export function* closedMaps({ pods }: ManifestDocument): Iterable<ClosedMap> {
  for (const pod of pods) {
    const who = pod.object.name || "the pod";
    const base = { pod, container: undefined, who };
    if (isPlainPod(pod)) {
      yield { ...base, kind: "pod", view: pod.spec, fields: podSpecFields, guarding: guardingSpecFields };
      if (pod.securityContext) yield* contextMaps({ ...base, view: pod.securityContext }, podContextFields);
    }
    for (const container of pod.containers) {
      const own = { pod, container, who: `container ${container.name}` };
      if (isPlainPod(pod)) {
        yield { ...own, kind: "container", view: container.view, fields: containerFields, guarding: securityContext };
      }
      const { securityContext: context } = container;
      if (context) yield* contextMaps({ ...own, view: context }, containerContextFields);
    }
  }
}

function* contextMaps(
  base: Pick<ClosedMap, "view" | "pod" | "container" | "who">,
  fields: ReadonlySet<string>,
): Iterable<ClosedMap> {
  yield { ...base, kind: base.container ? "containerContext" : "podContext", fields, guarding: fields };
  const inside = (key: string) => {
    const view = base.view.get(key);
    return view?.kind === "map" ? view : undefined;
  };
  const capabilities = inside("capabilities");
  if (capabilities) yield { ...base, kind: "capabilities", view: capabilities, fields: lists, guarding: lists };
  for (const key of ["seccompProfile", "appArmorProfile"]) {
    const view = inside(key);
    if (view) yield { ...base, kind: "profile", view, fields: profile, guarding: profile };
  }
}
