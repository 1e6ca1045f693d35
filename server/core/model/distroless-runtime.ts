import type { Change } from "../edits/change.ts";
import type { Alternative } from "../facts/facts.ts";
import type { NewAccount } from "./distroless-account.ts";
import type { Dockerfile, Instruction, Stage } from "./dockerfile.ts";
import { restart, type StartWords, startWords } from "./start-words.ts";

/** An image that brings a language's runtime and no shell. */
export interface Runtime {
  readonly image: string;
  /** What starts programs for it, as files name it. */
  readonly programs: ReadonlySet<string>;
  /** Where it lies in the new image. */
  readonly path: string;
  /** The words that the new image's own entrypoint puts before CMD. */
  readonly entrypoint: readonly string[];
  readonly account: NewAccount;
}

/** The counterpart of an image that brings a runtime; undefined where it has none. */
export function runtimeOf(alternatives: readonly Alternative[], stage: Pick<Stage, "env">): Runtime | undefined {
  for (const { image, tag, kind, entrypoint = [] } of alternatives) {
    const name = /^gcr\.io\/distroless\/(nodejs|java|python3)/.exec(image)?.[1];
    const [path] = entrypoint;
    if (name && path !== undefined) {
      return {
        image: `${image}:${tag}`,
        programs: programs[name] ?? new Set(),
        path,
        entrypoint,
        account: nonroot,
      };
    }
    if (kind === "chiseled") {
      // The image without ICU and time zones is for programs that have said that they do without.
      const invariant = /^(?:1|true)$/i.test(stage.env().get("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT") ?? "");
      const full = invariant ? tag : `${tag}-extra`;
      const dotnet = new Set(["dotnet"]);
      return { image: `${image}:${full}`, programs: dotnet, path: "dotnet", entrypoint: [], account: dotnetApp };
    }
  }
  return undefined;
}

export const nonroot: NewAccount = { user: "65532:65532", ids: "65532:65532", names: new Set(["nonroot", "65532"]) };

const dotnetApp: NewAccount = {
  user: "$APP_UID",
  ids: "1654:1654",
  names: new Set(["app", "1654", "$APP_UID"]),
};

const programs: Readonly<Record<string, ReadonlySet<string>>> = {
  nodejs: new Set(["node", "nodejs"]),
  java: new Set(["java"]),
  python3: new Set(["python", "python3", "python3.13"]),
};

/** What stands in the way of a change, where. */
export interface Obstacle {
  readonly at: Instruction;
  /** Follows the line's number: "CMD needs a shell". */
  readonly text: string;
}

export type Step = { readonly changes: readonly Change[] } | { readonly obstacle: Obstacle };

const blocked = (at: Instruction, text: string): Step => ({ obstacle: { at, text } });

/** How CMD and ENTRYPOINT start the same program in the new image. */
export function startChanges(file: Dockerfile, stage: Stage, runtime: Runtime): Step {
  const entrypoint = stage.entrypoint();
  const cmd = stage.cmd();
  const at = entrypoint ?? cmd;
  if (!at) return blocked(stage.from, "nothing says what to start: set CMD");
  if (entrypoint && cmd && (entrypoint.form === "shell" || cmd.form === "shell")) {
    return blocked(
      entrypoint.form === "shell" ? entrypoint : cmd,
      `${at.keyword} needs a shell: write it as a JSON array`,
    );
  }
  if (!stage.instructions.includes(at)) return blocked(at, `${at.keyword} stands in another stage`);
  const start = startWords(file, at);
  if (!start) return blocked(at, `${at.keyword} needs a shell`);
  const [program] = start.words;
  const name = program?.value.replace(/^.*\//, "") ?? "";
  if (runtime.programs.has(name)) return { changes: entrypoint ? asEntrypoint(start, runtime) : asCmd(start, runtime) };
  if (!entrypoint && isScript(program?.value ?? "") && runtime.path.endsWith("node")) return { changes: exec(start) };
  return blocked(at, needs.test(name) ? `${shown(name)} needs a shell` : `${shown(name)} is not there${advice(name)}`);
}

/** The image's own entrypoint hands what is no command to node. */
const isScript = (word: string): boolean => /\.[cm]?js$/.test(word);

const exec = (start: StartWords): Change[] => (start.instruction.form === "exec" ? [] : restart(start, 0, []));

function asEntrypoint(start: StartWords, { path, programs }: Runtime): Change[] {
  // A name that the new image finds as well may stay.
  if (start.instruction.form === "exec" && programs.has(path)) return [];
  return restart(start, 1, [path]);
}

function asCmd(start: StartWords, runtime: Runtime): Change[] {
  const { path, entrypoint } = runtime;
  if (entrypoint.length === 0) return asEntrypoint(start, runtime);
  const implied = entrypoint.slice(1);
  const matches = implied.every((word, index) => start.words[index + 1]?.value === word);
  if (matches && start.words.length > entrypoint.length) return restart(start, entrypoint.length, []);
  // What stands between would come behind the entrypoint's own words.
  return restart(start, 1, [path], "ENTRYPOINT");
}

const needs = /^(?:sh|bash|ash|dash)$|\.sh$|entrypoint/;

function advice(name: string): string {
  if (/^(?:npm|npx|yarn|pnpm)$/.test(name)) return ": start the script behind it with node";
  if (/^(?:tini|dumb-init)$/.test(name)) return ": let the runtime reap with --init";
  return "";
}

const shown = (name: string): string => (name.length > 30 ? `${name.slice(0, 29)}…` : name || "It");

/** A HEALTHCHECK of the same runtime goes on with its new path. */
export function healthcheckChanges(file: Dockerfile, stage: Stage, programs: ReadonlySet<string>, path: string): Step {
  const check = stage.last("HEALTHCHECK");
  if (!check || /^NONE$/i.test(file.text.slice(check.body.start, check.body.end).trim())) return { changes: [] };
  const start = startWords(file, check);
  if (!start) return blocked(check, "HEALTHCHECK needs a shell");
  const name = start.words[0]?.value ?? "";
  const known = programs.has(name) || programs.has(name.replace(/^.*\//, ""));
  if (!known) return blocked(check, `HEALTHCHECK calls ${shown(name)}, which is not there`);
  if (name === path) return { changes: exec(start) };
  return { changes: restart(start, 1, [path]) };
}
