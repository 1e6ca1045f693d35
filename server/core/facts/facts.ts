/** What is known, offline, of an image at a tag. Everything unknown is undefined, never guessed. */
export interface ImageFacts {
  /** The entry's name: `node`. */
  readonly image: string;
  readonly kind: string;
  /** The user that the image sets: `root`, `65532`, `ContainerUser`; undefined where unknown. */
  readonly user: string | undefined;
  /** True, false, or undefined where unknown. */
  readonly runsAsRoot: boolean | undefined;
  /** Its uid where known; 0 for root. */
  readonly uid: number | undefined;
  /** Accounts beside root: the image's own first, then those of its distribution, such as `nobody`. */
  readonly accounts: readonly {
    readonly name: string;
    readonly uid: number | undefined;
    readonly gid: number | undefined;
  }[];
  /** `debian`, `ubuntu`, `alpine`, `rhel-dnf`, `distroless`, `chiseled`, `scratch`, `windows-servercore`, …: a key of the families. */
  readonly family: string;
  readonly shell: boolean;
  readonly packageManager: string | undefined;
  readonly libc: string | undefined;
  readonly writablePaths: readonly { readonly path: string; readonly why: string; readonly volume: boolean }[];
  readonly ports: readonly number[];
  readonly entrypoint: readonly string[] | undefined;
  readonly cmd: readonly string[] | undefined;
  /** What the file of its program asks for: where that is out of reach, the program does not start. */
  readonly fileCapability: string | undefined;
  /** How the entrypoint leaves root, where it does so by itself: `gosu postgres`. */
  readonly dropsPrivileges: string | undefined;
  /** The account that is meant to run the application, as a pod names it. */
  readonly podSecurityContext:
    | { readonly runAsUser?: number; readonly runAsGroup?: number; readonly fsGroup?: number }
    | undefined;
  readonly alternatives: readonly Alternative[];
  /** Images that would take its place, and come in other versions only. */
  readonly otherVersions: readonly OtherVersions[];
  /** The same without root, under the same tags: `nginxinc/nginx-unprivileged` for nginx. */
  readonly nonRootAlternative: string | undefined;
  readonly notes: readonly string[];
  readonly confidence: "high" | "medium" | "low";
}

/** A smaller image that can take this one's place. */
export interface Alternative {
  /** With `{major}` and the like already filled in from the tag: `gcr.io/distroless/nodejs22-debian13`. */
  readonly image: string;
  /** Empty for `scratch`, which has none. */
  readonly tag: string;
  readonly kind: "distroless" | "slim" | "alpine" | "chiseled" | "chainguard" | "hardened" | "other";
  readonly user: string | undefined;
  readonly shell: boolean;
  readonly entrypoint: readonly string[] | undefined;
  readonly change: string;
}

/** `gcr.io/distroless/nodejs26-debian13`, and all the versions that there are of it: `22`, `24`, `26`. */
export interface OtherVersions {
  readonly image: string;
  readonly versions: readonly string[];
}

/** A distribution's own idiom. */
export interface Family {
  readonly name: string;
  readonly shell: boolean;
  readonly packageManager: string | undefined;
  /** The lines that create account `app`, uid and gid 10001, as root; empty where none can be created. */
  readonly createUser: readonly string[];
  /** What USER says then: `10001:10001`, or the account that there is where none can be created: `65532:65532`. */
  readonly user: string;
}

/** One axis of an image's life: the product itself, or the OS below it. */
export interface Lifetime {
  /** As it is called in a sentence: `Node.js`. For an image that is dead as a whole, the image's name. */
  readonly product: string;
  /** `22`; empty for an image that is dead as a whole. */
  readonly cycle: string;
  /** ISO date of the last day of security support; true: ended, date unknown; false: no end announced. */
  readonly end: string | boolean;
  /** ISO date until when fixes go on to reach everybody (Debian LTS); what only customers get stands in `note`. */
  readonly extendedEnd: string | undefined;
  readonly axis: "product" | "os" | "image";
  /** A newer supported cycle, where one is known. */
  readonly newest: string | undefined;
  readonly note: string | undefined;
}
