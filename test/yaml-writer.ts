import fc from "fast-check";
import type { Json } from "../server/core/edits/change.ts";

export const key = fc.constantFrom(
  "a",
  "b",
  "c",
  "name",
  "spec",
  "x-y",
  "true",
  "1",
  "it is",
  "q: #",
  "securityContext",
);

export const scalar: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    "x",
    "two words",
    "yes",
    "1.5",
    "",
    "it's",
    'say "x"',
    "a: b",
    "- c",
    "# no",
    "x #y",
    "ends ",
    "né",
    "\t",
    "null",
    "~",
    "l1\nl2\n",
    "[",
    "*a",
    "&b",
    "!t",
    "%",
    "@",
  ),
  fc.constantFrom<Json>(true, false, null, 0, -1, 1.5, 1e21, 65532),
);

export const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3 }),
  ),
})).value;

const record = fc.dictionary(key, json, { minKeys: 1, maxKeys: 4 });
const document = fc.oneof(
  { weight: 9, arbitrary: record },
  { weight: 1, arbitrary: fc.array(json, { minLength: 1, maxLength: 4 }) },
);

/** Random YAML: values in all the ways that people write them. */
export const yamlText: fc.Arbitrary<string> = fc
  .tuple(
    document,
    fc.infiniteStream(fc.nat(1_000_000)),
    fc.record({
      step: fc.constantFrom(1, 2, 3, 4),
      dash: fc.constantFrom(0, 1, 2, 4),
      crlf: fc.boolean(),
      lastBreak: fc.boolean(),
      head: fc.constantFrom("", "", "\uFEFF", "---\n", "# head\n---\n", "# head\n", "--- # head\n", "\n"),
      noise: fc.constantFrom(0, 3, 10),
      flow: fc.constantFrom(0, 2, 6),
    }),
  )
  .map(([value, stream, habits]) => new Writer(stream, habits).document(value));

/** Pieces of YAML put together without regard to what comes of it. */
export const yamlPieces: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      ...["a", "b", "a: ", "b: ", "- ", "? ", ": ", "- a: 1\n", "  b: 2\n", "a: b\n", "b:\n", "  a:\n", "<<: *x\n"],
      ...[
        "  ",
        "    ",
        "\n",
        "\n",
        "\n  ",
        "\n- ",
        "\n  - ",
        "\r\n",
        "\n\n",
        " # c",
        "\n# c\n",
        "---\n",
        "...\n",
        "\uFEFF",
      ],
      ...[
        "[",
        "]",
        "{",
        "}",
        ", ",
        "&x ",
        "*x ",
        "!t ",
        "1",
        "'",
        '"',
        "> ",
        "|\n",
        "|+\n",
        "c: |\n  t\n",
        "d: >-\n   t\n\n",
      ],
    ),
    { minLength: 2, maxLength: 25 },
  )
  .map((pieces) => pieces.join(""));

interface Habits {
  readonly step: number;
  readonly dash: number;
  readonly crlf: boolean;
  readonly lastBreak: boolean;
  readonly head: string;
  /** Comments and blank lines, and flow collections, in ten. */
  readonly noise: number;
  readonly flow: number;
}

class Writer {
  private readonly numbers: Iterator<number>;
  private readonly habits: Habits;
  private anchors = 0;
  /** Anchors whose values are written already, so that no alias stands inside of its own. */
  private readonly closed: string[] = [];

  constructor(numbers: Iterable<number>, habits: Habits) {
    this.numbers = numbers[Symbol.iterator]();
    this.habits = habits;
  }

  document(value: Json): string {
    const lines = this.block(value, 0);
    const text = this.habits.head + lines.join("\n") + (this.habits.lastBreak ? "\n" : "");
    return this.habits.crlf ? text.replaceAll("\n", "\r\n") : text;
  }

  private pick(below: number): number {
    return (this.numbers.next().value as number) % below;
  }

  private maybe(inTen: number): boolean {
    return this.pick(10) < inTen;
  }

