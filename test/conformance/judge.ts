import { Analyzer } from "../../server/core/analyze.ts";
import { readConfig } from "../../server/core/config.ts";
import { rules } from "../../server/core/registry.ts";
import { type AnyRule, fullId } from "../../server/core/rule.ts";
import { WorkspaceIndex } from "../../server/core/workspace/workspace-index.ts";
import type { Case } from "./case.ts";

/** What Seaworthy says of a case by the rules that carry the check's id. */
export interface Verdict {
  readonly said: "fail" | "pass";
  /** Where it differs from the peer; empty where it agrees. */
  readonly differs: readonly Difference[];
  readonly found: readonly string[];
  /** The lines of the findings in the case's first file, counted from 1. */
  readonly lines: readonly number[];
}

export interface Difference {
  /** Which way we differ. */
  readonly side: "quieter" | "stricter";
  readonly text: string;
}

/** The rules that know one of the case's checks by the peer's own id. */
export function rulesFor({ peer, target, checks }: Case): readonly AnyRule[] {
  return rules.filter((rule) => rule.target === target && checks.some((check) => rule.aliases[peer]?.includes(check)));
}

/** All files of a case together, with rules that are off by default turned on. */
export function judge(one: Case, mapped: readonly AnyRule[]): Verdict {
  const off = mapped.filter(({ severity }) => severity === "off").map((rule) => [fullId(rule), "info"]);
  const trusted = mapped.some(({ id }) => id === "untrusted-registry") ? (one.trusted ?? ["registry.example.com"]) : [];
  const settings = { rules: Object.fromEntries(off), trustedRegistries: trusted };
  const { config } = readConfig([settings], mapped);
  const analyzer = new Analyzer(mapped);
  const index = new WorkspaceIndex();
  for (const { path, content } of one.files) index.set(path, content);
  const found: { readonly place: string; readonly text: string }[] = [];
  const lines: number[] = [];
  for (const { path, content } of one.files) {
    const around = { config, today: "2026-11-26", workspace: index.around(path) };
    for (const problem of analyzer.analyze({ path, text: content }, around).problems) {
      const { rule, place, id, message, severity, span } = problem;
      if (!rule) continue;
      found.push({ place, text: `${place}: ${severity} ${id}: ${message}` });
      if (path === one.files[0]?.path) lines.push(content.slice(0, span.start).split("\n").length);
    }
  }
  const said = found.length > 0 ? "fail" : "pass";
  const text = `the peer says ${one.expected}, we say ${said}`;
  const side = said === "pass" ? "quieter" : "stricter";
  const differs = said === one.expected ? objectsThatDiffer(one, found) : [{ side, text } as const];
  return { said, differs, found: found.map(({ text }) => text), lines };
}

/** Of objects that the peer names: right ones that we report, and wrong ones that we do not. */
function objectsThatDiffer({ objects, files }: Case, found: readonly { readonly place: string }[]): Difference[] {
  if (!objects) return [];
  // A name that two objects have says nothing of either.
  const text = files.map(({ content }) => content).join("\n");
  const isNamed = (object: string) =>
    new RegExp(`\\bname["']?:\\s*["']?${nameOf(object)}["']?\\s*(?:[,}#]|$)`, "m").test(text);
  const isFound = (object: string) => found.some(({ place }) => matches(place, object));
  const wrong = objects.fail.filter((object) => !objects.pass.includes(object) && isNamed(object) && !isFound(object));
  const right = objects.pass.filter((object) => !objects.fail.includes(object) && isNamed(object) && isFound(object));
  return [
    ...wrong.map((object) => ({ side: "quieter", text: `${object} is wrong to the peer` }) as const),
    ...right.map((object) => ({ side: "stricter", text: `${object} is right to the peer` }) as const),
  ];
}

const nameOf = (object: string): string => object.slice(object.indexOf("/") + 1).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** `Deployment/web container app` is found for `Deployment/web`, and for `web` alone. */
function matches(place: string, object: string): boolean {
  const [head = ""] = place.split(" ", 1);
  return head === object || head.endsWith(`/${object}`);
}
