import type { Instruction } from "./dockerfile.ts";
import { type Call, callsOf } from "./shell-calls.ts";

interface Store {
  /** The program with its arguments, blanks between them. */
  readonly command: RegExp;
  /** Where it writes what it is given, below the home. */
  readonly file: string;
  /** What takes it out again in the same step. */
  readonly undone?: RegExp;
}

/** Commands that write a login down in a file: whoever gets at the layer has it, however the command came by it. */
const stores: readonly Store[] = [
  {
    command: /^(?:huggingface-cli|hf)(?: auth)? login\b/,
    file: ".cache/huggingface/token",
    undone: /^(?:huggingface-cli|hf)(?: auth)? logout\b/,
  },
  { command: /^p?npm (?:config|c) set\b|^p?npm set\b/, file: ".npmrc", undone: /^p?npm (?:config|c) (?:delete|rm)\b/ },
  { command: /^yarn config set\b/, file: ".yarnrc.yml", undone: /^yarn config (?:unset|delete)\b/ },
  {
    command: /^git config\b.*(?:\burl\.|\.insteadof|extraheader)/i,
    file: ".gitconfig",
    undone: /^git config\b.*(?: --unset| --remove-section| unset)/,
  },
  {
    command: /^dotnet nuget (?:add|update) source\b|^nuget sources? add\b/i,
    file: ".nuget/NuGet/NuGet.Config",
    undone: /^dotnet nuget remove source\b/,
  },
  {
    command: /^(?:pip(?:3[\d.]*)?|python[\d.]* -m pip) config\b.* set\b/,
    file: ".config/pip/pip.conf",
    undone: /\bconfig\b.* unset\b/,
  },
  { command: /^poetry config\b/, file: ".config/pypoetry/auth.toml", undone: /^poetry config\b.* --unset\b/ },
  {
    command: /^(?:docker|podman|buildah|crane auth|helm registry|oras) login\b/,
    file: ".docker/config.json",
    undone: /\blogout\b/,
  },
  { command: /^gh auth login\b/, file: ".config/gh/hosts.yml", undone: /^gh auth logout\b/ },
  { command: /^aws configure\b.* ?set\b/, file: ".aws/credentials" },
  { command: /^composer config\b/, file: ".composer/auth.json", undone: /^composer config\b.* --unset\b/ },
  { command: /^bundle config\b/, file: ".bundle/config", undone: /^bundle config\b.* (?:unset|--delete)\b/ },
];

const written = ({ name, words }: Call): string =>
  [
    name,
    ...words
      .slice(1, mostWords)
      .map(({ text }) => text)
      .filter((text) => text !== ""),
  ]
    .join(" ")
    .slice(0, mostLetters);

const mostWords = 40;
const mostLetters = 2000;

/** The calls of a step that write what they are given into a file which the step keeps. */
export function storingCalls(run: Instruction): readonly Call[] {
  const calls = callsOf(run);
  const said = calls.map(written);
  return calls.filter((_, index) => {
    const store = stores.find(({ command }) => command.test(said[index] ?? ""));
    return store !== undefined && !said.slice(index + 1, index + mostLater).some((later) => undoes(later, store));
  });
}

const mostLater = 100;

const undoes = (later: string, { file, undone }: Store): boolean =>
  undone?.test(later) || (/^(?:rm|shred|unlink) /.test(later) && folders(file).some((one) => later.includes(one)));

/** `.aws/credentials` goes with `.aws` as well. */
const folders = (file: string): readonly string[] => [
  file,
  ...(/^\.(?:aws|docker)\//.test(file) ? [file.split("/")[0] ?? file] : []),
];

/** What of these calls' words, and of those that are piped into them, may be a secret. */
export const wordsHandedTo = ({ words, pipeline }: Call): readonly Call["words"][number][] => [
  ...words.slice(1),
  ...(pipeline?.commands ?? []).flatMap((command) => (command.words === words ? [] : command.words)),
];
