import type { Severity } from "../../../rule.ts";

/** A package manager that has a lock file. */
export interface Installer {
  readonly locks: readonly string[];
  readonly manifest: string;
  /** Verbs of an install of what the manifest lists; "" where the program's name alone is one. */
  readonly verbs: readonly string[];
  /** In place of the verbs: how the words of such a call begin. */
  readonly calls?: RegExp;
  /** Options whose value is the next word. */
  readonly valued: RegExp;
  /** The option that names the folder. */
  readonly folder: RegExp;
  /** Options with which the lock file is kept to, or nothing of the project is installed. */
  readonly keeps: RegExp;
  /** Variables that say the same. */
  readonly variables: readonly string[];
  /** A command above that says the same for all that follow. */
  readonly settles?: RegExp;
  /** Words behind the verb that are no packages. */
  readonly ignored?: RegExp;
  /** In a sentence: what keeps to it. */
  readonly advice: string;
  /** Where the lock file is kept to as long as it fits. */
  readonly severity?: Severity;
}

const never = /^$/;

const npmValued =
  /^--(?:prefix|registry|cache|userconfig|loglevel|omit|include|only|fetch-retries|fetch-timeout|network-timeout|network-concurrency|maxsockets|cwd|dir|mode|workspace|filter|store-dir|cache-folder|modules-folder|mutex|install-strategy|reporter|backend)$|^-[CFw]$/;

