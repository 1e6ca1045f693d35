import type { Instruction, Stage } from "./dockerfile.ts";
import { type Call, callsOf } from "./shell-calls.ts";

/** A call of a compiler, or of a script that may call one. */
export interface Build {
  /** Its words, with what is known of their variables. */
  readonly text: string;
  /** A variable of its environment; undefined where it is not set, or nobody can know. */
  variable(name: string): string | undefined;
}

export interface ProgramBuilds {
  /** `script` where no call of the compiler writes the program, and something else has to. */
  readonly by: "compiler" | "script";
  readonly builds: readonly Build[];
}

export type Compiler = "go" | "cargo";

/** A stage with more of them has no one program. */
const most = 50;

/**
 * The calls that may have written a program which lies at one of the paths, also by way of cp and mv. Undefined where
 * nothing of the stage can have.
 */
export function programBuilds(stage: Stage, compiler: Compiler, paths: readonly string[]): ProgramBuilds | undefined {
  const own = paths.filter((path) => !script.test(path));
  if (own.length === 0) return undefined;
  const outputs: Output[] = [];
  const scripts: Build[] = [];
  const lasting = new Map<string, string>();
  for (const run of stage.chain) {
    if (run.keyword !== "RUN" || run.onbuild) continue;
    const exported = new Map<string, string>();
    for (const call of callsOf(run)) {
      const verb = call.words[1]?.value;
      if (call.name === "export") assign(exported, call);
      else if (call.name === "go" && verb === "env") assign(lasting, call);
      else if (movers.has(call.name)) move(outputs, wordsOf(stage, run, call));
      else if (call.name === compiler && (verb === "build" || verb === "install"))
        outputs.push(output(stage, run, call, [new Map(exported), new Map(lasting)], compiler));
      else if (isScript(call)) scripts.push(build(stage, run, call, [new Map(exported), new Map(lasting)]));
      if (outputs.length + scripts.length > most) return undefined;
    }
  }
  const builds = outputs.filter(({ writes }) => own.some(writes));
  if (builds.length > 0) return { by: "compiler", builds };
  return scripts.length > 0 && !own.every((path) => elsewhere.test(path))
    ? { by: "script", builds: scripts }
    : undefined;
}

/** Directories of the distribution's own programs. */
const elsewhere = /^\/(?:usr\/)?(?:s?bin|lib(?:exec|64)?)\//;

/** Files that are read by an interpreter, which is not there. */
const script = /\.(?:sh|bash|py|pl|rb|js|php)$|(?:^|[/_-])entrypoint$/;

const movers = new Set(["cp", "mv", "install"]);

const isScript = ({ name, words }: Call): boolean =>
  /^(?:make|mage|task|just|bazel|sh|bash|xx-go|xx-cargo|goreleaser)$|\.sh$/.test(name) ||
  (name === "go" && /^(?:run|generate)$/.test(words[1]?.value ?? "")) ||
  /^\.{1,2}\//.test(words[0]?.value ?? "");

interface Output extends Build {
  writes(path: string): boolean;
  /** What the program is called where it was copied to. */
  readonly copies: Set<string>;
}

type Variables = readonly [exported: ReadonlyMap<string, string>, lasting: ReadonlyMap<string, string>];

function build(stage: Stage, run: Instruction, call: Call, [exported, lasting]: Variables): Build {
  const given = new Map<string, string>();
  for (const { name, value } of call.command?.assignments ?? []) given.set(name, value?.value ?? "");
  // `env A=b go build`, and `make A=b`.
  for (const { value = "" } of call.command?.words ?? call.words) {
    const [name = "", ...rest] = value.split("=");
    if (rest.length > 0) given.set(name, rest.join("="));
  }
  return {
    text: wordsOf(stage, run, call).join(" "),
    variable: (name) =>
      given.get(name) ?? exported.get(name) ?? (stage.substitute(`$${name}`, run) || lasting.get(name)),
  };
}

function output(stage: Stage, run: Instruction, call: Call, variables: Variables, compiler: Compiler): Output {
  const one = build(stage, run, call, variables);
  const words = wordsOf(stage, run, call);
  const copies = new Set<string>();
  const isWritten = compiler === "go" ? writtenByGo(words, one) : writtenByCargo(words, one);
  return { ...one, copies, writes: (path) => copies.has(baseName(path)) || isWritten(path) };
}

/** `go build -o out/server`, `go build -o out/ ./...`, `go build`, `go install`. */
function writtenByGo(words: readonly string[], { variable }: Build): (path: string) => boolean {
  if (words[1] === "install") {
    const directory = variable("GOBIN") ?? `${variable("GOPATH") ?? "/go"}/bin`;
    return (path) => path.startsWith(`${directory}/`);
  }
  const to = option(words, "-o");
  // Without -o several packages are only checked, and one is called after its module.
  if (to === undefined) return (path) => !elsewhere.test(path) && !words.some((word) => word.endsWith("..."));
  const name = baseName(to);
  // It may be a directory as well.
  return (path) => {
    if (baseName(path) === name) return elsewhere.test(path) === elsewhere.test(to);
    return !elsewhere.test(path) && (/^\.{0,2}$|\$/.test(name) || baseName(parentOf(path)) === name);
  };
}

/** Below `target/`, or the directory that `cargo install` names. */
function writtenByCargo(words: readonly string[], { variable }: Build): (path: string) => boolean {
  if (words[1] === "install") {
    const root = option(words, "--root") ?? variable("CARGO_INSTALL_ROOT");
    return (path) => /cargo\/bin\//.test(path) || (root !== undefined && path.startsWith(`${root}/bin/`));
  }
  const directory = option(words, "--target-dir") ?? variable("CARGO_TARGET_DIR") ?? "target";
  return (path) => `/${path}`.includes(`/${directory.replace(/^\.?\//, "")}/`);
}

function option(words: readonly string[], name: string): string | undefined {
  const at = words.indexOf(name);
  return at < 0 ? words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1) : words[at + 1];
}

/** `cp target/release/app /server` makes a program of another name, or the same in another directory. */
function move(outputs: readonly Output[], words: readonly string[]): void {
  const operands = words.slice(1).filter((word) => !word.startsWith("-"));
  const to = operands.pop();
  if (to === undefined) return;
  for (const { writes, copies } of outputs) {
    for (const from of operands.filter(writes)) copies.add(baseName(from)).add(baseName(to));
  }
}

function assign(variables: Map<string, string>, { words }: Call): void {
  for (const { value = "" } of words) {
    const [name = "", ...rest] = value.split("=");
    if (rest.length > 0) variables.set(name, rest.join("="));
  }
}

const wordsOf = (stage: Stage, run: Instruction, { words }: Call): readonly string[] =>
  words.map(({ value, text }) => value ?? stage.substitute(text, run) ?? text);

const trimmed = (path: string): string => path.replace(/(?<!\/)\/+$/, "");

export const baseName = (path: string): string => trimmed(path).slice(trimmed(path).lastIndexOf("/") + 1);

const parentOf = (path: string): string => path.slice(0, Math.max(0, trimmed(path).lastIndexOf("/")));
