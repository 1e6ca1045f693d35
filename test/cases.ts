/** Reads the `cases.md` of a rule: prose for people, and fenced examples that are run. */

export interface Marked {
  readonly text: string;
  readonly marks: readonly Mark[];
}

/** A row of carets with its label, as the span of the line above that it underlines. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

export interface Case {
  readonly heading: string;
  readonly path: string;
  readonly bad: string | undefined;
  readonly good: string | undefined;
  readonly fixed: readonly { readonly title: string; readonly text: string }[];
}

export type Example = {
  readonly language: string;
  readonly kind: string;
  readonly title: string;
  readonly text: string;
};

const fence = /^```(\w+) (bad|good|fixed)(?: "([^"]*)")?(?: path=(\S+))?[ \t]*\n([\s\S]*?)^```[ \t]*$/gm;

export function readCases(markdown: string, defaultPath: string): readonly Case[] {
  const cases: Case[] = [];
  for (const section of markdown.split(/^## /m).slice(1)) {
    const heading = section.slice(0, section.indexOf("\n")).trim();
    let current: { path: string; bad: string | undefined; fixed: { title: string; text: string }[] } | undefined;
    for (const [, , kind = "", title = "", path = defaultPath, text = ""] of section.matchAll(fence)) {
      if (kind === "fixed") {
        if (!current) throw new Error(`${heading}: a fixed example stands before any bad one.`);
        current.fixed.push({ title, text });
      } else if (kind === "good") {
        cases.push({ heading, path, bad: undefined, good: text, fixed: [] });
      } else {
        current = { path, bad: text, fixed: [] };
        cases.push({ heading, path, bad: text, good: undefined, fixed: current.fixed });
      }
    }
  }
  return cases;
}

/** Cuts the caret rows out of an example. */
export function readMarked(example: string): Marked {
  const marks: Mark[] = [];
  const kept: string[] = [];
  let lineStart = 0;
  let next = 0;
  for (const line of example.split("\n")) {
    const caret = /^( *)(\^+) (.+)$/.exec(line);
    if (caret) {
      const [, indent = "", carets = "", label = ""] = caret;
      const start = lineStart + indent.length;
      marks.push({ start, end: start + carets.length, label });
    } else {
      kept.push(line);
      lineStart = next;
      next += line.length + 1;
    }
  }
  return { text: kept.join("\n"), marks };
}
