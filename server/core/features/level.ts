import type { KubernetesObject, ManifestDocument, Pod } from "../model/kubernetes.ts";
import { evaluatePodSecurity, levelOf, type PodSecurityLevel, type Violation } from "../model/pod-security/evaluate.ts";

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
