import type { AnyRule, Finding, ForbiddingLevel, Severity } from "./rule.ts";

export type RuleLevel = Severity | "off";
export type Profile = "recommended" | "strict" | "pod-security-baseline" | "pod-security-restricted";

export const profiles: readonly Profile[] = [
  "recommended",
  "strict",
  "pod-security-baseline",
  "pod-security-restricted",
];

/** The severity of a rule that nobody has set. */
export function ruleSeverity(rule: AnyRule, profile: Profile): RuleLevel {
  if (profile === "recommended") return rule.severity;
  if (profile === "strict") return rule.severity === "off" || rule.severity === "hint" ? "info" : rule.severity;
  return isForbidden(rule.podSecurity?.level, profile) ? "error" : "off";
}

/** The severity of one finding of a rule whose own severity is given, as long as nobody has named one for all. */
export function findingSeverity(rule: AnyRule, finding: Finding, severity: Severity, profile: Profile): RuleLevel {
  // Admission to a level knows no degrees: what it forbids is forbidden, and the rest is not its matter.
  if (isForbidden(rule.podSecurity?.level, profile)) {
    return isForbidden(forbiddingLevel(rule, finding), profile) ? severity : "off";
  }
  const lowered = lower(severity, finding.severity);
  return profile === "strict" && lowered === "hint" && severity !== "hint" ? "info" : lowered;
}

/** The level of the Pod Security Standards that forbids what was found. */
export function forbiddingLevel(rule: AnyRule, { podSecurity }: Finding): ForbiddingLevel | undefined {
  return podSecurity ?? rule.podSecurity?.level;
}

function isForbidden(level: ForbiddingLevel | undefined, profile: Profile): boolean {
  if (profile === "pod-security-restricted") return level !== undefined;
  return profile === "pod-security-baseline" && level === "baseline";
}

const rank: Readonly<Record<Severity, number>> = { hint: 0, info: 1, warning: 2, error: 3 };

function lower(a: Severity, b: Severity | undefined): Severity {
  return b && rank[b] < rank[a] ? b : a;
}
