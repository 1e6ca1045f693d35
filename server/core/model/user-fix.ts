import { type Change, replace } from "../edits/change.ts";
import { insertBefore } from "../edits/dockerfile-editor.ts";
import type { ImageFacts } from "../facts/facts.ts";
import { family } from "../facts/families.ts";
import type { Fix } from "../rule.ts";
import type { Account, Dockerfile, Instruction, Stage } from "./dockerfile.ts";
import { knownAccount } from "./pod-account.ts";
import { leaveRootHome } from "./root-home.ts";
import { callsOf } from "./shell-calls.ts";
import { unprivilegedServer } from "./unprivileged-server.ts";
import { insertAtStart } from "./user-placement.ts";
import { ownVolumes } from "./user-volumes.ts";
import { ownWebapps } from "./user-webapps.ts";

/** Ways to run the image that `stage` makes as another user than root, the preferred one first. */
export function userFixes(file: Dockerfile, stage: Stage): readonly Fix[] {
  // Who writes a variable has its default changed; what that should be is not ours to say.
  if (lastRoot(stage)?.words[0]?.text.includes("$")) return [];
  const server = unprivilegedServer(file, stage);
  if (server) return [server];
  const moved = leaveRootHome(file, stage);
  if (!moved) return [];
  return choices(file, stage).map(
    (choice): Fix => ({
      title: choice.title,
      safety: "review",
      changes: [...moved, ...ownVolumes(file, stage, choice.owner, lastRoot(stage)), ...changes(file, stage, choice)],
    }),
  );
}

interface Choice {
  readonly title: string;
  /** What USER says. */
  readonly user: string;
  /** Its numbers, by which files can be given to it before it is made. */
  readonly owner?: string;
  /** The lines of the RUN that makes the account. */
  readonly create?: readonly string[];
}

function choices(file: Dockerfile, stage: Stage): readonly Choice[] {
  const before = userBeforeRoot(stage);
  if (before) return [before];
  const { facts } = stage;
  if (stage.windows) return [{ title: "Run as ContainerUser", user: "ContainerUser" }];
  const own = ownAccount(stage);
  if (own) {
    const { name, uid } = own;
    return [uid === undefined ? { title: `Run as ${name}`, user: name } : numbered(name, uid)];
  }
  const based = facts && baseAccount(facts);
  if (based) return facts.shell ? [based] : [based, ...namedNonroot(facts)];
  return facts ? distributionChoices(file, stage, facts) : [unnamed("65532")];
}

const numbered = (name: string, uid: number): Choice => ({
  title: `Run as ${name} (uid ${uid})`,
  user: String(uid),
  owner: String(uid),
});

/** A number needs no account. Its group is given, as the group of a number without account would be root's. */
const unnamed = (uid: string): Choice => ({
  title: `Run as uid ${uid}`,
  user: `${uid}:${uid}`,
  owner: `${uid}:${uid}`,
});

/** The user that was in force before the file went back to root. */
function userBeforeRoot(stage: Stage): Choice | undefined {
  const { setBy } = stage.user();
  if (!setBy) return undefined;
  const { value, setBy: earlier } = stage.userAt(setBy);
  if (value.root !== false) return undefined;
  const written = earlier?.words[0]?.text ?? value.uid?.toString() ?? value.text;
  return written === undefined ? undefined : { title: `Run as ${written} again`, user: written };
}

/** Accounts that exist for no application in particular. */
const general = new Set(["nobody", "guest", "ubuntu", "www-data", "daemon", "bin", "nogroup"]);

/** The account that the file makes for the application: what files are given to, else what is made last. */
function ownAccount(stage: Stage): Account | undefined {
  const own = stage.accounts().filter(({ from, uid }) => from !== "base image" && uid !== 0);
  const made = own.filter(({ name }) => !general.has(name));
  if (made.length < 2) return made[0] ?? own[0];
  const owners = new Set(stage.chain.map((copy) => copy.flag("chown")?.value?.split(":", 1)[0]));
  return made.findLast(({ name, uid }) => owners.has(name) || owners.has(String(uid))) ?? made[made.length - 1];
}

function baseAccount(facts: ImageFacts): Choice | undefined {
  const known = knownAccount({ facts });
  if (!known) return undefined;
  const { uid, gid } = known;
  const name = facts.accounts.find((account) => account.uid === uid)?.name;
  if (name === "ubuntu" || uid === 0) return undefined;
  const title = `Run as uid ${uid}${name ? ` (${name})` : ""}`;
  // .NET's own images set the variable, and its documentation writes it.
  const owner = gid === undefined ? `${uid}` : `${uid}:${gid}`;
  if (name === "app" && facts.image.startsWith("mcr.microsoft.com/dotnet/")) return { title, user: "$APP_UID", owner };
  return { title, user: owner, owner };
}

function distributionChoices(file: Dockerfile, stage: Stage, facts: ImageFacts): readonly Choice[] {
  const distribution = family(facts.family);
  const create = facts.shell ? distribution?.createUser[0] : undefined;
  if (distribution && create !== undefined) {
    if (takesNames(stage)) return [unnamed("10001")];
    const lines = broken(create, file.escape);
    return [
      { title: "Create account app and run as it", user: distribution.user, owner: distribution.user, create: lines },
    ];
  }
  const [uid = "65532"] = (distribution?.user ?? "65532").split(":");
  return [unnamed(uid), ...namedNonroot(facts)];
}

/** For those who would rather read a name; Kubernetes can't tell that it isn't root. */
function namedNonroot({ accounts }: ImageFacts): readonly Choice[] {
  return accounts.some(({ name }) => name === "nonroot") ? [{ title: "Run as nonroot", user: "nonroot" }] : [];
}

/** True where the file has a group that the new one would meet. */
function takesNames(stage: Stage): boolean {
  return stage.chain.some(
    (run) =>
      run.keyword === "RUN" &&
      callsOf(run).some(
        ({ name, words }) => /^(?:addgroup|groupadd)$/.test(name) && words.some(({ value }) => value === "app"),
      ),
  );
}

/** Long lists of commands stand on lines of their own. */
function broken(line: string, escapeChar: string): readonly string[] {
  if (line.length <= 100) return [line];
  const commands = line.split(" && ");
  return commands.map((command, index) => {
    const end = index < commands.length - 1 ? ` ${escapeChar}` : "";
    return `${index === 0 ? "" : "    && "}${command}${end}`;
  });
}

function changes(file: Dockerfile, stage: Stage, choice: Choice): Change[] {
  const { user } = choice;
  const replaced = lastRoot(stage);
  const isRoot = !replaced || stage.userAt(replaced).value.root === true;
  const create = [...(choice.create ?? []), ...(isRoot ? ownWebapps(file, stage, choice.owner ?? user) : [])];
  const word = replaced?.words[0];
  if (!replaced || !word) {
    return insertAtStart(file, stage, [...(create.length > 0 ? [create] : []), [`USER ${user}`]]);
  }
  return [...(create.length > 0 ? insertBefore(file, replaced, create) : []), replace(word.span, user)];
}

/** The stage's own USER that says root, where nothing behind it needs root. */
function lastRoot(stage: Stage): Instruction | undefined {
  const { setBy } = stage.user();
  const at = setBy ? stage.instructions.indexOf(setBy) : -1;
  const needed = stage.instructions.some(({ keyword, onbuild }, index) => index > at && keyword === "RUN" && !onbuild);
  return at < 0 || needed ? undefined : setBy;
}
