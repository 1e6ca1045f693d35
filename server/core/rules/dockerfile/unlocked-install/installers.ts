/** A package manager that has a lock file. */
export interface Installer {
  readonly lock: RegExp;
  /** The lock file's name, in a sentence. */
  readonly shown: string;
  /** True for an install of what the manifest lists. */
  isInstall(args: readonly string[]): boolean;
  readonly keeps: RegExp;
  /** In a sentence: what keeps to it. */
  readonly advice: string;
}

export const operands = (args: readonly string[]): readonly string[] => args.filter((arg) => !arg.startsWith("-"));
const only =
  (...verbs: readonly string[]) =>
  (args: readonly string[]): boolean => {
    const [verb = "", ...rest] = operands(args);
    return verbs.includes(verb) && rest.length === 0;
  };

export const installers: ReadonlyMap<string, Installer> = new Map<string, Installer>([
  [
    "npm",
    {
      lock: /^(?:package-lock|npm-shrinkwrap)\.json$/,
      shown: "package-lock.json",
      isInstall: only("install", "i"),
      keeps: /^(?:-g|--global|--package-lock-only)$/,
      advice: "npm ci",
    },
  ],
  [
    "yarn",
    {
      lock: /^yarn\.lock$/,
      shown: "yarn.lock",
      isInstall: only("install", ""),
      keeps: /^--(?:frozen-lockfile|immutable|pure-lockfile)/,
      advice: "--frozen-lockfile (--immutable from Yarn 2 on)",
    },
  ],
  [
    "pnpm",
    {
      lock: /^pnpm-lock\.yaml$/,
      shown: "pnpm-lock.yaml",
      isInstall: only("install", "i"),
      keeps: /^(?:--frozen-lockfile|-g|--global)/,
      advice: "--frozen-lockfile",
    },
  ],
  [
    "pipenv",
    {
      lock: /^Pipfile\.lock$/,
      shown: "Pipfile.lock",
      isInstall: only("install"),
      keeps: /^--(?:deploy|ignore-pipfile)$/,
      advice: "--deploy",
    },
  ],
  [
    "composer",
    { lock: /^$/, shown: "composer.lock", isInstall: only("update"), keeps: /^--lock$/, advice: "composer install" },
  ],
  [
    "uv",
    {
      lock: /^uv\.lock$/,
      shown: "uv.lock",
      isInstall: only("sync"),
      keeps: /^--(?:frozen|locked)$/,
      advice: "--locked",
    },
  ],
]);
