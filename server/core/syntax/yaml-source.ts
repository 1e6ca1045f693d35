import type { Alias, Node, Pair, Scalar, YAMLMap, YAMLSeq } from "yaml";
import { Composer, isAlias, isMap, isNode, isScalar, isSeq, Lexer, Parser } from "yaml";
import type { Span } from "../text.ts";

export type { Alias, Node, Pair, Scalar, YAMLMap, YAMLSeq };
export { isAlias, isMap, isNode, isScalar, isSeq };

/** What the parser makes of one document: the only place that runs the `yaml` package. */
export interface YamlSource {
  readonly text: string;
  readonly contents: Node | undefined;
  readonly comments: readonly { readonly span: Span; readonly text: string }[];
  readonly errors: readonly { readonly span: Span; readonly message: string }[];
}

/** Deeper nesting than anybody writes; the package's own recursion stays far from the stack's end. */
const deepest = 256;

/** Scalars are read lazily (see yaml-scalar.ts), so the package is spared from trying every tag on each. */
const options = {
  schema: "failsafe",
  resolveKnownTags: false,
  merge: false,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: "silent",
} as const;

type Mutable<List> = List extends readonly (infer Item)[] ? Item[] : never;

export function readSource(text: string, keepSourceTokens = false): YamlSource {
  const errors: Mutable<YamlSource["errors"]> = [];
  const comments: Mutable<YamlSource["comments"]> = [];
  const readable = hideConflictMarkers(hideByteOrderMark(text), errors);
  const markers = errors.length;
  let contents: Node | undefined;
  try {
    const composer = new Composer({ ...options, keepSourceTokens });
    const documents = [...composer.compose(tokens(readable, text, comments, errors), true, text.length)];
    if (!errors.some(({ message }) => message === tooDeep)) {
      contents = documents.find((document) => document.contents !== null)?.contents ?? undefined;
      for (const document of documents) {
        for (const { pos, message } of document.errors) errors.push({ span: within(text, pos[0], pos[1]), message });
      }
    }
  } catch (error) {
    errors.push({ span: { start: 0, end: 0 }, message: error instanceof Error ? error.message : String(error) });
  }
  if (markers > 0 || errors.length > 1) errors.sort((a, b) => a.span.start - b.span.start);
  return { text, contents, comments, errors };
}

const tooDeep = `This is nested more than ${deepest} levels deep.`;

/** The package's parser, stopped where the nesting grows too deep; comments are picked up on the way. */
function* tokens(
  readable: string,
  text: string,
  comments: Mutable<YamlSource["comments"]>,
  errors: Mutable<YamlSource["errors"]>,
) {
  const parser = new Parser();
  let afterScalarMark = false;
  for (const lexeme of new Lexer().lex(readable)) {
    if (lexeme.startsWith("#") && !afterScalarMark) {
      const start = parser.offset;
      // A hidden conflict marker is no comment of the user's.
      if (text[start] === "#") comments.push({ span: { start, end: start + lexeme.length }, text: lexeme });
    }
    afterScalarMark = lexeme === scalarMark;
    yield* parser.next(lexeme);
    if (parser.stack.length > deepest) {
      errors.push({ span: within(text, parser.offset - lexeme.length, parser.offset), message: tooDeep });
      return;
    }
  }
  yield* parser.end();
}

/** The lexer announces every scalar by this control character. */
const scalarMark = "\u001f";

/** The package does not take the dash behind a byte order mark for the first on its line; an empty line it can read. */
function hideByteOrderMark(text: string): string {
  return text.startsWith("\uFEFF") ? `\n${text.slice(1)}` : text;
}

/** Turns merge-conflict markers into comments of the same length, so that both sides can be read. */
function hideConflictMarkers(text: string, errors: Mutable<YamlSource["errors"]>): string {
  if (!text.includes("<<<<<<<") && !text.includes(">>>>>>>")) return text;
  return text.replace(/^(<{7}|={7}|>{7})(?= |\r?$)/gm, (marker, _, start: number) => {
    errors.push({ span: { start, end: start + marker.length }, message: "A merge conflict is not resolved here." });
    return `#${marker.slice(1)}`;
  });
}

function within(text: string, start: number, end: number): Span {
  const from = Math.min(Math.max(start, 0), text.length);
  return { start: from, end: Math.min(Math.max(end, from), text.length) };
}
