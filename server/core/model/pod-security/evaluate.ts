import type { YamlView } from "../../syntax/yaml-view.ts";
import type { ManifestDocument, Pod } from "../kubernetes.ts";
import type { Check, Failure } from "./check.ts";
import { confinementChecks } from "./confinement-checks.ts";
import { hostChecks } from "./host-checks.ts";
import { privilegeChecks } from "./privilege-checks.ts";
import { settingChecks } from "./setting-checks.ts";

export type PodSecurityLevel = "privileged" | "baseline" | "restricted";

/** What keeps a pod from a level of the Pod Security Standards. */
export interface Violation extends Failure {
  /** Upstream's id: `capabilities_restricted`. */
  readonly check: string;
  readonly level: "baseline" | "restricted";
}

/**
 * Everything that keeps the pod from `restricted` in that version's policy (`1.37`, `v1.37`), baseline first. What
 * baseline and restricted both forbid is there for both.
 */
export function evaluatePodSecurity(pod: Pod, version: string): readonly Violation[] {
  const minor = minorOf(version);
  return checksAt(minor).flatMap(({ id, level, failures }) =>
    Array.from(failures(pod, minor), (failure) => ({ check: id, level, ...failure })),
  );
}

const checksAt = (minor: number): readonly Check[] =>
  checks.filter(({ since, until }) => since <= minor && (until === undefined || minor < until));

/**
 * What keeps the pods of a manifest from a level by one check, by upstream's id. What a template fills in is unknown, and
 * left out.
 */
export function* failuresOf(
  { pods }: ManifestDocument,
  check: string,
  version: string,
): Iterable<Failure & { readonly pod: Pod }> {
  const minor = minorOf(version);
  for (const { id, failures } of checksAt(minor)) {
    if (id !== check) continue;
    for (const pod of pods) {
      for (const failure of failures(pod, minor)) if (!isTemplated(failure.view)) yield { ...failure, pod };
    }
  }
}

const isTemplated = (view: YamlView | undefined): boolean => /\$[({]|\{\{/.test(view?.text() ?? "");

/** The strictest level that admits a pod with these violations. */
export function levelOf(violations: readonly Violation[]): PodSecurityLevel {
  if (violations.some(({ level }) => level === "baseline")) return "privileged";
  return violations.length > 0 ? "baseline" : "restricted";
}

const all = [...hostChecks, ...privilegeChecks, ...confinementChecks, ...settingChecks];
const checks: readonly Check[] = [
  ...all.filter(({ level }) => level === "baseline"),
  ...all.filter(({ level }) => level === "restricted"),
];

/** Since 1.23 the labels of a namespace do something without a switch. */
export const readsNamespaceLabels = (version: string): boolean => minorOf(version) >= 23;

/** What is not a version of Kubernetes 1 (`latest`) means the newest policy. */
export function minorOf(version: string): number {
  const minor = /^v?1\.(\d{1,3})(?!\d)/.exec(version)?.[1];
  return minor === undefined ? Number.POSITIVE_INFINITY : Number(minor);
}
