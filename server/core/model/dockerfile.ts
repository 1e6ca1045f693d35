import type { ImageFacts } from "../facts/facts.ts";
import type { ShellScript } from "../syntax/shell.ts";
import type { Span } from "../text.ts";
import type { Block } from "./block.ts";
import type { ImageReference } from "./image-reference.ts";

/** A word of an instruction: as written, where, and (`value`) without quotes and escapes. */
export interface Word {
  readonly text: string;
  readonly value: string;
  readonly span: Span;
}

/** `--chown=app:app`: the span is the whole flag. */
export interface Flag {
  readonly name: string;
  readonly value: string | undefined;
  readonly span: Span;
  readonly valueSpan: Span | undefined;
}

/** `NAME=value` of an ENV, ARG or LABEL; an ARG without default has no value. */
export interface Assignment {
  readonly name: string;
  readonly nameSpan: Span;
  /** Without quotes; variables are not yet substituted. */
  readonly value: string | undefined;
  readonly valueSpan: Span | undefined;
  readonly span: Span;
}

export interface Heredoc {
  readonly name: string;
  /** False for `<<'EOF'`. */
  readonly expands: boolean;
  readonly content: Span;
}

export interface Instruction {
  /** In capitals: `FROM`. For `ONBUILD RUN …` it is `RUN`, and `onbuild` is true. */
  readonly keyword: string;
  readonly keywordSpan: Span;
  /** From the first letter to the end of the last line, continuations and heredocs included, line break excluded. */
  readonly span: Span;
  /** Everything behind the keyword and the flags, as written. */
  readonly body: Span;
  readonly onbuild: boolean;
  readonly flags: readonly Flag[];
  /** The words behind keyword and flags; in exec form the strings of the JSON array. */
  readonly words: readonly Word[];
  /** `exec` where the body is a valid JSON array of strings; for RUN, CMD, ENTRYPOINT, SHELL, HEALTHCHECK CMD, COPY, ADD, VOLUME. */
  readonly form: "exec" | "shell";
  readonly heredocs: readonly Heredoc[];
  /** Of ENV, ARG and LABEL. */
  readonly assignments: readonly Assignment[];
  flag(name: string): Flag | undefined;
  /** The shell commands of a RUN, CMD, ENTRYPOINT or HEALTHCHECK CMD in shell form (or heredoc), parsed when asked for; undefined where another interpreter or a Windows shell reads them. */
  shell(): ShellScript | undefined;
}

export interface Effective<Value> {
  readonly value: Value;
  /** The instruction that set it; undefined where it comes from the base image. */
  readonly setBy: Instruction | undefined;
}

/** The account that a process runs as. */
export interface User {
  /** After substitution: `1000:1000`, `app`; undefined where a variable has no known value. */
  readonly text: string | undefined;
  /** Known when numeric, named root, created in this file with a uid, or known of the base image. */
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  /** True, false, or undefined where nobody can know. */
  readonly root: boolean | undefined;
}

/** An account that a RUN of the stage (or of one it stands on) creates, or that the base image has. */
export interface Account {
  readonly name: string;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  readonly from: "base image" | Instruction;
}

export interface Stage extends Block {
  readonly index: number;
  /** `AS name`, as written. */
  readonly name: string | undefined;
  readonly from: Instruction;
  /** The image word of FROM. */
  readonly fromWord: Word | undefined;
  /** The stage that this one stands on, where FROM names one. */
  readonly parent: Stage | undefined;
  /** The image at the bottom of the chain of stages, after substitution of ARG defaults; undefined where it can't be known. */
  readonly image: ImageReference | undefined;
  /** The FROM word at the bottom of the chain. */
  readonly imageWord: Word | undefined;
  /** What is known of that image; undefined where nothing is. */
  readonly facts: ImageFacts | undefined;
  readonly instructions: readonly Instruction[];
  /** True for the stage that `docker build` makes into the image: the last one. */
  readonly ships: boolean;
  /** The stage's own instructions behind those of the stages that it stands on. */
  readonly chain: readonly Instruction[];
  readonly windows: boolean;
  /** The user that the stage's image starts processes as. `setBy` is undefined where no USER stands in the chain. */
  user(): Effective<User>;
  /** The user in force just before `instruction`, one of `chain`. */
  userAt(instruction: Instruction): Effective<User>;
  accounts(): readonly Account[];
  workdir(): Effective<string | undefined>;
  /** Name to value, ARG and ENV as far as they are known at the stage's end. */
  env(): ReadonlyMap<string, string | undefined>;
  entrypoint(): Instruction | undefined;
  cmd(): Instruction | undefined;
  /** The last of the chain, and so the one in force; those behind ONBUILD do not count. */
  last(keyword: string): Instruction | undefined;
  /** The stage's own, those behind ONBUILD too. */
  all(keyword: string): readonly Instruction[];
  /** A word as written (or its value) without quotes, and with `$X`, `${X}`, `${X:-y}`, `${X:+y}` replaced as Docker does at that instruction; undefined where one is unknown. */
  substitute(text: string, at: Instruction): string | undefined;
}

export interface Comment {
  readonly span: Span;
  readonly text: string;
}

/** A whole Dockerfile. Total: broken text gives what can be read. */
export interface Dockerfile {
  readonly text: string;
  readonly eol: "\n" | "\r\n";
  /** `\` or, by directive, `` ` ``. */
  readonly escape: string;
  /** `# syntax=`, `# escape=`, `# check=`. */
  readonly directives: readonly { readonly name: string; readonly value: string; readonly span: Span }[];
  /** ARGs before the first FROM. */
  readonly globals: readonly Instruction[];
  readonly stages: readonly Stage[];
  readonly final: Stage | undefined;
  /** Comment lines with their `#`, also those inside a continued instruction. */
  readonly comments: readonly Comment[];
  /** Every instruction in order, globals included. */
  readonly instructions: readonly Instruction[];
  readonly errors: readonly { readonly span: Span; readonly message: string }[];
  stageOf(instruction: Instruction): Stage | undefined;
  /** Whether the instruction is in the chain of the last stage, and so in the image. */
  ships(instruction: Instruction): boolean;
}
