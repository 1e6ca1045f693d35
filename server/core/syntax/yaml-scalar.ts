import type { Scalar } from "yaml";

const nulls = new Set(["", "~", "null", "Null", "NULL"]);
const booleans = new Map([
  ["true", true],
  ["True", true],
  ["TRUE", true],
  ["false", false],
  ["False", false],
  ["FALSE", false],
]);
const decimal = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const prefixed = /^0(?:o[0-7]+|x[0-9a-fA-F]+)$/;
const infinite = /^[-+]?\.(?:inf|Inf|INF)$/;
const notANumber = /^\.(?:nan|NaN|NAN)$/;
const coreTag = /^tag:yaml\.org,2002:(?:null|bool|int|float)$/;

/** The value of a scalar as the YAML 1.2 core schema reads it. */
export function scalarValue(scalar: Scalar): string | number | boolean | null {
  const source = scalarText(scalar);
  if (scalar.tag !== undefined) return coreTag.test(scalar.tag) ? plainValue(source) : source;
  return scalar.type === "PLAIN" || scalar.type === undefined ? plainValue(source) : source;
}

/** `yes` and the like: YAML 1.1 takes them for truth values, and so do kubectl, Helm and Compose where one is wanted. */
export function olderBoolean(scalar: Scalar): boolean | undefined {
  const isPlain = scalar.tag === undefined && (scalar.type === "PLAIN" || scalar.type === undefined);
  return isPlain ? olderBooleans.get(scalarText(scalar)) : undefined;
}

const olderBooleans: ReadonlyMap<string, boolean> = new Map(
  [["yes", true] as const, ["on", true] as const, ["no", false] as const, ["off", false] as const].flatMap(
    ([word, value]) =>
      [word, `${word.charAt(0).toUpperCase()}${word.slice(1)}`, word.toUpperCase()].map((one) => [one, value] as const),
  ),
);

/** What the scalar says once quotes, escapes and folding are undone. */
export function scalarText(scalar: Scalar): string {
  return scalar.source ?? (typeof scalar.value === "string" ? scalar.value : "");
}

/** What a plain (unquoted) scalar means. */
export function plainValue(source: string): string | number | boolean | null {
  if (nulls.has(source)) return null;
  const boolean = booleans.get(source);
  if (boolean !== undefined) return boolean;
  if (decimal.test(source) || prefixed.test(source)) return Number(source);
  if (infinite.test(source)) return source.startsWith("-") ? -Infinity : Infinity;
  if (notANumber.test(source)) return Number.NaN;
  return source;
}
