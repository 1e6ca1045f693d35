import type { Span } from "../text.ts";

/** A word of a command: as written, where, and its value where that is static (no expansion). */
export interface ShellWord {
  readonly text: string;
  readonly value: string | undefined;
  readonly span: Span;
}

/** A simple command, wherever it stands: in lists, pipes, groups, functions, substitutions. */
export interface ShellCommand {
  /** Without environment assignments and redirections; the first word is the command's name. Wrappers stay (`sudo apt-get` begins with sudo). */
  readonly words: readonly ShellWord[];
  readonly name: string | undefined;
  readonly assignments: readonly {
    readonly name: string;
    readonly value: ShellWord | undefined;
    readonly span: Span;
  }[];
  readonly span: Span;
  /** The pipe that it stands in and its place there, where it stands in one. */
  readonly pipeline: ShellPipeline | undefined;
}

export interface ShellPipeline {
  readonly commands: readonly ShellCommand[];
  readonly span: Span;
}

/** A script's commands in the order in which they stand. */
export interface ShellScript {
  readonly commands: readonly ShellCommand[];
  readonly pipelines: readonly ShellPipeline[];
  readonly errors: readonly { readonly span: Span; readonly message: string }[];
  /** Nothing of it was read: it is larger, or nests more, than is looked at. */
  readonly refused: boolean;
}
