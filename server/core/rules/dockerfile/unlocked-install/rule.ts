import { replace } from "../../../edits/change.ts";
import type { Dockerfile, Instruction, Stage } from "../../../model/dockerfile.ts";
import { isIgnored } from "../../../model/dockerignore.ts";
import { type Call, callsOf, isWritten } from "../../../model/shell-calls.ts";
import { joinFolder } from "../../../model/shell-folders.ts";
import { dockerfileWorkspaceRule, type Finding } from "../../../rule.ts";
import { ignoreFileOf } from "../../../workspace/context-ignore.ts";
import { type Folder, type Moment, momentsOf } from "./folders.ts";
import { type Installer, installers } from "./installers.ts";

export default dockerfileWorkspaceRule({
  id: "unlocked-install",
  title: "The install does not keep to the lock file",
  why: "The lock file names what has been looked at, with checksums. An install that may change it takes in a newer version of anything, hijacked or not, and runs its install scripts.",
  mayBreak: "The build fails where the lock file does not fit the manifest: update it, and commit it.",
  severity: "info",
  references: ["CWE-1357", "CWE-829"],
  aliases: {},
  options: {},

  *check(file, _options, { surroundings }) {
    if (!mayInstall.test(file.text)) return;
    const ignore = ignoreFileOf(surroundings);
    const keepsOut = (path: string) => ignore !== undefined && isIgnored(ignore.patterns, path);
    const settled = settledFrom(file.text);
    for (const moment of momentsOf(file, keepsOut)) {
      yield* unsafe(moment.call);
      const finding = judge(file, moment.stage, moment, settled);
      if (finding) yield finding;
    }
  },
});

const mayInstall = /\b(?:npm|yarn|pnpm|bun|bundle|go|pipenv|poetry|pdm|uv|composer|cargo)\b/;

/** npm then does not give root up for the scripts of packages. */
function* unsafe({ name, words }: Call): Iterable<Finding> {
  if (name !== "npm") return;
  const at = words.findIndex(({ value = "" }) => /^--unsafe-perm(?:=true)?$/.test(value));
  const setting = words.findIndex(({ value = "" }) => /^unsafe-perm(?:=true)?$/.test(value));
  const isSet =
    words.some(({ value }) => value === "config") &&
    setting > 0 &&
    !/^(?:false|0)$/.test(words[setting + 1]?.value ?? "");
  const word = words[at > 0 ? at : isSet ? setting : -1];
  if (!word) return;
  yield { span: word.span, message: "npm runs the install scripts of every package as root." };
}

/** Where a setting begins to count that a command writes; for each installer that has one. */
const settledFrom = (text: string): ReadonlyMap<Installer, number> =>
  new Map(
    [...installers.values()].flatMap((one): [Installer, number][] => {
      const at = one.settles?.exec(text)?.index;
      return at === undefined ? [] : [[one, at]];
    }),
  );

/** A call of a package manager, read as the package manager reads it. */
interface Install {
  readonly installer: Installer;
  readonly args: readonly string[];
  /** The place of the verb's last word; 0 where there is none. */
  readonly verb: number;
  readonly folder: string | undefined;
}

/** Undefined for what installs nothing that a lock file is for. */
function readInstall({ name, words }: Call): Install | undefined {
  const installer = installers.get(name);
  if (!installer) return undefined;
  const args = words.slice(1).map(({ value, text }) => value ?? text);
  if (args.some((arg) => installer.keeps.test(arg))) return undefined;
  if (installer.calls) {
    const called = installer.calls.exec(args.slice(0, 4).join(" "))?.[0];
    return called === undefined ? undefined : { installer, args, verb: called.split(" ").length, folder: undefined };
  }
  let verb = 0;
  let folder: string | undefined;
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? "";
    const [option = "", value] = arg.split(/=(.*)/s, 2);
    if (installer.folder.test(option)) folder = value ?? args[index + 1];
    if (value === undefined && installer.valued.test(arg)) index++;
    else if (arg.startsWith("-") || installer.ignored?.test(arg)) continue;
    // More than the verb: packages.
    else if (verb > 0) return undefined;
    else verb = index + 1;
  }
  return installer.verbs.includes(args[verb - 1] ?? "") ? { installer, args, verb, folder } : undefined;
}

