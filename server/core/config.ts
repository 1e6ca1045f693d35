import ignore from "ignore";
import { type Profile, profiles, type RuleLevel, ruleSeverity } from "./profiles.ts";
import { type AnyRule, fullId } from "./rule.ts";
import { RuleIndex } from "./rule-index.ts";

export interface RuleConfig {
  readonly severity: RuleLevel;
  /** Somebody has named the severity: then it is that of all findings, and not only the highest. */
  readonly named: boolean;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface AllowConfig {
  readonly requireReason: boolean;
  /** How far in the future `until=` may lie; 0 for no limit. */
  readonly maxDays: number;
  /** False: allow comments in files are not honoured. */
  readonly inline: boolean;
  /** False: other tools' ignore comments are not honoured. */
  readonly otherTools: boolean;
}

export interface Config {
  readonly profile: Profile;
  readonly kubernetesVersion: string;
  readonly trustedRegistries: readonly string[];
  readonly allow: AllowConfig;
  /** True for a path (relative to the configuration's folder) that `exclude` names. */
  excludes(path: string): boolean;
  /** Severity and options of a rule for a path, overrides included. */
  rule(rule: AnyRule, path: string): RuleConfig;
}

/** Where in the configuration, and what is wrong. The path's last element is the key meant, not its value. */
export interface ConfigProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export const newestKubernetes = "1.37";
export const levels: readonly RuleLevel[] = ["error", "warning", "info", "hint", "off"];
const topLevel = [
  "extends",
  "kubernetesVersion",
  "trustedRegistries",
  "exclude",
  "allow",
  "rules",
  "overrides",
] as const;

/**
 * Reads layers of configuration, the later winning: editor settings, then the repository's file.
 * Bad input becomes a problem with a path, never an exception; what is wrong is left at the layer below.
 */
export function readConfig(
  layers: readonly unknown[],
  rules: readonly AnyRule[],
): { readonly config: Config; readonly problems: readonly ConfigProblem[] } {
  const draft: Draft = {
    profile: "recommended",
    kubernetesVersion: newestKubernetes,
    trustedRegistries: [],
    exclude: [],
    allow: { requireReason: false, maxDays: 0, inline: true, otherTools: true },
    layers: [],
  };
  const problems: ConfigProblem[] = [];
  const index = new RuleIndex(rules);
  for (const [at, layer] of layers.entries()) {
    // Only the last layer is the repository's file, whose lines can show a problem.
    readLayer(layer, draft, index, at === layers.length - 1 ? problems : []);
  }
  return { config: new ReadConfig(draft), problems };
}

interface Draft {
  profile: Profile;
  kubernetesVersion: string;
  trustedRegistries: readonly string[];
  exclude: readonly string[];
  allow: AllowConfig;
  /** In order of weight; without `files` it holds for every path. */
  layers: { readonly files: readonly string[] | undefined; readonly rules: ReadonlyMap<string, GivenRule> }[];
}

interface GivenRule {
  readonly severity?: RuleLevel;
  readonly options: Readonly<Record<string, unknown>>;
}

function readLayer(input: unknown, draft: Draft, index: RuleIndex, problems: ConfigProblem[]): void {
  if (input === undefined || input === null) return;
  if (!isRecord(input)) {
    problems.push({ path: [], message: "The configuration must be a mapping, such as `rules:` with ids below it." });
    return;
  }
  for (const key of Object.keys(input)) {
    if (!(topLevel as readonly string[]).includes(key)) {
      problems.push({ path: [key], message: `There is no setting "${key}"; known are ${topLevel.join(", ")}.` });
    }
  }
  const wrong = (key: string, what: string) => problems.push({ path: [key], message: `\`${key}\` must be ${what}.` });

  const profile = input["extends"];
  if (isOneOf(profile, profiles)) draft.profile = profile;
  else if (profile !== undefined) wrong("extends", `one of ${profiles.join(", ")}`);

  const version = readVersion(input["kubernetesVersion"]);
  if (version) draft.kubernetesVersion = version;
  else if (input["kubernetesVersion"] !== undefined) wrong("kubernetesVersion", 'a version in quotes, such as "1.34"');

  for (const key of ["trustedRegistries", "exclude"] as const) {
    const value = input[key];
    if (isStrings(value)) draft[key] = value;
    else if (value !== undefined) wrong(key, "a list of strings");
  }
  readAllow(input["allow"], draft, problems);
  if (input["rules"] !== undefined) {
    draft.layers.push({ files: undefined, rules: readRules(input["rules"], ["rules"], index, problems) });
  }
  readOverrides(input["overrides"], draft, index, problems);
}

function readAllow(input: unknown, draft: Draft, problems: ConfigProblem[]): void {
  if (input === undefined || input === null) return;
  if (!isRecord(input)) {
    problems.push({ path: ["allow"], message: "`allow` must be a mapping." });
    return;
  }
  const allow: Record<string, unknown> = { ...draft.allow };
  for (const [key, value] of Object.entries(input)) {
    const known = allow[key];
    if (known === undefined) {
      const names = Object.keys(draft.allow).join(", ");
      problems.push({
        path: ["allow", key],
        message: `There is no setting "${key}" in \`allow\`; known are ${names}.`,
      });
    } else if (typeof value !== typeof known || (typeof value === "number" && !(value >= 0))) {
      const what = typeof known === "number" ? "a number of days" : "true or false";
      problems.push({ path: ["allow", key], message: `\`${key}\` must be ${what}.` });
    } else allow[key] = value;
  }
  draft.allow = allow as unknown as AllowConfig;
}

function readOverrides(input: unknown, draft: Draft, index: RuleIndex, problems: ConfigProblem[]): void {
  if (input === undefined || input === null) return;
  if (!Array.isArray(input)) {
    problems.push({ path: ["overrides"], message: "`overrides` must be a list of mappings with `files` and `rules`." });
    return;
  }
  for (const [at, item] of (input as unknown[]).entries()) {
    const files = isRecord(item) ? item["files"] : undefined;
    if (!isRecord(item) || !isStrings(files)) {
      problems.push({
        path: ["overrides", at],
        message: "An override needs `files`, a list of patterns, and `rules`.",
      });
      continue;
    }
    draft.layers.push({ files, rules: readRules(item["rules"], ["overrides", at, "rules"], index, problems) });
  }
}

function readRules(
  input: unknown,
  path: readonly (string | number)[],
  index: RuleIndex,
  problems: ConfigProblem[],
): ReadonlyMap<string, GivenRule> {
  const given = new Map<string, GivenRule>();
  if (input === undefined || input === null) return given;
  if (!isRecord(input)) {
    problems.push({ path, message: "`rules` must be a mapping from rule ids to severities." });
    return given;
  }
  // Short ids first, so that a full id wins wherever it stands.
  const ids = Object.keys(input).sort((a, b) => Number(a.includes("/")) - Number(b.includes("/")));
  for (const id of ids) {
    const found = index.find(id);
    if (found.length === 0) {
      const nearest = index.nearest(id);
      const meant = nearest ? ` Did you mean "${nearest}"?` : "";
      problems.push({ path: [...path, id], message: `There is no rule "${id}".${meant}` });
    }
    for (const rule of found) {
      const read = readRule(input[id], [...path, id], rule, problems);
      if (read) given.set(fullId(rule), read);
    }
  }
  return given;
}

function readRule(
  input: unknown,
  path: readonly (string | number)[],
  rule: AnyRule,
  problems: ConfigProblem[],
): GivenRule | undefined {
  // YAML 1.1 readers make `off` a boolean, and people write `false`.
  if (input === false) return { severity: "off", options: {} };
  if (isOneOf(input, levels)) return { severity: input, options: {} };
  if (!isRecord(input)) {
    problems.push({ path, message: `A rule is ${levels.join(", ")}, or a mapping with \`severity\` and options.` });
    return undefined;
  }
  const options: Record<string, unknown> = {};
  let severity: RuleLevel | undefined;
  for (const [key, value] of Object.entries(input)) {
    const option = rule.options[key];
    if (key === "severity") {
      if (isOneOf(value, levels)) severity = value;
      else problems.push({ path: [...path, key], message: `\`severity\` must be one of ${levels.join(", ")}.` });
    } else if (option) {
      const read = option.read(value);
      if (read === undefined)
        problems.push({ path: [...path, key], message: `\`${key}\` is of the wrong type: ${option.doc}` });
      else options[key] = read;
    } else {
      const names = ["severity", ...Object.keys(rule.options)].join(", ");
      problems.push({ path: [...path, key], message: `Rule "${rule.id}" has no option "${key}"; known are ${names}.` });
    }
  }
  return severity ? { severity, options } : { options };
}

class ReadConfig implements Config {
  readonly profile: Profile;
  readonly kubernetesVersion: string;
  readonly trustedRegistries: readonly string[];
  readonly allow: AllowConfig;
  private readonly exclude: (path: string) => boolean;
  private readonly overrides: readonly { applies(path: string): boolean; rules: ReadonlyMap<string, GivenRule> }[];
  /** Which overrides hold decides a rule's settings: one table for each such combination that occurs. */
  private readonly tables = new Map<string, Map<AnyRule, RuleConfig>>();
  private lastPath: { path: string; table: Map<AnyRule, RuleConfig> } | undefined;

