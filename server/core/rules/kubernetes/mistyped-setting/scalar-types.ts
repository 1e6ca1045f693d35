import { set } from "../../../edits/change.ts";
import type { ClosedMap } from "../../../model/closed-maps.ts";
import type { Finding } from "../../../rule.ts";

const booleans: ReadonlySet<string> = new Set([
  "allowPrivilegeEscalation",
  "automountServiceAccountToken",
  "hostIPC",
  "hostNetwork",
  "hostPID",
  "hostUsers",
  "privileged",
  "readOnlyRootFilesystem",
  "runAsNonRoot",
  "shareProcessNamespace",
]);

const integers: ReadonlySet<string> = new Set(["fsGroup", "runAsGroup", "runAsUser"]);

/** Words in quotes where the API wants a truth value or a number. Without quotes `yes` is a truth value to it. */
export function* scalarFindings({ view: map, who, fields }: ClosedMap, text: string): Iterable<Finding> {
  for (const { key, value } of map.entries()) {
    const wanted = booleans.has(key) ? "true or false" : integers.has(key) ? "a number" : undefined;
    const word = value.string();
    if (!wanted || !fields.has(key) || word === undefined || value.via !== "own" || /[{$]/.test(word)) continue;
    const isQuoted = /["']/.test(text[value.span.start] ?? "");
    if (wanted === "true or false" && !isQuoted) continue;
    const right = wanted === "a number" ? numberIn(word) : booleanIn(word);
    yield {
      span: value.span,
      message: `${key} of ${who} is a word, and the API takes ${wanted} only.`,
      fixes: () =>
        right === undefined ? [] : [{ title: `Write ${right}`, safety: "review", changes: [set(value.path, right)] }],
    };
  }
}

const numberIn = (word: string): number | undefined => (/^\d{1,9}$/.test(word) ? Number(word) : undefined);

function booleanIn(word: string): boolean | undefined {
  if (/^(?:true|yes|on)$/i.test(word)) return true;
  return /^(?:false|no|off)$/i.test(word) ? false : undefined;
}
