import { type Change, replace } from "../edits/change.ts";
import type { Span } from "../text.ts";
import type { Dockerfile, Instruction } from "./dockerfile.ts";

/** The words of a program's start, wherever a shell is not needed to read them. */
export interface StartWords {
  readonly words: readonly { readonly value: string; readonly span: Span }[];
  readonly instruction: Instruction;
}

/**
 * What a CMD, ENTRYPOINT or HEALTHCHECK CMD starts; in shell form only where it is one command of plain words, so that
 * it means the same in exec form. Undefined where it takes a shell, or starts nothing.
 */
export function startWords({ text }: Dockerfile, instruction: Instruction): StartWords | undefined {
  if (instruction.form === "exec")
    return instruction.words.length > 0 ? { words: instruction.words, instruction } : undefined;
  const commands = instruction.shell()?.commands ?? [];
  const [command] = commands;
  if (commands.length !== 1 || !command) return undefined;
  const words = command.words.flatMap(({ value, text, span }) =>
    value === undefined || isPattern(text) ? [] : [{ value, span }],
  );
  const [first] = words;
  const last = words[words.length - 1];
  if (!first || !last || words.length < command.words.length) return undefined;
  // Assignments, redirections and whatever else a shell reads stand between the words or around them.
  const { body } = instruction;
  const before = text.slice(body.start, first.span.start);
  if (before !== "" && !isHealthcheck(instruction, before)) return undefined;
  if (text.slice(last.span.end, body.end).trim() !== "") return undefined;
  const isPlain = words.every(({ span }, index) => {
    const previous = words[index - 1];
    return !previous || /^[ \t]+$/.test(text.slice(previous.span.end, span.start));
  });
  if (!isPlain) return undefined;
  const own = first.value === "exec" ? words.slice(1) : words;
  return own.length > 0 ? { words: own, instruction } : undefined;
}

const isPattern = (text: string): boolean => /[*?[~]/.test(text) && !/^(?:"[^"]*"|'[^']*')$/.test(text);

const isHealthcheck = ({ keyword }: Instruction, before: string): boolean =>
  keyword === "HEALTHCHECK" && /^CMD\s+$/i.test(before);

/** Writes other words in place of the first `count`, in exec form; `keyword` in place of the instruction's own. */
export function restart(
  { words, instruction }: StartWords,
  count: number,
  instead: readonly string[],
  keyword?: string,
): Change[] {
  const renamed = keyword === undefined ? [] : [replace(instruction.keywordSpan, keyword)];
  const last = words[words.length - 1];
  if (instruction.form === "shell" || count >= words.length) {
    const first = words[0];
    if (!first || !last) return [];
    const start = instruction.keyword === "HEALTHCHECK" ? first.span.start : instruction.body.start;
    const rest = words.slice(count).map(({ value }) => value);
    const inner = [...instead, ...rest].map((word) => JSON.stringify(word)).join(", ");
    const whole = instruction.form === "exec" ? inner : `[${inner}]`;
    return [
      ...renamed,
      replace({ start: instruction.form === "exec" ? first.span.start : start, end: last.span.end }, whole),
    ];
  }
  const first = words[0];
  const kept = words[count];
  const replaced = words[count - 1];
  if (!first || !kept || !replaced) return renamed;
  const text = instead.map((word) => JSON.stringify(word)).join(", ");
  const end = instead.length === 0 ? kept.span.start : replaced.span.end;
  return [...renamed, replace({ start: first.span.start, end }, text)];
}
