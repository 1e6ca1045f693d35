import { insert } from "../edits/change.ts";
import type { Dockerfile, Stage } from "./dockerfile.ts";
import { workdirFiles } from "./program-files.ts";
import { type Call, callsOf } from "./shell-calls.ts";
import type { Shipped } from "./stage-split.ts";

/** A directory that does not depend on where the interpreter lies, as site-packages and virtual environments do. */
const packages = "/packages";

/** A Python program and the packages that its stage installs, which are put where another interpreter finds them. */
export function pythonFiles(file: Dockerfile, stage: Stage): Shipped | undefined {
  const files = workdirFiles(stage);
  if (!files || [...stage.env().keys()].some((name) => decides.test(name))) return undefined;
  const installs: Call[] = [];
  for (const run of stage.chain) {
    if (run.keyword !== "RUN") continue;
    for (const call of callsOf(run)) {
      if (!pip.test(call.name)) continue;
      if (run.form === "exec" || !isPlainInstall(file, call)) return undefined;
      if (!isForTools(call)) installs.push(call);
    }
  }
  if (installs.length === 0) return { files };
  return {
    files: [...files, packages],
    changes: installs.flatMap(({ words }) => (words[1] ? [insert(words[1].span.end, ` --target=${packages}`)] : [])),
    settings: [`ENV PYTHONPATH=${packages}`],
    builders: new Set(installs.map(({ name }) => name)),
    ...(stage.facts?.libc === "glibc" && !/slim/.test(stage.image?.tag ?? "") && { note: compiled }),
  };
}

const compiled =
  "What pip compiles here against libraries of the full image, such as psycopg2 against libpq, does not find them there: take a package that brings them along, such as psycopg2-binary.";

const pip = /^pip(?:3(?:\.\d+)?)?$/;
const decides = /^(?:PYTHONPATH|PYTHONHOME|PYTHONUSERBASE|VIRTUAL_ENV|PIP_(?:TARGET|PREFIX|ROOT|USER))$/;

/** `pip install …` of which every word is known, to the place where pip installs by itself. */
function isPlainInstall({ text }: Dockerfile, { words }: Call): boolean {
  const [, verb, ...rest] = words;
  if (verb?.value !== "install" || text.slice(verb.span.start, verb.span.end) !== "install") return false;
  return rest.every(({ value }) => value !== undefined && !places.test(value));
}

const places = /^(?:-e|--editable|-t|--target|--prefix|--root|--user|--src)(?:=|$)/;

const isForTools = ({ words }: Call): boolean =>
  words.slice(2).every(({ value = "" }) => /^(?:-.*|(?:pip|setuptools|wheel)(?:[=<>~!].*)?)$/.test(value));
