import type { Config } from "./config.ts";
import type { Change, EditResult } from "./edits/change.ts";
import type { Block } from "./model/block.ts";
import type { ComposeDocument } from "./model/compose.ts";
import type { Dockerfile } from "./model/dockerfile.ts";
import type { ManifestDocument } from "./model/kubernetes.ts";
import type { AnyRule, Finding, Fix, ForbiddingLevel, Related, Severity } from "./rule.ts";
import type { Span } from "./text.ts";
import type { WorkspaceObject } from "./workspace/objects.ts";
import type { Workspace } from "./workspace/surroundings.ts";

/** A text to analyse. The path decides what it is where the text alone does not; forward slashes. */
export interface Source {
  readonly path: string;
  readonly text: string;
  /** The editor's language id, where it has one. */
  readonly languageId?: string | undefined;
}

export interface Settings {
  readonly config: Config;
  /** ISO date; the core has no clock. */
  readonly today: string | undefined;
  /** The other files. Without it, what stands in them is unknown. */
  readonly workspace?: Workspace | undefined;
}

/** A finding that nobody suppressed, at its place in the file (offsets count from the file's start). */
export interface Problem {
  /** `dockerfile/root-user`; findings about the file itself begin with `seaworthy/`. */
  readonly id: string;
  /** Undefined for `seaworthy/…`. */
  readonly rule: AnyRule | undefined;
  readonly severity: Severity;
  /** What repairs go by: as the severity, but of this finding alone, where the configuration lifts all of its rule. */
  readonly degree: Severity;
  readonly span: Span;
  readonly message: string;
  readonly absent: boolean;
  /** The level of the Pod Security Standards that forbids it, where one does. */
  readonly podSecurity: ForbiddingLevel | undefined;
  readonly note: string | undefined;
  readonly related: readonly Related[];
  /** Text that must not be repeated where it is shown, beside what it underlines. */
  readonly hides: Span | undefined;
  /** The stable address: `stage final`, `Deployment/web container app`. Empty where the file as a whole is meant. */
  readonly place: string;
  readonly part: Part;
  /** The first is the preferred one. Their changes are relative to the part: `part.resolve` makes edits of the file. */
  fixes(): readonly Fix[];
}

/** A whole Dockerfile, or one document of a YAML file: parsed, judged and cached by itself. */
export interface Part {
  readonly start: number;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly model:
    | { readonly target: "dockerfile"; readonly dockerfile: Dockerfile }
    | { readonly target: "kubernetes"; readonly manifest: ManifestDocument }
    | { readonly target: "compose"; readonly compose: ComposeDocument }
    | { readonly target: undefined };
  /** Edits of the file, or why there are none. Changes of several fixes of one part can be resolved together. */
  resolve(changes: readonly Change[]): EditResult;
}

/** A rule that failed on this text: a defect of ours, which costs only its own findings. */
export interface Crash {
  readonly id: string;
  readonly error: unknown;
}

export interface Analysis {
  /** False where the file is none of ours: then all lists are empty. */
  readonly relevant: boolean;
  /** In the order in which they stand. */
  readonly problems: readonly Problem[];
  readonly crashes: readonly Crash[];
  readonly parts: readonly Part[];
  /** What other files may ask for. */
  readonly objects: readonly WorkspaceObject[];
  /** Why the text can't be judged, where it can't: the file is reported, never silently skipped. */
  readonly unreadable: readonly { readonly span: Span; readonly message: string }[];
}

/** Of a file that is none of ours. */
export const noAnalysis: Analysis = {
  relevant: false,
  problems: [],
  crashes: [],
  parts: [],
  objects: [],
  unreadable: [],
};

/** What a part gives before it has a place in a file: offsets count from the part's start. */
export interface PartFinding extends Finding {
  readonly id: string;
  readonly rule: AnyRule | undefined;
  readonly effectiveSeverity: Severity;
  /** As the effective severity where it is left out. */
  readonly degree?: Severity;
  readonly place: string;
}
