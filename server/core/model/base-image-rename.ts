import { type Change, replace } from "../edits/change.ts";
import type { Assignment, Dockerfile, Stage, Word } from "./dockerfile.ts";

/**
 * Makes the FROM at the bottom of a stage name another image. Variables stay where they can: a suffix is written behind
 * them, or their default is changed. With `raise` other stages may share what changes: it is right for them as well.
 * Undefined where the image can't be told.
 */
export function renameBase(file: Dockerfile, stage: Stage, to: string, raise: boolean): Change[] | undefined {
  const word = stage.imageWord;
  const from = stage.image?.text;
  if (!word || from === undefined) return undefined;
  if (!word.text.includes("$")) return word.text === from ? [replace(word.span, to)] : undefined;
  const variables = variablesOf(word, file);
  const last = variables[variables.length - 1];
  if (!last) return undefined;
  const behind = behindVariables(word, variables, to);
  if (raise)
    return changedDefault(word, variables, to) ?? (behind === undefined ? undefined : [replace(word.span, behind)]);
  const kept = behind ?? withVariable(last, to);
  if (kept !== undefined) return [replace(word.span, kept)];
  const alone = variables.filter(({ assignment }) => mentions(file, assignment.name) === 1);
  return changedDefault(word, alone.length === variables.length ? variables : [], to) ?? [replace(word.span, to)];
}

function mentions({ text }: Dockerfile, name: string): number {
  return text.split(new RegExp(`\\$\\{?${name}\\b`)).length - 1;
}

interface Variable {
  readonly written: string;
  readonly start: number;
  readonly value: string;
  readonly assignment: Assignment;
}

/** Those with a default that is written out before the first FROM; none where any of them has another source. */
function variablesOf({ text }: Word, { globals }: Dockerfile): readonly Variable[] {
  const defaults = new Map(globals.flatMap(({ assignments }) => assignments.map((one) => [one.name, one] as const)));
  const found: Variable[] = [];
  for (const match of text.matchAll(/\$(?:(\w+)|\{(\w+)\})/g)) {
    const assignment = defaults.get(match[1] ?? match[2] ?? "");
    const { value } = assignment ?? {};
    if (!assignment || value === undefined || /[$\\]/.test(value)) return [];
    found.push({ written: match[0], start: match.index, value, assignment });
  }
  return found
    .map(({ written }) => written)
    .join("")
    .split("$").length === text.split("$").length
    ? found
    : [];
}

/** The default that makes the word say `to`, where there is one that does. */
function changedDefault({ text }: Word, variables: readonly Variable[], to: string): Change[] | undefined {
  for (const [index, { written, start, assignment }] of variables.entries()) {
    const before = expanded(text, variables, 0, start);
    const after = expanded(text, variables.slice(index + 1), start + written.length, text.length);
    const value = to.slice(before.length, to.length - after.length);
    const fits = to.length > before.length + after.length && to.startsWith(before) && to.endsWith(after);
    const { valueSpan } = assignment;
    if (!fits || !valueSpan || !/^[\w./-]+$/.test(value)) continue;
    const quotes = valueSpan.end - valueSpan.start - (assignment.value?.length ?? 0);
    if (quotes !== 0 && quotes !== 2) continue;
    return [replace({ start: valueSpan.start + quotes / 2, end: valueSpan.end - quotes / 2 }, value)];
  }
  return undefined;
}

function expanded(text: string, variables: readonly Variable[], from: number, to: number): string {
  let result = "";
  let at = from;
  for (const { written, start, value } of variables) {
    if (start < from || start >= to) continue;
    result += text.slice(at, start) + value;
    at = start + written.length;
  }
  return result + text.slice(at, to);
}

/** `node:${VERSION}-slim` for `node:${VERSION}`. */
function behindVariables({ text }: Word, variables: readonly Variable[], to: string): string | undefined {
  const last = variables[variables.length - 1];
  if (!last) return undefined;
  const end = last.start + last.written.length;
  const head = expanded(text, variables, 0, end);
  return to.startsWith(head) ? text.slice(0, end) + to.slice(head.length) : undefined;
}

/** `gcr.io/distroless/nodejs${MAJOR}-debian13` for `node:${MAJOR}`: only a whole version means the same in both. */
function withVariable({ written, value }: Variable, to: string): string | undefined {
  if (!/^\d+(?:\.\d+)*$/.test(value)) return undefined;
  const [before = "", after = "", ...others] = to.split(value);
  if (others.length > 0 || before === to || /[\d.]$|debian$/.test(before) || /^[\d.]/.test(after)) return undefined;
  // The name follows at once in `$MAJOR_x`; braces keep it apart.
  const braced = written.startsWith("${") ? written : `\${${written.slice(1)}}`;
  return `${before}${braced}${after}`;
}
