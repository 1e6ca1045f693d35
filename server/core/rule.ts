import type { Change } from "./edits/change.ts";
import type { ComposeDocument } from "./model/compose.ts";
import type { Dockerfile } from "./model/dockerfile.ts";
import type { ManifestDocument } from "./model/kubernetes.ts";
import type { OptionTable, OptionValues } from "./options.ts";
import type { Span } from "./text.ts";
import type { Place } from "./workspace/objects.ts";
import type { Surroundings } from "./workspace/surroundings.ts";

export type Target = "dockerfile" | "kubernetes" | "compose";

/**
 * `error`: an attacker gets the node, the cluster or a secret. `warning`: least privilege is missing. `info`: good
 * practice with a security effect. `hint`: opinion, or not certain.
 */
export type Severity = "error" | "warning" | "info" | "hint";

/** `safe` cannot change what runs. `review` hardens in a way that could break the application. */
export type Safety = "safe" | "review";

export interface Fix {
  /** A command: "Run as uid 65532". */
  readonly title: string;
  readonly safety: Safety;
  /** Of the file itself; empty where the fix is `beside` it. */
  readonly changes: readonly Change[];
  readonly beside?: Beside;
  /** What the fix takes for granted and nothing here can know; told to whoever applies it. */
  readonly assumes?: string | undefined;
  /** It takes what not everybody has, such as a login: made where somebody picks it, and never as the preferred one. */
  readonly onlyPicked?: boolean;
}

/** Text that a fix adds to the end of another file. */
export interface Beside {
  /** The end of that file, as it is known. */
  readonly at: Place;
  readonly text: string;
  /** The file is not there yet. */
  readonly creates: boolean;
}

export interface Finding {
  /** The smallest wrong token, on one line; for something absent, the token that should have had it. */
  readonly span: Span;
  /** One sentence about this file, under 120 characters, clear without the hover. */
  readonly message: string;
  /** The setting is absent rather than wrong: findings of this sort on one token are shown as one. */
  readonly absent?: boolean;
  /** Lowers the rule's severity for this finding, where less is certain. */
  readonly severity?: Severity;
  /** Only this level of the Pod Security Standards forbids it, where the rule's own level is a lower one. */
  readonly podSecurity?: "restricted";
  /** A further paragraph for the hover: what is unknown, or what stands in the way of a fix. */
  readonly note?: string;
  /** Text that must not be repeated where the finding is shown, beside what it underlines: a secret of several lines. */
  readonly hides?: Span;
  /** What stands elsewhere and belongs to it: the role that an account has, the label that a namespace sets. */
  readonly related?: readonly Related[];
  /** Called only when somebody asks for the fixes; the first is the preferred one. */
  readonly fixes?: () => readonly Fix[];
}

export interface Related {
  readonly at: Place;
  /** A short statement: "Namespace shop enforces restricted here". */
  readonly message: string;
}

/** What a rule may know beside the text; the core has no clock and no configuration of its own. */
export interface Context {
  /** ISO date, or undefined where the host gives none: then nothing that depends on it is said. */
  readonly today: string | undefined;
  /** `1.37`. */
  readonly kubernetesVersion: string;
  /** Empty where the configuration names none: then every registry is trusted. */
  readonly trustedRegistries: readonly string[];
  /** The file's path as the host names it, with forward slashes. */
  readonly path: string;
}

/** What a rule may know that looks across documents and files. */
export interface WorkspaceContext extends Context {
  readonly surroundings: Surroundings;
}

/** `document`: one document decides. `workspace`: other documents and files have a say. */
export type Scope = "document" | "workspace";

/** A level of the Pod Security Standards that forbids something. */
export type ForbiddingLevel = "baseline" | "restricted";

/** Other tools and benchmarks that know some of the same dangers. */
export const peers = [
  "hadolint",
  "buildkit",
  "trivy",
  "checkov",
  "kics",
  "kube_linter",
  "polaris",
  "kube_score",
  "kubesec",
  "kubescape",
  "kyverno",
  "gatekeeper",
  "dockle",
  "cis_docker",
  "cis_kubernetes",
] as const;

export type Peer = (typeof peers)[number];

/** The ids of peers' checks, spelled as they spell them. */
export type Aliases = { readonly [peer in Peer]?: readonly string[] };

interface Declaration<Model, Options extends OptionTable, Known extends Context = Context> {
  /** The danger, in the field's own words; the folder's name. */
  readonly id: string;
  /** A statement: "The image runs as root". */
  readonly title: string;
  /** What an attacker does with it. */
  readonly why: string;
  /** What may break when it is repaired. */
  readonly mayBreak: string;
  readonly severity: Severity | "off";
  readonly references: readonly string[];
  readonly aliases: Aliases;
  /** The Pod Security Standards check that this rule is, where it is one. `check` is upstream's id. */
  readonly podSecurity?: { readonly level: ForbiddingLevel; readonly check: string; readonly since: string };
  readonly options: Options;
  check(model: Model, options: OptionValues<Options>, context: Known): Iterable<Finding>;
}

/** A rule as the engine sees it: its target is known, the types of its options are forgotten. */
export interface Rule<Model = never> extends Omit<Declaration<Model, OptionTable>, "check"> {
  readonly target: Target;
  readonly scope: Scope;
  check(model: Model, options: Readonly<Record<string, unknown>>, context: WorkspaceContext): Iterable<Finding>;
}

export type AnyRule = Rule<Dockerfile> | Rule<ManifestDocument> | Rule<ComposeDocument>;

const declare =
  <Model, Known extends Context = Context>(target: Target, scope: Scope = "document") =>
  <Options extends OptionTable>(declaration: Declaration<Model, Options, Known>): Rule<Model> =>
    // The one cast of the registry: the engine hands a rule only the options that the rule's own table has read.
    ({ ...declaration, target, scope }) as unknown as Rule<Model>;

export const dockerfileRule = declare<Dockerfile>("dockerfile");
export const kubernetesRule = declare<ManifestDocument>("kubernetes");
/** Rules that look across documents and files. */
export const workspaceRule = declare<ManifestDocument, WorkspaceContext>("kubernetes", "workspace");
export const dockerfileWorkspaceRule = declare<Dockerfile, WorkspaceContext>("dockerfile", "workspace");
export const composeRule = declare<ComposeDocument>("compose");

/** `dockerfile/root-user`: the name in settings, comments, docs and JSON. */
export const fullId = (rule: Pick<AnyRule, "target" | "id">): string => `${rule.target}/${rule.id}`;
