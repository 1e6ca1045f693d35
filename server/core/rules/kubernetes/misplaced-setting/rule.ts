import { type Change, remove, set } from "../../../edits/change.ts";
import { jsonOf } from "../../../edits/json-of.ts";
import { type ClosedMap, closedMaps, isPlainPod } from "../../../model/closed-maps.ts";
import type { Pod } from "../../../model/kubernetes.ts";
import { containerContextFields, guardingSpecFields, podContextFields } from "../../../model/pod-fields.ts";
import { builtinHolder } from "../../../model/pod-shapes.ts";
import { type Finding, kubernetesRule } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";
import { seccompAnnotations } from "./seccomp-annotations.ts";

export default kubernetesRule({
  id: "misplaced-setting",
  title: "A protection stands where it does nothing",
  why: "The API server drops fields that a place does not have, with a warning that nobody sees in a pipeline: whoever wrote it believes in a protection that the pod does not have.",
  mayBreak: "The setting takes effect for the first time.",
  severity: "error",
  references: ["Kubernetes documentation: Field Validation", "Kubernetes API reference: Pod", "CWE-1188"],
  aliases: {},
  options: {},

  *check(manifest, _options, { kubernetesVersion }) {
    for (const map of closedMaps(manifest)) {
      for (const { key, value } of map.view.entries()) {
        if (map.fields.has(key) || value.via !== "own") continue;
        const finding = misplaced(key, value, map);
        if (finding) yield finding;
      }
    }
    for (const pod of manifest.pods) {
      if (!isPlainPod(pod)) continue;
      yield* aroundSpec(pod);
      yield* seccompAnnotations(pod, kubernetesVersion);
    }
  },
});

/** A field that the pod has in another place. */
function misplaced(key: string, value: YamlView, map: ClosedMap): Finding | undefined {
  const { kind, pod, container, who } = map;
  if (kind === "capabilities" || kind === "profile") return undefined;
  if ((key === "drop" || key === "add") && /Context$/.test(kind) && value.kind === "seq") {
    const path = [...map.view.path, "capabilities", key];
    return finding(value, `${key} of ${who} belongs below capabilities, and does nothing here.`, [
      set(path, jsonOf(value)),
    ]);
  }
  const inContainer = containerContextFields.has(key);
  const inPod = podContextFields.has(key);
  if (inContainer || inPod) {
    // The container that it stands in comes first, then the pod, then all of the pod's containers.
    const target =
      container && inContainer
        ? toContainers(key, value, [container])
        : inPod
          ? toPod(key, value, pod)
          : toContainers(key, value, pod.containers);
    const where =
      container && inContainer
        ? "the container's securityContext"
        : inPod
          ? "the pod's securityContext"
          : "each container's securityContext";
    return finding(value, `${key} does nothing for ${who} here: it belongs into ${where}.`, target);
  }
  if (!guardingSpecFields.has(key) || kind === "pod") return undefined;
  return finding(
    value,
    `${key} does nothing for ${who} here: it belongs into the pod's spec.`,
    toSpec(key, value, pod),
  );
}

/** Beside the pod's spec, beside the template, or in the workload's own spec. */
function* aroundSpec(pod: Pod): Iterable<Finding> {
  const { object } = pod;
  const way = builtinHolder(object) ?? ["spec", "template"];
  for (let depth = 0; depth <= way.length; depth++) {
    const map = object.view.at(...way.slice(0, depth));
    for (const { key, value } of map?.entries() ?? []) {
      if (!guardingSpecFields.has(key) || value.via !== "own") continue;
      const message = `${key} does nothing for ${object.name || "the pod"} here: it belongs into the pod's spec.`;
      yield finding(value, message, toSpec(key, value, pod));
    }
  }
}

/** No fix where the place that it belongs to is taken. */
function finding(value: YamlView, message: string, changes: readonly Change[] | undefined): Finding {
  return {
    span: value.keySpan,
    message,
    fixes: () =>
      changes
        ? [{ title: "Move it to where it takes effect", safety: "review", changes: [remove(value.path), ...changes] }]
        : [],
  };
}

function toSpec(key: string, value: YamlView, { spec }: Pod): readonly Change[] | undefined {
  return spec.get(key) ? undefined : [set([...spec.path, key], jsonOf(value))];
}

function toPod(key: string, value: YamlView, { spec, securityContext }: Pod): readonly Change[] | undefined {
  return securityContext?.get(key) ? undefined : [set([...spec.path, "securityContext", key], jsonOf(value))];
}

/** What a container sets itself stays. */
function toContainers(key: string, value: YamlView, containers: Pod["containers"]): readonly Change[] | undefined {
  const free = containers.filter(
    ({ securityContext, list }) => list !== "ephemeralContainers" && !securityContext?.get(key),
  );
  if (free.length === 0) return undefined;
  return free.map(({ path }) => set([...path, "securityContext", key], jsonOf(value)));
}
