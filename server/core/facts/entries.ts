import { endOfLifeText } from "./data/end-of-life.ts";
import { familiesText } from "./data/families.ts";
import { imagesText } from "./data/images.ts";

/**
 * The shapes of the generated data. It is kept as text and parsed when first asked for: importing it costs nothing,
 * and what stands in it is never evaluated as code.
 */
export interface ImageData {
  readonly images: readonly ImageEntry[];
  readonly alternatives: readonly AlternativeEntry[];
  /** Paths that many entries share, referred to by index. */
  readonly writablePaths: readonly { readonly path: string; readonly why: string; readonly volume: boolean }[];
}

export interface ImageEntry {
  readonly image: string;
  readonly aliases?: readonly string[];
  /** Of the whole name, where the entry stands for several images. */
  readonly pattern?: string;
  readonly kind: string;
  readonly user?: string;
  readonly uid?: number;
  /** The first that fits wins; the last fits always. */
  readonly variants: readonly VariantEntry[];
  /** What is known of single images that the pattern covers, by the last part of their name. */
  readonly members?: Readonly<Record<string, MemberEntry>>;
  readonly writablePaths?: readonly number[];
  readonly ports?: readonly number[];
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly dropsPrivileges?: string;
  readonly fileCapability?: string;
  readonly pod?: PodEntry;
  readonly nonRootAlternative?: string;
  readonly notes?: readonly string[];
  readonly alternatives?: readonly number[];
  readonly confidence: "high" | "medium" | "low";
  /** Where whoever reviews the data finds it again. */
  readonly sources: readonly string[];
}

export interface VariantEntry {
  /** Of the tag; absent where every tag fits. */
  readonly tag?: string;
  /** Of the name; absent where every name fits. */
  readonly name?: string;
  readonly family: string;
  /** These three are the family's where they are absent; null where there is none. */
  readonly shell?: boolean;
  readonly packageManager?: string | null;
  readonly libc?: string | null;
  /** Empty where it is another than the image's own, and not known. */
  readonly user?: string;
  readonly uid?: number;
  readonly accounts?: readonly AccountEntry[];
  readonly ports?: readonly number[];
  readonly entrypoint?: readonly string[];
  readonly pod?: PodEntry;
  readonly note?: string;
}

export interface AccountEntry {
  readonly name: string;
  readonly uid?: number;
  readonly gid?: number;
  /** Of the tags that have the account, and of those that lack it. */
  readonly only?: string;
  readonly unless?: string;
}

export interface MemberEntry {
  readonly user?: string;
  readonly uid?: number;
  readonly shell?: boolean;
  readonly ports?: readonly number[];
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
}

export interface PodEntry {
  readonly runAsUser?: number;
  readonly runAsGroup?: number;
  readonly fsGroup?: number;
}

export interface AlternativeEntry {
  /** These and the entrypoint may hold `{version}`, `{major}`, `{minor}`, `{java}`, `{os}`, `{codename}`, `{tag}`, `{line}`. */
  readonly image: string;
  readonly tag: string;
  readonly kind: "distroless" | "slim" | "alpine" | "chiseled" | "chainguard" | "hardened" | "other";
  readonly user: string;
  readonly shell: boolean;
  readonly entrypoint?: readonly string[];
  readonly change: string;
  /** The versions that it comes in: one of them must be the tag's own, or lead it. */
  readonly lines?: readonly string[];
  /** Of the tags that it can stand in for, and of those that it can't. */
  readonly when?: string;
  readonly unless?: string;
  /** It comes in the newest version alone. */
  readonly newest?: true;
  /** The libc that it asks of what was built for the image. */
  readonly libc?: string;
}

export interface FamilyEntry {
  readonly shell: boolean;
  readonly packageManager?: string;
  readonly libc?: string;
  readonly createUser: readonly string[];
  readonly user: string;
  readonly accounts?: readonly AccountEntry[];
}

export interface EndOfLifeData {
  /** Patterns of tags; `{}` stands for the cycle. */
  readonly tagPatterns: readonly string[];
  readonly products: Readonly<Record<string, ProductEntry>>;
  /** Image name to products. */
  readonly images: Readonly<Record<string, readonly string[]>>;
  readonly imagePatterns: readonly { readonly pattern: string; readonly product: string; readonly cycle: string }[];
  readonly osSuffixes: readonly SuffixEntry[];
  readonly secondAxes: readonly {
    readonly images: readonly string[];
    readonly pattern: string;
    readonly product: string;
  }[];
  /** Product to major to the last cycle of that major, where all of them have ended. */
  readonly endedMajors: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly deadImages: readonly DeadImageEntry[];
}

export interface ProductEntry {
  readonly name: string;
  /** Newest first. */
  readonly cycles: readonly CycleEntry[];
  /** `[major, minor]` of the oldest cycle that is tracked; absent where versions don't count upwards. */
  readonly oldest?: readonly [number, number];
  /** A minor between two tracked ones ended no later than the higher one. */
  readonly gaps?: true;
  /** The name of what goes on after the end, and whether it is only for those who pay. */
  readonly extension?: { readonly name: string; readonly paid: boolean };
  readonly note?: string;
}

export interface CycleEntry {
  readonly cycle: string;
  readonly end: string | boolean;
  readonly extendedEnd?: string;
  readonly longTerm?: true;
  /** An index into the patterns, or one of its own; absent where no tag names the cycle. */
  readonly tag?: number | string;
  readonly note?: string;
}

export interface SuffixEntry {
  readonly product: string;
  readonly pattern: string;
  readonly cycles?: Readonly<Record<string, string>>;
  /** The cycle where the suffix names none. */
  readonly fallback?: string;
}

export interface DeadImageEntry {
  /** Ends in `*` where all below it are meant. */
  readonly image: string;
  readonly end: string | true;
  readonly reason: string;
  readonly unless?: string;
}

export const imageData = once<ImageData>(imagesText);
export const familyData = once<Readonly<Record<string, FamilyEntry>>>(familiesText);
export const endOfLifeData = once<EndOfLifeData>(endOfLifeText);

function once<Data>(text: string): () => Data {
  let data: Data | undefined;
  return () => {
    data ??= JSON.parse(text) as Data;
    return data;
  };
}
