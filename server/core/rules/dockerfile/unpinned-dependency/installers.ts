import type { Call } from "../../../model/shell-calls.ts";
import type { ShellWord } from "../../../syntax/shell.ts";

/** The first package that a call installs by its name alone. */
export function firstUnpinned({ name, words }: Call): ShellWord | undefined {
  const values = words.map(({ value, text }) => value ?? text);
  const at = /^python[\d.]*$/.test(name) && values[1] === "-m" ? 2 : 0;
  const program = (values[at] ?? "").replace(/^.*\//, "").replace(/^pip[\d.]+$/, "pip");
  const installer = installers.get(program);
  if (!installer) return undefined;
  const verb = values.findIndex((value, index) => index > at && !value.startsWith("-"));
  if (verb < 0 || !installer.verbs.test(values[verb] ?? "")) return undefined;
  if (values.some((value) => installer.locked?.test(value))) return undefined;
  // `yarn global add`
  const start = values[verb] === "global" ? values.indexOf("add", verb) : verb;
  if (start < 0) return undefined;
  for (let index = start + 1; index < words.length; index++) {
    const value = values[index] ?? "";
    if (installer.valued.test(value)) index++;
    else if (isMovingGit(value)) return words[index];
    else if (!value.startsWith("-") && isName(value) && !installer.pinned.test(value)) return words[index];
  }
  return undefined;
}

/** A repository without a commit, tag or branch behind it; `#egg=` only names the package. */
const isMovingGit = (value: string): boolean =>
  /^["']?git\+\w+:\/\//.test(value) && !/[$`]|\/[^/@#]+@[^/#]+(?:#|["']?$)|#(?!egg=)/.test(value);

/** No file, no directory, no URL, nothing that a variable decides. */
const isName = (value: string): boolean =>
  /^["']?@?[a-z0-9]/i.test(value) &&
  !/[$`*]|^[a-z+]+:\/\/|^git[+@]|^[^@]*\.(?:tgz|tar|tar\.\w+|whl|gem|zip|txt|toml)$|^\.|^\//i.test(value) &&
  !isOwnTool(value);

/** The installers themselves, which every build brings up to date first. */
const isOwnTool = (value: string): boolean =>
  /^(?:pip|setuptools|wheel|npm|corepack|bundler|rubygems-update)$/.test(value);

interface Installer {
  readonly verbs: RegExp;
  /** Options whose value is the next word. */
  readonly valued: RegExp;
  /** A package with its version. */
  readonly pinned: RegExp;
  /** With this the versions come from elsewhere. */
  readonly locked?: RegExp;
}

const npmPinned = /^@?[^@]+@(?!latest$|next$)[^@]+$|^[\w-]+\/[\w.-]+(?:#|$)/;
const npmValued = /^--(?:prefix|registry|cache|userconfig|loglevel|fetch-retries|network-timeout|cwd)$/;

const installers: ReadonlyMap<string, Installer> = new Map<string, Installer>([
  [
    "pip",
    {
      verbs: /^install$/,
      valued:
        /^(?:-[crefitdbu]|--(?:index-url|extra-index-url|find-links|trusted-host|target|prefix|root|src|cache-dir|timeout|retries|platform|python-version|no-binary|only-binary|progress-bar|log|proxy|cert|requirement|constraint|editable|config-settings|report))$/,
      pinned: /[=~<>!]=|[<>@]|===/,
      locked: /^(?:-c|--constraint|--require-hashes|-r.+|--constraint=.*)$/,
    },
  ],
  ["pipx", { verbs: /^install$/, valued: /^--(?:python|index-url|pip-args|suffix)$/, pinned: /[=~<>!]=|@/ }],
  ["npm", { verbs: /^(?:install|i|add|isntall)$/, valued: npmValued, pinned: npmPinned }],
  ["pnpm", { verbs: /^(?:add|install|i)$/, valued: npmValued, pinned: npmPinned }],
  ["yarn", { verbs: /^(?:add|global)$/, valued: npmValued, pinned: npmPinned }],
  [
    "gem",
    {
      verbs: /^(?:install|i)$/,
      valued: /^(?:-[vnisPg]|--(?:version|bindir|install-dir|source|platform|file|trust-policy|clear-sources))$/,
      pinned: /:\d/,
      locked: /^(?:-v.*|--version(?:=.*)?|-g|--file(?:=.*)?)$/,
    },
  ],
  [
    "go",
    {
      verbs: /^(?:install|get|run)$/,
      valued: /^-(?:ldflags|tags|mod|modfile|gcflags|asmflags|o|p)$/,
      pinned: /@(?!latest$|none$|upgrade$|patch$)[\w.-]+$|^(?![^/]*\.[^/]*\/)/,
    },
  ],
  [
    "cargo",
    {
      verbs: /^(?:install|binstall)$/,
      valued: /^--(?:version|vers|git|rev|tag|branch|path|root|features|target|profile|registry|index|bin)$/,
      pinned: /@\d/,
      locked: /^(?:--(?:version|vers|git|path|rev|tag)(?:=.*)?)$/,
    },
  ],
]);