  /** Whole lines; the first is indented as well. */
  private block(value: Json, column: number): string[] {
    const indent = " ".repeat(column);
    const items = Array.isArray(value)
      ? value.map((item: Json) => this.entry(`${indent}-`, item, column, true))
      : Object.entries(value as Record<string, Json>).map(([name, item]) =>
          this.entry(`${indent}${this.string(name, false)}:`, item, column, false),
        );
    if (!Array.isArray(value) && this.closed.length > 0 && this.maybe(1)) items.push([`${indent}<<: *${this.alias()}`]);
    return items.flatMap((lines) => [...this.noise(column), ...lines]).concat(this.noise(column));
  }

  private alias(): string {
    return this.closed[this.pick(this.closed.length)] ?? "";
  }

  private noise(column: number): string[] {
    if (!this.maybe(this.habits.noise / 2)) return [];
    return [["", `${" ".repeat(column)}# note`, "# far left", `${" ".repeat(column + 1)}# deeper`][this.pick(4)] ?? ""];
  }

  private comment(): string {
    return this.maybe(this.habits.noise) ? "  # said" : "";
  }

  private entry(head: string, value: Json, column: number, item: boolean): string[] {
    if (this.closed.length > 0 && this.maybe(1)) return [`${head} *${this.alias()}${this.comment()}`];
    if (!this.maybe(1)) return this.valued(head, "", value, column, item);
    const anchor = `n${this.anchors++}`;
    const lines = this.valued(head, ` &${anchor}`, value, column, item);
    this.closed.push(anchor);
    return lines;
  }

  private valued(head: string, anchor: string, value: Json, column: number, item: boolean): string[] {
    const { step, dash } = this.habits;
    if (!isFilled(value) || this.maybe(this.habits.flow)) {
      if (value === null && this.maybe(5)) return [head + anchor + this.comment()];
      if (typeof value === "string" && /^\S.*\n$/s.test(value) && this.maybe(6)) {
        return [
          `${head}${anchor} |${this.comment()}`,
          ...value
            .trimEnd()
            .split("\n")
            .map((line) => " ".repeat(column + step) + line),
        ];
      }
      const flow = this.flow(value, column + step);
      return `${head}${anchor} ${flow}${this.comment()}`.split("\n");
    }
    if (item && anchor === "" && this.maybe(7)) {
      const gap = 1 + this.pick(3);
      const lines = this.block(value, column + 1 + gap);
      const first = lines.findIndex((line) => line.trim() !== "" && !line.trim().startsWith("#"));
      const [line = "", ...rest] = lines.slice(first);
      return [...lines.slice(0, first).map((above) => above), head + " ".repeat(gap) + line.trimStart(), ...rest];
    }
    const below = column + (Array.isArray(value) && !item ? dash : step);
    return [head + anchor + this.comment(), ...this.block(value, below)];
  }

  private flow(value: Json, column: number): string {
    if (value === null || typeof value !== "object") return this.scalar(value);
    const pad = this.maybe(3) ? " " : "";
    const parts = Array.isArray(value)
      ? value.map((item: Json) => this.flow(item, column + 2))
      : Object.entries(value).map(
          ([name, item]) => `${this.string(name, true)}: ${this.flow(item as Json, column + 2)}`,
        );
    const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
    if (parts.length === 0) return open + pad + close;
    if (this.maybe(6))
      return open + pad + parts.join(this.maybe(8) ? ", " : " , ") + (this.maybe(2) ? "," : "") + pad + close;
    const indent = `\n${" ".repeat(column + 1)}`;
    const separate = this.maybe(this.habits.noise / 2) ? `, # flow note${indent}` : `,${indent}`;
    const last = this.maybe(2) ? "," : "";
    return `${open}${indent}${parts.join(separate)}${last}\n${" ".repeat(column)}${close}`;
  }

  private scalar(value: string | number | boolean | null): string {
    if (typeof value !== "string") return String(value);
    return this.string(value, true);
  }

  private string(value: string, inFlow: boolean): string {
    const way = this.pick(3);
    if (way === 0 && /^[a-zé-][a-zé-]+(?: [a-z]+)*$/i.test(value) && !/^(?:true|null|- .*)$/.test(value)) return value;
    if (way === 1 && !/[\n\t]/.test(value)) return `'${value.replaceAll("'", "''")}'`;
    return inFlow || way < 3 ? JSON.stringify(value) : value;
  }
}

function isFilled(value: Json): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}
