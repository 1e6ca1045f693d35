import type { ShellWord } from "../syntax/shell.ts";
import type { Span } from "../text.ts";
import { wordsRemoval } from "./dockerfile-edits.ts";
import { type Call, isWritten } from "./shell-calls.ts";

/** An option as a program reads it. */
export interface OptionName {
  /** The whole word in its long form: `--insecure`, `--strict-ssl=false`. */
  readonly long?: RegExp;
  /** The letter of its short form, which may stand in a group: `k` in `-fsSLk`. */
  readonly short?: string;
  /** The program's letters that take the rest of their group, or the next word, as their value. */
  readonly valued?: string;
}

/** Where an option stands. */
export interface OptionUse {
  readonly index: number;
  readonly word: ShellWord;
  /** `-k`, also for `-fsSLk`; `--insecure`. */
  readonly shown: string;
  /** What is cut so that the command goes without it; undefined where that can't be told. */
  removal(text: string): Span | undefined;
}

/** Every use of an option among the words of a call. */
export function optionUses(
  { words }: Pick<Call, "words">,
  { long, short, valued = "" }: OptionName,
): readonly OptionUse[] {
  const uses: OptionUse[] = [];
  for (let index = 1; index < words.length; index++) {
    const word = words[index];
    const value = word?.value;
    if (!word || value === undefined || !value.startsWith("-")) continue;
    if (value === "--") break;
    const at = index;
    const letters = value.startsWith("--") ? "" : lettersOf(value, valued);
    if (long?.test(value)) {
      uses.push({ index, word, shown: value, removal: (text) => wordsRemoval(text, words, at) });
    } else if (short !== undefined && letters.includes(short)) {
      uses.push({ index, word, shown: `-${short}`, removal: (text) => letterRemoval(text, words, at, short) });
    }
    // The next word is the value of the group's last letter.
    if (letters.length === value.length - 1 && valued.includes(letters.slice(-1) || " ")) index++;
  }
  return uses;
}

/** The letters of a group, without what is the value of one of them. */
function lettersOf(group: string, valued: string): string {
  const end = [...group].findIndex((letter, index) => index > 0 && valued.includes(letter));
  return group.slice(1, end < 0 ? undefined : end + 1);
}

function letterRemoval(text: string, words: readonly ShellWord[], index: number, letter: string): Span | undefined {
  const word = words[index];
  if (!word || word.value !== word.text || !isWritten({ text }, word)) return undefined;
  if (word.text.length === 2) return wordsRemoval(text, words, index);
  const start = word.span.start + word.text.indexOf(letter, 1);
  return { start, end: start + 1 };
}