export const installers: ReadonlyMap<string, Installer> = new Map<string, Installer>([
  [
    "npm",
    {
      locks: ["package-lock.json", "npm-shrinkwrap.json"],
      manifest: "package.json",
      verbs: ["install", "i", "update", "up", "upgrade"],
      valued: npmValued,
      folder: /^(?:--prefix|-C)$/,
      keeps: /^(?:-g|--global|--location=global|--package-lock-only|--dry-run)$/,
      variables: [],
      advice: "npm ci",
    },
  ],
  [
    "yarn",
    {
      locks: ["yarn.lock"],
      manifest: "package.json",
      verbs: ["install", "", "upgrade", "up"],
      valued: npmValued,
      folder: /^--cwd$/,
      keeps: /^--(?:frozen-lockfile|immutable|pure-lockfile|version|help)/,
      // Newer versions keep to the lock file in CI.
      variables: ["CI", "YARN_ENABLE_IMMUTABLE_INSTALLS"],
      settles: /\byarn\s+config\s+set\s+(?:\S+\s+)?enableImmutableInstalls\s+true\b/,
      advice: "--frozen-lockfile (--immutable from Yarn 2 on)",
    },
  ],
  [
    "pnpm",
    {
      locks: ["pnpm-lock.yaml"],
      manifest: "package.json",
      verbs: ["install", "i", "update", "up"],
      valued: npmValued,
      folder: /^(?:--dir|-C)$/,
      // What is not in its store, which `pnpm fetch` fills from the lock file, does not come.
      keeps: /^(?:--frozen-lockfile|--frozen-lockfile=true|-g|--global|--offline|--lockfile-only)$/,
      variables: ["CI", "NPM_CONFIG_FROZEN_LOCKFILE", "npm_config_frozen_lockfile", "PNPM_CONFIG_FROZEN_LOCKFILE"],
      advice: "--frozen-lockfile",
    },
  ],
  [
    "bun",
    {
      locks: ["bun.lock", "bun.lockb"],
      manifest: "package.json",
      verbs: ["install", "i", "update"],
      valued: npmValued,
      folder: /^--cwd$/,
      // `--production` freezes it, too.
      keeps: /^(?:--frozen-lockfile|-g|--global|--production|-p|--dry-run|--lockfile-only)$/,
      variables: [],
      advice: "--frozen-lockfile",
    },
  ],
  [
    "bundle",
    {
      locks: ["Gemfile.lock", "gems.locked"],
      manifest: "Gemfile",
      verbs: ["install", "", "update"],
      valued: /^(?:-j|--(?:jobs|retry|path|without|with|gemfile|binstubs|standalone|trust-policy|shebang))$/,
      folder: never,
      keeps: /^(?:--(?:deployment|frozen|local|bundler|version|help)\b|-v$)/,
      variables: ["BUNDLE_FROZEN", "BUNDLE_DEPLOYMENT"],
      settles: /\bbundler?\s+config\s+(?:set\s+)?(?:--\w+\s+)*(?:deployment|frozen)\s+["']?(?:true|1)\b/,
      advice: "BUNDLE_FROZEN=1",
    },
  ],
  [
    "pipenv",
    {
      locks: ["Pipfile.lock"],
      manifest: "Pipfile",
      verbs: ["install", "update", "lock"],
      valued: /^(?:--(?:python|pypi-mirror|extra-pip-args|categories)|-i)$/,
      folder: never,
      keeps: /^--(?:deploy|ignore-pipfile)$/,
      variables: ["PIPENV_IGNORE_PIPFILE"],
      advice: "--deploy",
    },
  ],
  [
    "poetry",
    {
      locks: ["poetry.lock"],
      manifest: "pyproject.toml",
      verbs: ["update", "lock"],
      valued: /^(?:--(?:only|with|without|directory|project)|-[CPE])$/,
      folder: /^(?:--directory|--project|-[CP])$/,
      keeps: /^--(?:no-update|check|dry-run)$/,
      variables: [],
      advice: "poetry install",
    },
  ],
  [
    "pdm",
    {
      locks: ["pdm.lock"],
      manifest: "pyproject.toml",
      verbs: ["install", "update", "lock"],
      valued: /^(?:--(?:project|group|lockfile|venv|without|with)|-[pGL])$/,
      folder: /^(?:--project|-p)$/,
      keeps: /^--(?:check|frozen-lockfile|no-lock|refresh)$/,
      variables: ["PDM_FROZEN_LOCKFILE"],
      advice: "pdm sync",
    },
  ],
  [
    "uv",
    {
      locks: ["uv.lock"],
      manifest: "pyproject.toml",
      verbs: ["sync", "lock"],
      valued:
        /^(?:--(?:extra|no-extra|group|no-group|only-group|package|no-install-package|python|directory|project|index|index-url|default-index|extra-index-url|link-mode|cache-dir|refresh-package|config-file)|-p)$/,
      folder: /^--(?:directory|project)$/,
      keeps: /^--(?:frozen|locked|check|dry-run|offline)$/,
      variables: ["UV_FROZEN", "UV_LOCKED", "UV_OFFLINE"],
      advice: "--locked",
    },
  ],
  [
    "composer",
    {
      locks: ["composer.lock"],
      manifest: "composer.json",
      verbs: ["update", "upgrade", "u"],
      valued: /^(?:--(?:working-dir|ignore-platform-req|with)|-d)$/,
      folder: /^(?:--working-dir|-d)$/,
      keeps: /^--(?:lock|dry-run|no-install)$/,
      variables: [],
      advice: "composer install",
    },
  ],
  [
    "go",
    {
      locks: ["go.sum"],
      manifest: "go.mod",
      verbs: [],
      calls: /^(?:mod tidy|get (?:-[a-tv-z]\S* )?-u)(?= |$)/,
      valued: never,
      folder: never,
      keeps: /^(?:-diff|-C.*)$/,
      variables: [],
      advice: "go mod download",
    },
  ],
  [
    "cargo",
    {
      locks: ["Cargo.lock"],
      manifest: "Cargo.toml",
      verbs: ["build", "b", "update"],
      valued:
        /^(?:--(?:package|bin|example|test|bench|features|profile|target|target-dir|jobs|color|config|manifest-path|message-format)|-[pFjZ])$/,
      folder: never,
      keeps: /^--(?:locked|frozen|offline|manifest-path(?:=.*)?|dry-run|version|help)$/,
      variables: ["CARGO_NET_OFFLINE"],
      ignored: /^\+/,
      advice: "cargo build --locked",
      severity: "hint",
    },
  ],
]);
