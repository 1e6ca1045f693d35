/** What a command does to the accounts of an image. */
export type AccountChange =
  | {
      readonly kind: "user";
      readonly name: string;
      /** The name that the account had before. */
      readonly was: string;
      readonly uid: number | undefined;
      /** A group's number or name, as given. */
      readonly group: string | undefined;
      readonly gid: number | undefined;
    }
  | { readonly kind: "group"; readonly name: string; readonly gid: number | undefined }
  | { readonly kind: "no user"; readonly name: string }
  | { readonly kind: "no group"; readonly name: string };

/** Words of a command; undefined for one whose value is not known. */
type Words = readonly (string | undefined)[];

/** Reads `useradd`, `usermod`, `userdel` and their kin, and lines of passwd that are echoed. */
export function readAccountChanges(words: Words): readonly AccountChange[] {
  const name = words[0]?.replace(/^.*\//, "");
  const rest = words.slice(1);
  switch (name) {
    case "sudo":
    case "busybox":
      return readAccountChanges(rest);
    case "useradd":
    case "adduser":
    case "usermod":
      return readUser(name, rest);
    case "groupadd":
    case "addgroup":
    case "groupmod":
      return readGroup(rest);
    case "userdel":
    case "deluser":
      return readRemoval("no user", rest);
    case "groupdel":
    case "delgroup":
      return readRemoval("no group", rest);
    case "echo":
    case "printf":
      return rest.flatMap(readEntries);
    default:
      return [];
  }
}

/** `-l` has a value for usermod alone: to useradd it says that nothing is logged. */
const userOptions = {
  short: "bcdefgGhkKpPRsuZ",
  long: new Set(
    "base-dir btrfs-subvolume-home comment conf expiredate firstuid gecos gid groups home home-dir inactive ingroup key lastuid login password prefix root selinux-user shell skel uid".split(
      " ",
    ),
  ),
};

const renameOptions = { ...userOptions, short: `${userOptions.short}l` };

function readUser(command: string, words: Words): readonly AccountChange[] {
  const { options, operands } = readOptions(words, command === "usermod" ? renameOptions : userOptions);
  const was = operands[0];
  const name = (command === "usermod" ? options.get("-l") || options.get("--login") : undefined) || was;
  if (!name || !was) return [];
  // Each adduser has its own letters: to busybox `-g` is a comment and `-G` the group, to all others `-g` is the group.
  const busybox = command === "adduser" && ["-D", "-S", "-H", "-h"].some((option) => options.has(option));
  const group = (busybox ? options.get("-G") : options.get("-g")) || options.get("--gid") || options.get("--ingroup");
  const uid = number(options.get("-u") || options.get("--uid"));
  return [{ kind: "user", name, was, uid, group: group || undefined, gid: number(group) }];
}

const groupOptions = {
  short: "gKpPRU",
  long: new Set(["gid", "key", "password", "prefix", "root", "users", "firstgid"]),
};

function readGroup(words: Words): readonly AccountChange[] {
  const { options, operands } = readOptions(words, groupOptions);
  const name = operands[0];
  // `addgroup USER GROUP` puts an account into a group.
  if (!name || operands.length > 1) return [];
  return [{ kind: "group", name, gid: number(options.get("-g") || options.get("--gid")) }];
}

const removalOptions = {
  short: "PR",
  long: new Set(["backup-to", "conf", "prefix", "root"]),
};

function readRemoval(kind: "no user" | "no group", words: Words): readonly AccountChange[] {
  const { options, operands } = readOptions(words, removalOptions);
  const name = operands[0];
  // `deluser USER GROUP` takes an account out of a group.
  if (!name || operands.length > 1) return [];
  return [{ kind: options.has("--group") ? "no group" : kind, name }];
}

/** `app:x:1001:1001:…`, as in /etc/passwd. */
function readEntries(text: string | undefined): readonly AccountChange[] {
  const found = text?.matchAll(/(?:^|\n|\\n)([A-Za-z_][\w.-]{0,64}):[^:\s]{0,8}:(\d{1,10}):(\d{1,10}):/g) ?? [];
  return [...found].map(([, name = "", uid, gid]) => ({
    kind: "user",
    name,
    was: name,
    uid: number(uid),
    group: gid,
    gid: number(gid),
  }));
}

interface Options {
  readonly options: ReadonlyMap<string, string | undefined>;
  readonly operands: Words;
}

/** Options in the manner of getopt: `-mu 1000`, `-u1000`, `--uid=1000`, `--uid 1000`. */
function readOptions(words: Words, valued: { short: string; long: ReadonlySet<string> }): Options {
  const options = new Map<string, string | undefined>();
  const operands: (string | undefined)[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined || !word.startsWith("-") || word === "-") operands.push(word);
    else if (word.startsWith("--")) {
      const [name = "", value] = word.slice(2).split(/=(.*)/s, 2);
      if (value === undefined && valued.long.has(name)) index++;
      options.set(`--${name}`, value ?? (valued.long.has(name) ? words[index] : ""));
    } else {
      const at = [...word].findIndex((letter, place) => place > 0 && valued.short.includes(letter));
      for (const letter of at < 0 ? word.slice(1) : word.slice(1, at)) options.set(`-${letter}`, "");
      if (at < 0) continue;
      const attached = word.slice(at + 1);
      if (attached === "") index++;
      options.set(`-${word[at]}`, attached || words[index]);
    }
  }
  return { options, operands };
}

function number(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}
