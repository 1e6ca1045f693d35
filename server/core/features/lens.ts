import type { Analysis } from "../analysis.ts";
import { type Span, shift } from "../text.ts";
import { levels, type WorkloadLevel } from "./level.ts";

export interface Lens {
  /** The object's first character. */
  readonly span: Span;
  readonly title: string;
}

export const podSecurityStandards = "https://kubernetes.io/docs/concepts/security/pod-security-standards/";

/** The Pod Security level of each workload, above it. */
export function lenses({ parts }: Analysis, kubernetesVersion: string): readonly Lens[] {
  return parts.flatMap(({ start, model }) => {
    if (model.target !== "kubernetes") return [];
    return levels(model.manifest, kubernetesVersion).map((workload) => {
      const at = workload.object.span.start;
      return { span: shift({ start: at, end: at }, start), title: titleOf(workload) };
    });
  });
}

function titleOf({ level, violations }: WorkloadLevel): string {
  if (level === "restricted") return "Pod Security: restricted";
  const next = level === "privileged" ? "baseline" : "restricted";
  const missing = new Set(violations.filter((one) => one.level === next).map(({ check }) => check)).size;
  return `Pod Security: ${level}, ${missing} ${missing === 1 ? "check" : "checks"} short of ${next}`;
}
