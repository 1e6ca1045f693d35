import type { Dockerfile, Instruction, Stage } from "../../../model/dockerfile.ts";
import type { Call } from "../../../model/shell-calls.ts";
import { joinFolder, placedCalls } from "../../../model/shell-folders.ts";
import { installers } from "./installers.ts";

/**
 * `surely`: a COPY names the lock file. `maybe`: a pattern fits it. `held`: a mount brings it that nothing can write
 * to. `removed`: a command has deleted it.
 */
export type Lock = "surely" | "maybe" | "held" | "removed";

/** What is known of the files of a folder. */
export interface Folder {
  readonly locks: Map<string, Lock>;
  /** The manifests that came from the context by their names or by a pattern. */
  readonly manifests: Set<string>;
  /** A command has changed a manifest or a lock file: what fits to what is not known. */
  edited: boolean;
  /** Something lies in node_modules that only this build knows of. */
  extended: boolean;
}

/** A call, the folder that it is made in, and what is known of any folder at that moment. */
export interface Moment {
  readonly run: Instruction;
  readonly call: Call;
  readonly path: string;
  folder(path: string): Folder | undefined;
}

/** What a stage leaves behind, for those that stand on it. */
interface State {
  workdir: string;
  readonly folders: Map<string, Folder>;
}

const locks: readonly string[] = [...installers.values()].flatMap((one) => one.locks);
const manifests: ReadonlySet<string> = new Set([...installers.values()].map(({ manifest }) => manifest));

/** Every call of the stage's RUNs in order. `keepsOut`: what an ignore file keeps out of the build. */
export function* momentsOf(
  file: Dockerfile,
  keepsOut: (path: string) => boolean,
): Iterable<Moment & { readonly stage: Stage }> {
  const ends = new Map<Stage, State>();
  for (const stage of file.stages) {
    const parent = stage.parent && ends.get(stage.parent);
    const state: State = { workdir: parent?.workdir ?? "", folders: copied(parent?.folders) };
    // What stands behind ONBUILD meets what comes then, and not this stage's own.
    const later: State = { workdir: "", folders: new Map() };
    let begun = false;
    for (const instruction of stage.instructions) {
      if (instruction.onbuild && !begun) {
        begun = true;
        later.workdir = state.workdir;
      }
      const now = instruction.onbuild ? later : state;
      if (instruction.keyword === "WORKDIR") now.workdir = joinFolder(now.workdir, pathOf(stage, instruction));
      else if (instruction.keyword === "COPY" || instruction.keyword === "ADD") copy(now, stage, instruction, keepsOut);
      else if (instruction.keyword === "RUN") {
        for (const moment of run(file, now, stage, instruction)) yield { ...moment, stage };
      }
    }
    ends.set(stage, state);
  }
}

const copied = (folders: State["folders"] = new Map()): State["folders"] =>
  new Map(
    [...folders].map(([path, one]) => [
      path,
      { ...one, locks: new Map(one.locks), manifests: new Set(one.manifests) } as Folder,
    ]),
  );

const pathOf = (stage: Stage, at: Instruction): string =>
  at.words.map(({ text }) => stage.substitute(text, at) ?? text).join(" ");

/** No build has more folders with lock files; each stage that stands on another takes them over. */
const most = 100;

function folderAt({ folders }: State, path: string): Folder {
  let folder = folders.get(path);
  if (!folder) {
    folder = { locks: new Map(), manifests: new Set(), edited: false, extended: false };
    if (folders.size < most) folders.set(path, folder);
  }
  return folder;
}

function copy(state: State, stage: Stage, at: Instruction, keepsOut: (path: string) => boolean): void {
  const words = at.words.map(({ text, value }) => stage.substitute(text, at) ?? value);
  const target = words.at(-1);
  if (target === undefined || words.length < 2) return;
  const named = nameOf(target);
  const isRenamed = words.length === 2 && (manifests.has(named) || locks.includes(named));
  for (const source of words.slice(0, -1)) {
    const name = isRenamed ? named : nameOf(source);
    const found = isPattern(name) ? [...manifests, ...locks].filter((one) => fits(name, one)) : [name];
    const kept = at.flag("from") ? "" : folderOf(source);
    const path = joinFolder(state.workdir, isRenamed ? folderOf(target) : target);
    let brings = false;
    for (const one of found) {
      if (!manifests.has(one) && !locks.includes(one)) continue;
      brings = true;
      if (!at.flag("from") && keepsOut(joinFolder("", `${kept}/${one}`))) continue;
      const folder = folderAt(state, at.flag("parents") ? joinFolder(path, kept) : path);
      if (manifests.has(one)) {
        folder.manifests.add(one);
        folder.edited = false;
      } else if (!isPattern(name) || folder.locks.get(one) !== "surely") {
        folder.locks.set(one, isPattern(name) ? "maybe" : "surely");
      }
    }
    // A whole folder may bring back what has been removed.
    if (!brings) forgetRemoved(state, path);
  }
}

function forgetRemoved({ folders }: State, path: string): void {
  for (const [lock, how] of folders.get(path)?.locks ?? []) {
    if (how === "removed") folders.get(path)?.locks.delete(lock);
  }
}

const nameOf = (path: string): string => path.replace(/^.*[\\/]/s, "");
const folderOf = (path: string): string => path.slice(0, path.length - nameOf(path).length);