  constructor(draft: Draft) {
    this.profile = draft.profile;
    this.kubernetesVersion = draft.kubernetesVersion;
    this.trustedRegistries = draft.trustedRegistries;
    this.allow = draft.allow;
    this.exclude = matcher(draft.exclude);
    this.overrides = draft.layers.map(({ files, rules }) => ({ applies: files ? matcher(files) : () => true, rules }));
  }

  excludes(path: string): boolean {
    return this.exclude(path);
  }

  rule(rule: AnyRule, path: string): RuleConfig {
    if (this.lastPath?.path !== path) this.lastPath = { path, table: this.table(path) };
    const { table } = this.lastPath;
    const known = table.get(rule);
    if (known) return known;
    const id = fullId(rule);
    let severity = ruleSeverity(rule, this.profile);
    let named = false;
    const options: Record<string, unknown> = {};
    for (const [name, option] of Object.entries(rule.options)) options[name] = option.initial;
    for (const { applies, rules } of this.overrides) {
      const given = rules.get(id);
      if (!given || !applies(path)) continue;
      severity = given.severity ?? severity;
      named ||= given.severity !== undefined;
      Object.assign(options, given.options);
    }
    const config = { severity, named, options };
    table.set(rule, config);
    return config;
  }

  private table(path: string): Map<AnyRule, RuleConfig> {
    const key = this.overrides.map(({ applies }) => (applies(path) ? "1" : "0")).join("");
    const table = this.tables.get(key) ?? new Map<AnyRule, RuleConfig>();
    this.tables.set(key, table);
    return table;
  }
}

/** Patterns as in a `.gitignore`. */
function matcher(patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length === 0) return () => false;
  const tester = ignore({ allowRelativePaths: true }).add([...patterns]);
  return (path) => {
    const relative = path.replace(/^(?:[A-Za-z]:)?\/+/, "");
    return relative !== "" && tester.ignores(relative);
  };
}

function readVersion(input: unknown): string | undefined {
  // Unquoted, 1.30 is the number 1.3: one digit behind the point can't be told from a lost zero.
  const text = typeof input === "number" ? /^1\.\d\d$/.exec(String(input))?.[0] : input;
  return typeof text === "string" ? /^v?(1\.\d{1,3})(?:\.\d+)?$/.exec(text)?.[1] : undefined;
}

function isRecord(input: unknown): input is Record<string, unknown> {
  return typeof input === "object" && input !== null && !Array.isArray(input);
}

function isStrings(input: unknown): input is readonly string[] {
  return Array.isArray(input) && input.every((item) => typeof item === "string");
}

function isOneOf<Value extends string>(input: unknown, values: readonly Value[]): input is Value {
  return typeof input === "string" && (values as readonly string[]).includes(input);
}
