import type { ShellWord } from "../syntax/shell.ts";
import type { Obstacle } from "./distroless-runtime.ts";
import type { Dockerfile, Instruction, Stage } from "./dockerfile.ts";
import { sourcesOf } from "./glibc-builders.ts";
import { namedStage } from "./named-stage.ts";
import type { Runtime } from "./runtime-images.ts";
import { callsOf } from "./shell-calls.ts";

/** A copy of what is bound to the place of the interpreter that it was installed for, or to another libc. */
export function packageObstacle(file: Dockerfile, stage: Stage, runtime: Runtime): Obstacle | undefined {
  const { language, libc } = runtime;
  if (language === "dotnet" && libc === "glibc" && /\blinux-musl\b/.test(file.text)) {
    return { at: stage.from, text: "what is published for linux-musl needs Alpine's libc" };
  }
  if (language !== "python") return undefined;
  const told = new Map<Stage, string | undefined>();
  for (const at of stage.chain) {
    if (usesEnvironment(at)) return { at, text: environment };
    if (at.keyword !== "COPY" && at.keyword !== "ADD") continue;
    const text = copyObstacle(file, stage, runtime, at, told);
    if (text !== undefined) return { at, text };
  }
  return undefined;
}

/** `told` keeps what was found of a stage, since many copies may come from the same. */
function copyObstacle(
  file: Dockerfile,
  stage: Stage,
  { image, libc }: Runtime,
  at: Instruction,
  told: Map<Stage, string | undefined>,
): string | undefined {
  const from = at.flag("from")?.value;
  const source = from === undefined || bringsText(at) ? undefined : namedStage(file, stage, from);
  if (source && !told.has(source)) {
    const texts = [source, ...sourcesOf(file, source)].map((one) => installObstacle(one, libc, pythonVersion(stage)));
    told.set(
      source,
      texts.find((text) => text !== undefined),
    );
  }
  const text = source && told.get(source);
  if (text !== undefined) return text;
  const written = at.words.map(({ value }) => value).join(" ");
  if (/site-packages|\/usr\/local(?:\/(?:lib|bin))?(?:\/|\s|$)/.test(written))
    return `packages in /usr/local are not seen by the Python in ${image}`;
  return /(?:^|[/.\s])v?env(?:\/|\s|$)/.test(written) ? environment : undefined;
}

/** Lists of packages, pages and the like are the same everywhere. */
const bringsText = ({ words }: Instruction): boolean =>
  words.slice(0, -1).every(({ value }) => /\.(?:txt|toml|lock|json|ya?ml|html|css|js|map)$/.test(value));

/** Why what the stage installs does not run elsewhere. */
function installObstacle(source: Stage, libc: Runtime["libc"], version: string | undefined): string | undefined {
  if (source.chain.some(usesEnvironment)) return environment;
  if (!installsPackages(source)) return undefined;
  if (libc === "glibc" && source.facts?.libc === "musl") return "packages that Alpine built don't run on Debian";
  const other = pythonVersion(source);
  if (version === undefined || other === undefined || other === version) return undefined;
  return `packages for Python ${other} are not for Python ${version}`;
}

const environment = "the virtual environment points to the Python that made it, which is elsewhere";

/** A RUN that makes a virtual environment, or an ENV or a start that goes on to use one. */
function usesEnvironment(instruction: Instruction): boolean {
  if (instruction.keyword === "ENV") {
    return instruction.assignments.some(
      ({ name, value = "" }) => name === "VIRTUAL_ENV" || (name === "PATH" && inEnvironment.test(value)),
    );
  }
  if (instruction.keyword === "CMD" || instruction.keyword === "ENTRYPOINT")
    return callsOf(instruction).some(({ words }) => inEnvironment.test(words[0]?.value ?? ""));
  if (instruction.keyword !== "RUN") return false;
  return callsOf(instruction).some(({ name, words }) => {
    const [, verb, module] = words.map(({ value }) => value);
    if (name === "uv") return verb === "sync" || verb === "venv";
    if (name === "poetry" || name === "pdm") return verb === "install" || verb === "sync";
    if (name === "pipenv") return (verb === "install" || verb === "sync") && !words.some(isForAll);
    return name === "virtualenv" || (/^python[\d.]*$/.test(name) && verb === "-m" && module === "venv");
  });
}

const inEnvironment = /\/\.?(?:virtual|v)env\/bin\b|\/env\/bin\b/;

const isForAll = ({ value }: ShellWord): boolean => value === "--system";

const installers = /^(?:pip[\d.]*|uv|poetry|pipenv|pdm)$/;

const installsPackages = (stage: Stage): boolean =>
  stage.chain.some(
    (run) =>
      run.keyword === "RUN" &&
      callsOf(run).some(
        ({ name, words }) => installers.test(name) || (name.startsWith("python") && words[2]?.value === "pip"),
      ),
  );

/** `3.13` of `python:3.13-slim`. */
const pythonVersion = ({ facts, image }: Stage): string | undefined =>
  facts?.image === "python" ? /^\d+\.\d+/.exec(image?.tag ?? "")?.[0] : undefined;
