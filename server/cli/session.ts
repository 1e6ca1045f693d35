import { fstatSync } from "node:fs";
import path from "node:path";
import type { Analysis, Problem, Settings, Source } from "../core/analysis.ts";
import { Analyzer } from "../core/analyze.ts";
import { newestKubernetes } from "../core/config.ts";
import { detect, isDockerfileName } from "../core/detect.ts";
import { DisjointEdits } from "../core/edits/disjoint-edits.ts";
import { rules } from "../core/registry.ts";
import { fullId } from "../core/rule.ts";
import { RuleIndex } from "../core/rule-index.ts";
import { applyEdits, LineIndex } from "../core/text.ts";
import type { WorkspaceIndex } from "../core/workspace/workspace-index.ts";
import { type FileError, type FoundFile, findFiles, forward } from "../disk/files.ts";
import { decode, type Encoding, type FileText, maxBytes, peek, readText, tooLarge } from "../disk/read-file.ts";
import { systemMessage } from "../disk/system-message.ts";
import { ConfigFiles, lineAndColumn } from "./config-file.ts";
import type { Arguments } from "./flags.ts";
import type { Terminal } from "./terminal.ts";
import { UserError } from "./user-error.ts";
import { indexFiles } from "./workspace-files.ts";

/** A file of ours with what was found in it. */
export interface Judged {
  /** As the argument was given; `file` says where it lies, undefined for standard input. */
  readonly path: string;
  readonly file: string | undefined;
  readonly encoding: Encoding;
  readonly source: Source;
  readonly settings: Settings;
  /** Of the text as it may be shown. */
  readonly lines: LineIndex;
  readonly analysis: Analysis;
}

interface Opened extends FileText {
  readonly path: string;
  readonly file: string | undefined;
  readonly named: boolean;
}

interface FileSettings extends Settings {
  /** The file's path from the folder of its configuration. */
  readonly path: string;
}

/** One run over files: what they are, what was found, and what went wrong on the way. */
export class Session {
  readonly analyzer = new Analyzer(rules);
  /** What makes the run fail: each is shown, and the exit code is 2. */
  readonly errors: FileError[] = [];
  /** What is worth a word, and no failure. */
  readonly remarks: string[] = [];
  /** What came from standard input, where that is read. */
  input: string | undefined;
  /** The objects of all files of the run, once it is known which those are. */
  workspace: WorkspaceIndex | undefined;
  /** Ids that `--rule` asks for; undefined for all. */
  readonly only: ReadonlySet<string> | undefined;
  /** Where no configuration of a file says otherwise. */
  readonly kubernetesVersion: string;
  private readonly args: Arguments;
  private readonly terminal: Terminal;
  private readonly configs: ConfigFiles;
  private readonly today = new Date().toISOString().slice(0, 10);

  constructor(args: Arguments, terminal: Terminal) {
    this.args = args;
    this.terminal = terminal;
    this.only = readRules(args.values("rule"));
    const version = readVersion(args.value("kubernetes-version"));
    this.kubernetesVersion = version ?? newestKubernetes;
    this.configs = new ConfigFiles({
      rules,
      cwd: terminal.cwd,
      file: args.value("config"),
      // A rule that is off by default is meant when it is named.
      below: this.only && { rules: Object.fromEntries(offAmong(this.only).map((id) => [id, "warning"])) },
      kubernetesVersion: version,
      errors: this.errors,
    });
  }

  /** Every file of ours among those found, in order, judged. */
  async *judge(files = this.find()): AsyncGenerator<Judged> {
    if (files) {
      this.lookAround(files);
      yield* this.judgeFiles(files);
    } else yield* this.standardInput();
  }

  /** Reads the objects of the run's files, which decide about one another. */
  lookAround(files: readonly FoundFile[]): WorkspaceIndex {
    this.workspace = indexFiles(files, ({ absolute }) => {
      const { config, path: within } = this.settingsFor(absolute);
      return config.excludes(within);
    });
    return this.workspace;
  }

  /** The files that the arguments mean; undefined where they mean standard input. */
  find(): readonly FoundFile[] | undefined {
    const { positionals } = this.args;
    if (this.args.has("stdin") || positionals.includes("-")) {
      if (positionals.every((one) => one === "-")) return undefined;
      throw new UserError("Standard input and paths cannot be read at once.");
    }
    if (this.args.has("stdin-filename")) throw new UserError("--stdin-filename needs --stdin.");
    const { files, errors } = findFiles(positionals.length > 0 ? positionals : ["."], this.terminal.cwd);
    this.errors.push(...errors);
    return files;
  }

  async *judgeFiles(files: readonly FoundFile[]): AsyncGenerator<Judged> {
    let rested = performance.now();
    for (const [at, found] of files.entries()) {
      const judged = this.judgeFile(found);
      if (judged) {
        yield judged;
        this.analyzer.forget(judged.source.path);
      }
      // Lets a closed pipe be noticed, and the progress be seen.
      if (performance.now() - rested < 100) continue;
      this.terminal.progress(`Checking ${at + 1} of ${files.length} files …`);
      await new Promise(setImmediate);
      rested = performance.now();
    }
    this.terminal.progress("");
  }

  private judgeFile(found: FoundFile): Judged | undefined {
    const settings = this.settingsFor(found.absolute);
    if (settings.config.excludes(settings.path)) {
      if (found.named) this.remarks.push(`${found.shown} is left out: the configuration excludes it.`);
      return undefined;
    }
    const read = readText(found.absolute);
    if ("error" in read) {
      if (found.named || isOurs(found.absolute)) this.errors.push({ path: found.shown, message: read.error });
      return undefined;
    }
    return this.analyze({ path: found.shown, file: found.absolute, named: found.named, ...read }, settings);
  }

