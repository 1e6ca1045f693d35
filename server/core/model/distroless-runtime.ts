import { type Change, insert } from "../edits/change.ts";
import type { Dockerfile, Instruction, Stage } from "./dockerfile.ts";
import type { Runtime } from "./runtime-images.ts";
import { restart, type StartWords, startWords } from "./start-words.ts";

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
  if (runtime.programs.has(name)) {
    const step = sdkOnly(runtime, start);
    if (step) return step;
    return { changes: entrypoint ? asEntrypoint(start, runtime) : asCmd(start, runtime) };
  }
  const module = runtime.language === "python" ? pythonModules.get(name) : undefined;
  if (module) return { changes: asModule(start, runtime, module) };
  // The official image's entrypoint hands what is no command to node.
  if (!entrypoint && isScript(program?.value ?? "") && runtime.language === "node") {
    return { changes: runtime.entrypoint.length > 0 ? exec(start) : prefixed(start, runtime.path) };
  }
  return blocked(at, needs.test(name) ? `${shown(name)} needs a shell` : `${shown(name)} is not there${advice(name)}`);
}

const isScript = (word: string): boolean => /\.[cm]?js$/.test(word);

const exec = (start: StartWords): Change[] => (start.instruction.form === "exec" ? [] : restart(start, 0, []));

/** Names the program that the old image's entrypoint put before the words. */
function prefixed(start: StartWords, program: string): Change[] {
  const [first] = start.words;
  if (start.instruction.form !== "exec" || !first) return restart(start, 0, [program]);
  return [insert(first.span.start, `${JSON.stringify(program)}, `)];
}

/** `dotnet run` builds before it starts. */
function sdkOnly({ language }: Runtime, { words, instruction }: StartWords): Step | undefined {
  const verb = words[1]?.value ?? "";
  return language === "dotnet" && /^(?:run|watch|test|build)$/.test(verb)
    ? blocked(instruction, `dotnet ${verb} needs the SDK: publish the program, and start its dll`)
    : undefined;
}

/** Commands that packages install, and the modules that do the same. */
const pythonModules: ReadonlyMap<string, string> = new Map([
  ["gunicorn", "gunicorn"],
  ["uvicorn", "uvicorn"],
  ["hypercorn", "hypercorn"],
  ["daphne", "daphne"],
  ["waitress-serve", "waitress"],
  ["flask", "flask"],
  ["fastapi", "fastapi"],
  ["celery", "celery"],
  ["streamlit", "streamlit"],
  ["django-admin", "django"],
]);

/** `python -m gunicorn` for `gunicorn`, whose script would name an interpreter that lies elsewhere. */
function asModule(start: StartWords, { path, entrypoint }: Runtime, module: string): Change[] {
  const isCmd = start.instruction.keyword === "CMD";
  const interpreter = isCmd && entrypoint.length > 0 ? [] : [path];
  return restart(start, 1, [...interpreter, "-m", module]);
}

function asEntrypoint(start: StartWords, { path }: Runtime): Change[] {
  if (start.instruction.form === "exec" && start.words[0]?.value === path) return [];
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
