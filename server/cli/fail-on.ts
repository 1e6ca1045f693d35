import { severities } from "../core/features/present.ts";
import type { Severity } from "../core/rule.ts";
import type { Arguments } from "./flags.ts";

/** True for a severity that `--fail-on` does not tolerate; `never` tolerates all. */
export function reachesFailOn(severity: Severity, args: Arguments): boolean {
  const names: readonly string[] = severities;
  return names.indexOf(severity) <= names.indexOf(args.value("fail-on") ?? "warning");
}