  private async *standardInput(): AsyncGenerator<Judged> {
    const name = this.args.value("stdin-filename");
    const shown = name === undefined ? "<stdin>" : forward(name);
    const read = await readInput();
    if ("error" in read) {
      this.errors.push({ path: shown, message: read.error });
      return;
    }
    this.input = read.text;
    const settings = this.settingsFor(path.resolve(this.terminal.cwd, name ?? "stdin"));
    if (settings.config.excludes(settings.path)) {
      this.remarks.push(`${shown} is left out: the configuration excludes it.`);
      return;
    }
    const judged = this.analyze({ path: shown, file: undefined, named: true, ...read }, settings);
    if (judged) yield judged;
  }

  private settingsFor(file: string): FileSettings {
    const { config, folder } = this.configs.of(file);
    return { config, today: this.today, path: forward(path.relative(folder, file)) };
  }

  private analyze(opened: Opened, { config, today, path: within }: FileSettings): Judged | undefined {
    const { path: shown, file, text, encoding, named } = opened;
    const settings = { config, today, workspace: this.workspace?.around(shown) };
    const plain = { path: within, text };
    // A Dockerfile may have any name; in a directory only its name tells it, but here somebody named it.
    const source: Source = named && isUnnamedDockerfile(plain) ? { ...plain, languageId: "dockerfile" } : plain;
    const analysis = this.analyzer.analyze(source, settings);
    if (!analysis.relevant) {
      if (named) this.remarks.push(`${shown} is no Dockerfile, Kubernetes manifest or Compose file: nothing to check.`);
      return undefined;
    }
    const lines = new LineIndex(withoutSecrets(text, analysis.problems));
    this.errors.push(...failures(analysis, lines).map((message) => ({ path: shown, message })));
    const problems = analysis.problems.filter(({ id }) => !this.only || this.only.has(id));
    return { path: shown, file, encoding, source, settings, lines, analysis: { ...analysis, problems } };
  }
}

/** The text with each secret that was found in it made unreadable: what is shown ends up in the logs of CI servers. */
function withoutSecrets(text: string, problems: readonly Problem[]): string {
  const secrets = problems.filter(
    ({ id, severity, hides }) => hides !== undefined || (id.includes("/secret-") && severity !== "hint"),
  );
  const edits = secrets
    .flatMap(({ span, hides }) => (hides ? [hides] : [span]))
    .map((span) => ({ span, text: text.slice(span.start, span.end).replace(/[^\s"']/g, "*") }));
  const kept = new DisjointEdits();
  for (const edit of edits) kept.add([edit]);
  return applyEdits(text, kept.edits);
}

async function readInput(): Promise<FileText | { readonly error: string }> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // Node takes a directory for an empty stream.
    if (fstatSync(0).isDirectory()) return { error: "It is a directory." };
    for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      // Nobody knows how much is still to come.
      if (size > maxBytes) return { error: tooLarge(size) };
    }
    return decode(Buffer.concat(chunks));
  } catch (error) {
    return { error: systemMessage(error) };
  }
}

/** What makes the run fail on a file that could be read. */
function failures({ crashes, unreadable }: Analysis, lines: LineIndex): readonly string[] {
  const said = crashes.map(({ id, error }) => {
    const what = error instanceof Error ? error.message : String(error);
    return `The rule ${id} failed on this file, which is a defect of Seaworthy: ${firstLine(what)}`;
  });
  // After the first, a parser mostly stumbles over its own feet.
  const [first] = unreadable;
  if (!first) return said;
  const more = unreadable.length > 1 ? ` (and ${unreadable.length - 1} more)` : "";
  return [...said, `${lineAndColumn(lines, first.span.start)}: ${firstLine(first.message)}${more}`];
}

function firstLine(message: string): string {
  const [line = ""] = message.split("\n", 1);
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

function isUnnamedDockerfile(source: Source): boolean {
  if (detect(source) !== "none") return false;
  const first = source.text.split("\n", 200).find((line) => !/^\s*(?:#|$)/.test(line));
  return first !== undefined && /^\s*(?:FROM|ARG)\s+\S/i.test(first);
}

/** True where a file that cannot be read was likely meant for us: for it to be skipped in silence would be wrong. */
function isOurs(file: string): boolean {
  if (isDockerfileName(file)) return true;
  const start = peek(file).replaceAll("\0", "");
  return detect({ path: file, text: start }) !== "none";
}

/** A short id means the rule of that name for each target. */
function readRules(ids: readonly string[] | undefined): ReadonlySet<string> | undefined {
  return ids && new Set(ids.flatMap(readRule));
}

/** One short id may be that of several rules, each for another sort of file. */
function readRule(id: string): readonly string[] {
  if (id.startsWith("seaworthy/")) return [id];
  const index = new RuleIndex(rules);
  const found = index.find(id).map(fullId);
  if (found.length > 0) return found;
  const meant = index.nearest(id);
  throw new UserError(`There is no rule "${id}".${meant ? ` Did you mean ${meant}?` : " See `seaworthy rules`."}`);
}

function offAmong(ids: ReadonlySet<string>): readonly string[] {
  return rules.filter((rule) => rule.severity === "off" && ids.has(fullId(rule))).map(fullId);
}

function readVersion(given: string | undefined): string | undefined {
  const version = given === undefined ? undefined : /^v?(1\.\d{1,3})(?:\.\d+)?$/.exec(given)?.[1];
  if (given !== undefined && version === undefined) {
    throw new UserError(`--kubernetes-version must be a version such as 1.34, not "${given}".`);
  }
  return version;
}
