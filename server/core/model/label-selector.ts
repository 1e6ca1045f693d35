import type { YamlView } from "../syntax/yaml-view.ts";

export type Labels = Readonly<Record<string, string>>;

/** What the API calls a LabelSelector: every label and every expression has to hold. Plain data. */
export interface LabelSelector {
  readonly labels: Labels;
  readonly expressions: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values: readonly string[];
  }[];
}

/** An empty selector selects everything. Undefined where it cannot be read, a template's variable for example. */
export function readSelector(view: YamlView | undefined): LabelSelector | undefined {
  if (!view || view.isNull()) return { labels: {}, expressions: [] };
  const labels = readLabels(view.get("matchLabels"));
  const expressions = view.get("matchExpressions");
  if (view.kind !== "map" || !labels || (expressions && !expressions.isNull() && expressions.kind !== "seq")) return;
  return {
    labels,
    expressions: (expressions?.items() ?? []).map((item) => ({
      key: item.get("key")?.text() ?? "",
      operator: item.get("operator")?.text() ?? "",
      values: (item.get("values")?.items() ?? []).map((value) => value.text() ?? ""),
    })),
  };
}

/** A map of words. Undefined where it is anything else, and where a value is the work of a template. */
export function readLabels(view: YamlView | undefined): Labels | undefined {
  if (!view || view.isNull()) return {};
  if (view.kind !== "map") return undefined;
  const labels: Record<string, string> = {};
  for (const { key, value } of view.entries()) {
    const text = value.text() ?? (value.isNull() ? "" : undefined);
    if (text === undefined || /[{$]/.test(text) || key === "__proto__") return undefined;
    labels[key] = text;
  }
  return labels;
}

/** Undefined where nobody can tell: an operator that does not exist. */
export function selects({ labels, expressions }: LabelSelector, of: Labels): boolean | undefined {
  if (Object.entries(labels).some(([key, value]) => own(of, key) !== value)) return false;
  let sure = true;
  for (const { key, operator, values } of expressions) {
    const value = own(of, key);
    const holds = evaluate(operator, value, values);
    if (holds === false) return false;
    sure &&= holds !== undefined;
  }
  return sure ? true : undefined;
}

function evaluate(operator: string, value: string | undefined, values: readonly string[]): boolean | undefined {
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    default:
      return undefined;
  }
}

const own = (labels: Labels, key: string): string | undefined => (Object.hasOwn(labels, key) ? labels[key] : undefined);