const isPattern = (name: string): boolean => /[*?[]/.test(name) && !/^\*+$/.test(name);

/** As people write them: `package*.json`, `yarn.lock*`, `*.lock`, `Gemfile*`. */
function fits(pattern: string, name: string): boolean {
  if (pattern.length > 100) return false;
  const parts = pattern.split("*");
  if (parts.length > 4 || /[?[]/.test(pattern)) return false;
  const [first = "", ...rest] = parts;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest.slice(0, -1)) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  const last = rest.at(-1) ?? "";
  return rest.length === 0 ? name === first : name.length - last.length >= at && name.endsWith(last);
}

function* run(file: Dockerfile, state: State, stage: Stage, at: Instruction): Iterable<Moment> {
  const mounted = mounts(state, stage, at);
  const text = file.text.slice(at.body.start, at.body.end);
  const written = writesManifest.exec(text);
  const writtenAt = written ? at.body.start + written.index : Number.POSITIVE_INFINITY;
  for (const { call, folder: path } of placedCalls(file.text, at, state.workdir)) {
    if (call.span.start > writtenAt) folderAt(state, path).edited = true;
    yield { run: at, call, path, folder: (one) => mounted.get(one) ?? state.folders.get(one) };
    change(state, path, call);
  }
  if (written) folderAt(state, state.workdir).edited = true;
}

/** A redirection into a manifest. */
const writesManifest =
  />\s{0,4}["']?[^\s"';&|]{0,200}\b(?:package\.json|Gemfile|Pipfile|pyproject\.toml|composer\.json|Cargo\.toml)\b/;

/** What lies in the folders of this RUN by its mounts alone. */
function mounts(state: State, stage: Stage, at: Instruction): ReadonlyMap<string, Folder> {
  const folders = new Map<string, Folder>();
  for (const { name, value = "" } of at.flags) {
    if (name !== "mount") continue;
    const options = new Map(value.split(",").map((one) => one.split(/=(.*)/s, 2) as [string, string | undefined]));
    const target = options.get("target") ?? options.get("dst") ?? options.get("destination") ?? "";
    const path = joinFolder(state.workdir, stage.substitute(target, at) ?? target);
    const parent = folderOf(path).replace(/\/$/, "");
    const folder = (): Folder => {
      const known = state.folders.get(parent);
      const one = folders.get(parent) ?? {
        locks: new Map(known?.locks),
        manifests: new Set(known?.manifests),
        edited: known?.edited ?? false,
        extended: known?.extended ?? false,
      };
      folders.set(parent, one);
      return one;
    };
    const canWrite = options.has("rw") || options.has("readwrite");
    if ((options.get("type") ?? "bind") === "bind" && locks.includes(nameOf(path))) {
      folder().locks.set(nameOf(path), canWrite ? "maybe" : "held");
    }
    // npm ci deletes it, and a mount can't be deleted.
    if (nameOf(path) === "node_modules") folder().extended = true;
  }
  return folders;
}

/** What a call does to the files. */
function change(state: State, path: string, { name, words }: Call): void {
  const args = words.slice(1).map(({ value, text }) => value ?? text);
  if (name === "rm" || name === "unlink" || (name === "git" && args[0] === "rm")) {
    for (const arg of args) remove(state, path, arg);
    return;
  }
  if (editors.some(([program, verb]) => program === name && verb.test(args.slice(0, 3).join(" ")))) {
    folderAt(state, path).edited = true;
  }
  if (/^npm$/.test(name) && args.some((arg) => /^(?:link|ln|--no-save)$/.test(arg))) {
    folderAt(state, path).extended = true;
  }
  if (harmless.has(name)) return;
  for (const arg of args) {
    const one = nameOf(arg);
    const isOwn = manifests.has(one) || locks.includes(one);
    if (isOwn) folderAt(state, joinFolder(path, folderOf(arg))).edited = true;
  }
}

function remove(state: State, path: string, arg: string): void {
  if (arg.startsWith("-")) return;
  const name = nameOf(arg);
  const folder = state.folders.get(joinFolder(path, folderOf(arg)));
  for (const [lock, how] of folder?.locks ?? []) {
    if (name === "*") folder?.locks.delete(lock);
    else if (how !== "removed" && (name === lock || (isPattern(name) && fits(name, lock)))) {
      folder?.locks.set(lock, "removed");
    }
  }
  state.folders.delete(joinFolder(path, arg));
}

/** They read manifests and lock files, or are told of them. */
const harmless: ReadonlySet<string> = new Set(
  "cat echo grep head tail ls test [ [[ stat wc sha256sum md5sum md5 diff cmp file chown chmod touch cd tar npm yarn pnpm bun bundle pip pip3 poetry pdm uv composer cargo pipenv go node".split(
    " ",
  ),
);

/** Commands that change a manifest and leave the lock file as it is. */
const editors: readonly (readonly [string, RegExp])[] = [
  ["npm", /^(?:pkg (?:set|delete|fix)|init|version|set-script)\b/],
  ["yarn", /^(?:init|set resolution)\b/],
  ["go", /^mod (?:edit|init)\b/],
  ["npx", /\b(?:npm-check-updates|ncu|json|sort-package-json|syncpack)\b/],
  ["ncu", /^/],
  ["npm-check-updates", /^/],
];
