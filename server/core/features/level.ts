import type { Analysis, Settings, Source } from "../analysis.ts";
import type { KubernetesObject, ManifestDocument, Pod } from "../model/kubernetes.ts";
import { evaluatePodSecurity, levelOf, type PodSecurityLevel, type Violation } from "../model/pod-security/evaluate.ts";
import { patchedBy } from "../workspace/patched-by.ts";
import { surroundingsOf } from "../workspace/surroundings.ts";

export interface WorkloadLevel {
  readonly object: KubernetesObject;
  readonly pod: Pod;
  readonly level: PodSecurityLevel;
  readonly violations: readonly Violation[];
}

/** The level that each workload reaches. A patch reaches none: what it lacks may stand in what it is laid over. */
export function levels(document: ManifestDocument, version: string): readonly WorkloadLevel[] {
  return document.whole.pods.map((pod) => {
    const violations = evaluatePodSecurity(pod, version);
    return { object: pod.object, pod, level: levelOf(violations), violations };
  });
}

/** Tells which kustomizations patch an object of a file: the level that it reaches is the one before. */
export function patchers(
  { objects }: Analysis,
  { path }: Source,
  { workspace }: Settings,
): (object: KubernetesObject) => readonly string[] {
  const surroundings = surroundingsOf(workspace?.path ?? path, objects, workspace);
  return (object) => patchedBy(object, surroundings);
}

/** What a level is followed by where patches come after it. */
export function beforePatches([first, ...others]: readonly string[]): string {
  if (first === undefined) return "";
  return `, before the patches of ${first}${others.length > 0 ? ` and ${others.length} more` : ""}`;
}
