/** One option of a rule: its documentation, default, JSON schema and reader in one place. */
export interface Option<Value> {
  readonly doc: string;
  readonly initial: Value;
  readonly schema: Readonly<Record<string, unknown>>;
  /** The value, or undefined where the input is not of the option's type. */
  read(input: unknown): Value | undefined;
}

export type OptionTable = Readonly<Record<string, Option<unknown>>>;
export type OptionValues<Table extends OptionTable> = { readonly [Name in keyof Table]: Table[Name]["initial"] };

const isString = (input: unknown): input is string => typeof input === "string";

export function strings(doc: string, initial: readonly string[]): Option<readonly string[]> {
  return {
    doc,
    initial,
    schema: { type: "array", items: { type: "string" } },
    read: (input) => (Array.isArray(input) && input.every(isString) ? input : undefined),
  };
}

export function flag(doc: string, initial: boolean): Option<boolean> {
  return {
    doc,
    initial,
    schema: { type: "boolean" },
    read: (input) => (typeof input === "boolean" ? input : undefined),
  };
}
