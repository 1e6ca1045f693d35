import type { Call } from "../../../model/shell-calls.ts";
import type { ShellWord } from "../../../syntax/shell.ts";

/** The first package that a call installs by its name alone. */
export function firstUnpinned({ name, words }: Call, known: Known): ShellWord | undefined {
  const values = words.map(({ value, text }) => value ?? text);
  // `python -m pip install`, `uv pip install`, `composer global require`
  const at = /^python[\d.]*$/.test(name) && values[1] === "-m" ? 2 : name === "uv" && values[1] === "pip" ? 1 : 0;
  const program = (values[at] ?? "").replace(/^.*\//, "").replace(/^pip[\d.]+$/, "pip");
  const installer = installers.get(program);
  if (!installer) return undefined;
  const verb = values.findIndex((value, index) => index > at && !value.startsWith("-"));
  if (verb < 0 || !installer.verbs.test(values[verb] ?? "")) return undefined;
  if (values.some((value) => installer.locked?.test(value)) || installer.variables?.some(known.isSet)) return undefined;
  if (program === "go" && values[verb] !== "get" && known.hasModule && !values.some(isMovingModule)) return undefined;
  // `yarn global add`, `uv tool install`
  const start = /^(?:global|tool)$/.test(values[verb] ?? "")
    ? values.findIndex((value, index) => index > verb && /^(?:add|install|require)$/.test(value))
    : verb;
  if (start < 0) return undefined;
  for (let index = start + 1; index < words.length; index++) {
    const value = values[index] ?? "";
    if (/^(?:-e|--editable)$/.test(value) && isMovingGit(values[index + 1] ?? "")) return words[index + 1];
    if (installer.valued.test(value)) index++;
    else if (isMovingGit(value)) return words[index];
    else if (!value.startsWith("-") && isName(value) && !installer.pinned.test(value)) return words[index];
  }
  return undefined;
}

/** What is known of the stage at the call. */
export interface Known {
  /** True where a variable has a value, or may have one. */
  isSet(name: string): boolean;
  /** Files have been copied or cloned, among which there may be a go.mod that says the versions. */
  readonly hasModule: boolean;
}

const isMovingModule = (value: string): boolean => /@(?:latest|upgrade|patch|master|main|HEAD)$/.test(value);

/** A repository without a commit, tag or branch behind it; `#egg=` only names the package. */
const isMovingGit = (value: string): boolean =>
  /^["']?git\+\w+:\/\//.test(value) && !/[$`]|\/[^/@#]+@[^/#]+(?:#|["']?$)|#(?!egg=)/.test(value);

/** No file, no directory, no URL, nothing that a variable decides. */
const isName = (value: string): boolean =>
  /^["']?@?[a-z0-9]/i.test(value) &&
  !/[$`*]|^[a-z+]+:\/\/|^(?:file|link|portal|workspace|github|gitlab):|^git[+@]|^[^@]*\.(?:tgz|tar|tar\.\w+|whl|gem|zip|txt|toml|nupkg)$|^\.|^\//i.test(
    value,
  ) &&
  !isOwnTool(value);

/** The installers themselves, which every build brings up to date first. */
const isOwnTool = (value: string): boolean =>
  /^(?:pip|setuptools|wheel|npm|corepack|bundler|rubygems-update)(?:@latest)?$/.test(value);

interface Installer {
  readonly verbs: RegExp;
  /** Options whose value is the next word. */
  readonly valued: RegExp;
  /** A package with its version. */
  readonly pinned: RegExp;
  /** With this the versions come from elsewhere. */
  readonly locked?: RegExp;
  /** So they do with one of these variables. */
  readonly variables?: readonly string[];
}

const npmPinned = /^@?[^@]+@(?!latest$|next$)(?:npm:@?)?[^@]+(?:@[^@]+)?$|^[\w-]+\/[\w.-]+(?:#|$)/;
const npmValued =
  /^(?:--(?:prefix|registry|cache|userconfig|loglevel|fetch-retries|network-timeout|cwd|omit|include|only|workspace|tag|filter|dir)|-[CFw])$/;

/** Options of uv whose value is the next word (uv documentation: command reference). */
const uvOptions =
  "-[pPC]|--(?:python|python-version|python-platform|python-preference|index|index-url|default-index|index-strategy|keyring-provider|resolution|prerelease|fork-strategy|exclude-newer|link-mode|torch-backend|refresh-package|reinstall-package|upgrade-package|config-settings?|config-file|cache-dir|directory|project|build-constraints?|overrides?|extra|group|color|no-build-isolation-package|no-build-package|no-binary-package)";

const installers: ReadonlyMap<string, Installer> = new Map<string, Installer>([
  [
    "pip",
    {
      verbs: /^install$/,
      valued: new RegExp(
        `^(?:-[crefitdbu]|--(?:index-url|extra-index-url|find-links|trusted-host|allow-insecure-host|target|prefix|root|src|timeout|retries|platform|no-binary|only-binary|progress-bar|log|proxy|cert|requirement|constraint|editable|report)|${uvOptions})$`,
      ),
      pinned: /[=~<>!]=|[<>@]|===/,
      locked: /^(?:-c|--constraint|--constraints|--require-hashes|--no-index|-r.+|--constraints?=.*)$/,
      variables: ["PIP_CONSTRAINT", "UV_CONSTRAINT", "PIP_NO_INDEX", "PIP_REQUIRE_HASHES"],
    },
  ],
  [
    "uv",
    {
      verbs: /^tool$/,
      valued: new RegExp(`^(?:--(?:with|from|with-requirements)|${uvOptions})$`),
      pinned: /[=~<>!]=|[<>@]/,
      locked: /^(?:-c|--constraints?)$/,
    },
  ],
  ["composer", { verbs: /^(?:require|global)$/, valued: /^(?:--working-dir|-d)$/, pinned: /[:=]|^php$|^ext-/ }],
  [
    "dotnet",
    {
      verbs: /^tool$/,
      valued: /^(?:--(?:tool-path|add-source|configfile|framework|arch)|-a)$/,
      pinned: /@\d/,
      locked: /^(?:--version(?:=.*)?|--tool-manifest)$/,
    },
  ],
  ["bun", { verbs: /^(?:add|install|i)$/, valued: npmValued, pinned: npmPinned }],
  [
    "corepack",
    {
      verbs: /^(?:prepare|use|install)$/,
      valued: /^(?:--install-directory)$/,
      pinned: /@(?!latest$|next$)|^(?![^@]*@)/,
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
      pinned: /:\s*[~<>=!\d]/,
      locked: /^(?:-v.*|--version(?:=.*)?|-g|--file(?:=.*)?|--local|-l)$/,
    },
  ],
  [
    "go",
    {
      verbs: /^(?:install|get|run)$/,
      valued: /^-(?:ldflags|tags|mod|modfile|gcflags|asmflags|o|p)$/,
      pinned: /@(?!latest$|none$|upgrade$|patch$|master$|main$|HEAD$)[\w.-]+$|^(?![^/]*\.[^/]*\/)/,
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
