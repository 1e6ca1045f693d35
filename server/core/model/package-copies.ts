import type { Obstacle } from "./distroless-runtime.ts";
import type { Dockerfile, Instruction, Stage } from "./dockerfile.ts";
import { namedStage } from "./named-stage.ts";
import type { Runtime } from "./runtime-images.ts";
import { callsOf } from "./shell-calls.ts";

/** A copy of what is bound to the place of the interpreter that it was installed for, or to another libc. */
export function packageObstacle(file: Dockerfile, stage: Stage, runtime: Runtime): Obstacle | undefined {
  const { image, language, libc } = runtime;
  if (language === "dotnet" && libc === "glibc" && /\blinux-musl\b/.test(file.text)) {
    return { at: stage.from, text: "what is published for linux-musl needs Alpine's libc" };
  }
  if (language !== "python") return undefined;
  const version = pythonVersion(stage);
  for (const at of stage.chain) {
    if (usesEnvironment(at)) return { at, text: environment };
    const from = at.keyword === "COPY" ? at.flag("from")?.value : undefined;
    const source = from === undefined ? undefined : namedStage(file, stage, from);
    if (source && installsPackages(source)) {
      if (source.chain.some(usesEnvironment)) return { at, text: environment };
      if (libc === "glibc" && source.facts?.libc === "musl")
        return { at, text: "packages that Alpine built don't run on Debian" };
      const other = pythonVersion(source);
      if (version !== undefined && other !== undefined && other !== version)
        return { at, text: `packages for Python ${other} are not for Python ${version}` };
    }
    if (at.keyword !== "COPY" && at.keyword !== "ADD") continue;
    const written = at.words.map(({ value }) => value).join(" ");
    if (/site-packages|\/usr\/local(?:\/(?:lib|bin))?(?:\/|\s|$)/.test(written)) {
      return { at, text: `packages in /usr/local are not seen by the Python in ${image}` };
    }
    if (/(?:^|[/.\s])v?env(?:\/|\s|$)/.test(written)) {
      return { at, text: environment };
    }
  }
  return undefined;
}

const environment = "the virtual environment points to the Python that made it, which is elsewhere";

/** A RUN that makes a virtual environment, or an ENV that goes on to use one. */
function usesEnvironment(instruction: Instruction): boolean {
  if (instruction.keyword === "ENV") {
    return instruction.assignments.some(
      ({ name, value = "" }) =>
        name === "VIRTUAL_ENV" || (name === "PATH" && /\/\.?(?:virtual|v)?env\/bin\b/.test(value)),
    );
  }
  if (instruction.keyword !== "RUN") return false;
  return callsOf(instruction).some(({ name, words }) => {
    const [, verb, module] = words.map(({ value }) => value);
    if (name === "uv") return verb === "sync" || verb === "venv";
    return name === "virtualenv" || (/^python[\d.]*$/.test(name) && verb === "-m" && module === "venv");
  });
}

const installers = /^(?:pip[\d.]*|uv|poetry|pipenv|pdm)$/;

const installsPackages = (stage: Stage): boolean =>
  stage.chain.some((run) => run.keyword === "RUN" && callsOf(run).some(({ name }) => installers.test(name)));

/** `3.13` of `python:3.13-slim`. */
const pythonVersion = ({ facts, image }: Stage): string | undefined =>
  facts?.image === "python" ? /^\d+\.\d+/.exec(image?.tag ?? "")?.[0] : undefined;
