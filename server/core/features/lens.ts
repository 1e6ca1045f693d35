import type { Analysis, Part, Settings, Source } from "../analysis.ts";
import { contains, folderOf, type Span, shift } from "../text.ts";
import { beforePatches, levels, patchers, type WorkloadLevel } from "./level.ts";

/** What keeps a workload from its next level, at the place where it has to change. */
export interface LensStep {
  readonly span: Span;
  readonly message: string;
}

export interface Lens {
  /** The object's first character. */
  readonly span: Span;
  readonly title: string;
  /** In their order in the text; none where the workload has reached `restricted`. */
  readonly steps: readonly LensStep[];
  readonly next: "baseline" | "restricted" | undefined;
}

export const podSecurityStandards = "https://kubernetes.io/docs/concepts/security/pod-security-standards/";

/** The Pod Security level of each workload, above it, with the steps to the next one. */
export function lenses(analysis: Analysis, source: Source, settings: Settings): readonly Lens[] {
  const patchersOf = patchers(analysis, source, settings);
  const folder = folderOf(settings.workspace?.path ?? source.path);
  return analysis.parts.flatMap((part) => {
    if (part.model.target !== "kubernetes") return [];
    return levels(part.model.manifest, settings.config.kubernetesVersion).map((workload) => {
      const patched = patchersOf(workload.object).map((path) => relative(folder, path));
      return lensOf(workload, part, beforePatches(patched));
    });
  });
}

/** A path as seen from a folder: whole paths and URIs are too long for a line above another. */
function relative(folder: string, path: string): string {
  const from = folder === "" ? [] : folder.split("/");
  const to = path.split("/");
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => ".."), ...to.slice(shared)].join("/");
}

function lensOf(workload: WorkloadLevel, { start }: Part, before: string): Lens {
  const at = workload.object.span.start;
  const next = workload.level === "restricted" ? undefined : workload.level === "baseline" ? "restricted" : "baseline";
  const steps = stepsTo(workload, next).map((step) => ({ ...step, span: shift(step.span, start) }));
  return {
    span: shift({ start: at, end: at }, start),
    title: titleOf(workload, before, steps.length, next),
    steps,
    next,
  };
}

/** Each check once for each place. */
function stepsTo({ violations }: WorkloadLevel, next: Lens["next"]): readonly LensStep[] {
  const found = new Map<string, LensStep>();
  for (const { check, level, span, message } of violations) {
    if (level === next) found.set(`${check} ${span.start}`, { span, message });
  }
  return [...found.values()].sort((a, b) => a.span.start - b.span.start);
}

function titleOf({ level }: WorkloadLevel, before: string, count: number, next: Lens["next"]): string {
  if (!next) return `Pod Security: restricted${before}`;
  return `Pod Security: ${level}, ${count} ${count === 1 ? "step" : "steps"} to ${next}${before}`;
}

/** The whole of the object that an offset is in, where it holds a workload. */
export function workloadAt(
  { parts }: Analysis,
  offset: number,
): { readonly span: Span; readonly place: string } | undefined {
  for (const { model, start } of parts) {
    if (model.target !== "kubernetes") continue;
    const found = model.manifest.objects.find(
      ({ span, pods }) => pods.length > 0 && contains(shift(span, start), offset),
    );
    if (found) return { span: shift(found.span, start), place: found.place };
  }
  return undefined;
}