function judge(
  file: Dockerfile,
  stage: Stage,
  { run, call, path, folder }: Moment,
  settled: ReadonlyMap<Installer, number>,
): Finding | undefined {
  const install = readInstall(call);
  if (!install) return undefined;
  const { installer, verb } = install;
  const place = folder(install.folder === undefined ? path : joinFolder(path, install.folder));
  const lock = installer.locks.find((one) => place?.locks.has(one));
  const first = call.words[0];
  const target = call.words[verb];
  if (!place || lock === undefined || !first || !target || place.edited) return undefined;
  const how = place.locks.get(lock);
  const verbs = installer.calls ? install.args.slice(0, verb) : [install.args[verb - 1] ?? ""];
  const passed = install.args.find((arg) => passesOver.test(arg));
  // What a pattern may bring is not missed by whoever says that it is not wanted.
  if (passed !== undefined && how !== "surely") return undefined;
  const shown = [call.name, ...verbs].join(" ").trim();
  if (how === "held" || (how === "removed" && makesLock.test(shown))) return undefined;
  if ((settled.get(installer) ?? Number.POSITIVE_INFINITY) < call.span.start) return undefined;
  if (isSettled(file, stage, run, call, installer)) return undefined;
  return {
    span: { start: first.span.start, end: target.span.end },
    message:
      how === "removed"
        ? `${lock} has been removed: ${shown} takes whatever the manifest allows on the day of the build.`
        : passed !== undefined
          ? `${shown} ${passed} passes ${lock} over; ${installer.advice} keeps to it.`
          : `${shown} may change ${lock}; ${installer.advice} keeps to it.`,
    ...(installer.severity && { severity: installer.severity }),
    fixes: () =>
      call.name === "npm" && how === "surely" && suitsCi(stage, run, install, place) && isWritten(file, target)
        ? [{ title: "Use npm ci", safety: "review", changes: [replace(target.span, "ci")] }]
        : [],
  };
}

const passesOver = /^--(?:no-package-lock|package-lock=false|no-lockfile|no-lock)$/;

/** Without a lock file these make one, or what is built is the project itself. */
const makesLock = / (?:lock|build|b|tidy)$/;

/** More of a RUN than that is not looked back over. */
const most = 2000;

/** A variable or another branch of the same RUN sees to it. */
function isSettled(file: Dockerfile, stage: Stage, run: Instruction, call: Call, installer: Installer): boolean {
  const before = file.text.slice(Math.max(run.body.start, call.span.end - most), call.span.end);
  for (const name of installer.variables) {
    if (new RegExp(`\\b${name}=["']?(?!0\\b|false\\b|["'\\s])`).test(before)) return true;
    const value = stage.substitute(`\${${name}:-}`, run);
    if (value !== "" && value !== "0" && value !== "false") return true;
  }
  // `if [ -f yarn.lock ]; then yarn --frozen-lockfile; else yarn; fi`
  return installer.locks.some((lock) => asksFor(before, lock)) && keepersIn(run).has(call.name);
}

const asksFor = (before: string, lock: string): boolean =>
  new RegExp(`(?:\\[|\\btest)\\s+(?:!\\s+)?-[a-z]\\s+\\S*${lock.replaceAll(".", "\\.")}`).test(before);

const known = new WeakMap<Instruction, ReadonlySet<string>>();

/** The package managers that a RUN also calls so that they keep to their lock file. */
function keepersIn(run: Instruction): ReadonlySet<string> {
  let keepers = known.get(run);
  if (!keepers) {
    keepers = new Set(callsOf(run).flatMap((call) => (keepsTo(call) ? [call.name] : [])));
    known.set(run, keepers);
  }
  return keepers;
}

const keepsTo = ({ name, words }: Call): boolean =>
  (name === "npm" && words[1]?.value === "ci") ||
  words.some(({ value = "" }) => installers.get(name)?.keeps.test(value));

/** What npm ci needs: the manifest beside the lock file, a folder of its own, and options that it takes as well. */
function suitsCi(stage: Stage, run: Instruction, { args, verb }: Install, place: Folder): boolean {
  const [, major] = /^v?(\d+)/.exec(stage.image?.name.endsWith("node") ? (stage.image.tag ?? "") : "") ?? [];
  return (
    run.form === "shell" &&
    /^(?:install|i)$/.test(args[verb - 1] ?? "") &&
    place.manifests.has("package.json") &&
    !place.extended &&
    // npm has it since 5.7, and before that not.
    (major === undefined || Number(major) > 9) &&
    // Where it is tried before, this is what is done when it fails.
    !keepersIn(run).has("npm") &&
    args.every(
      (arg, index) => index === verb - 1 || ciTakes.test(arg) || /^--(?:omit|only)$/.test(args[index - 1] ?? ""),
    )
  );
}

const ciTakes =
  /^(?:--(?:omit|only|production|no-audit|no-fund|loglevel|ignore-scripts|legacy-peer-deps|silent|quiet)(?:=.*)?|-s)$/;
