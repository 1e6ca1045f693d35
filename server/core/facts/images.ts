import type { ImageReference } from "../model/image-reference.ts";
import { alternatives, otherVersions } from "./alternatives.ts";
import { type AccountEntry, type ImageEntry, imageData, type MemberEntry, type VariantEntry } from "./entries.ts";
import type { Alternative, ImageFacts } from "./facts.ts";
import { familyEntry } from "./families.ts";
import { matches } from "./patterns.ts";
import { remember } from "./remember.ts";

/** What is known of an image at a tag; undefined where the image is unknown. */
export const imageFacts: (reference: ImageReference) => ImageFacts | undefined = remember((reference) => {
  const entry = entryOf(reference.name);
  if (!entry) return;
  const tag = reference.tag ?? "latest";
  const variant = variantOf(entry, reference.name, tag);
  return variant && facts(reference, entry, variant, tag);
});

function facts(reference: ImageReference, entry: ImageEntry, variant: VariantEntry, tag: string): ImageFacts {
  const family = familyEntry(variant.family);
  const member = entry.members?.[lastPart(reference.name)];
  const windows = variant.family.startsWith("windows");
  const packageManager =
    (variant.packageManager === undefined ? family?.packageManager : variant.packageManager) ?? undefined;
  const { user, uid } = userIsCertain(reference, entry, variant) ? startUser(entry, variant, member) : unknownUser;
  const accounts = accountsOf(variant, family?.accounts ?? [], tag);
  const pod = windows ? undefined : (variant.pod ?? entry.pod);
  let resolved: readonly Alternative[] | undefined;
  return {
    image: entry.pattern === undefined ? entry.image : reference.name,
    kind: entry.kind,
    user,
    uid,
    runsAsRoot: runsAsRoot(user, uid),
    accounts,
    family: variant.family,
    shell: (packageManager === undefined ? member?.shell : undefined) ?? variant.shell ?? family?.shell ?? true,
    packageManager,
    libc: (variant.libc === undefined ? family?.libc : variant.libc) ?? undefined,
    writablePaths: (entry.writablePaths ?? []).flatMap((index) => imageData().writablePaths[index] ?? []),
    ports: variant.ports ?? member?.ports ?? entry.ports ?? [],
    entrypoint: variant.entrypoint ?? (windows ? undefined : (member?.entrypoint ?? entry.entrypoint)),
    cmd: windows ? undefined : (member?.cmd ?? entry.cmd),
    dropsPrivileges: windows ? undefined : entry.dropsPrivileges,
    fileCapability: windows ? undefined : entry.fileCapability,
    podSecurityContext: pod?.runAsUser !== undefined && has(variant, tag, pod.runAsUser) ? pod : undefined,
    get alternatives() {
      resolved ??= alternatives(reference, entry, this);
      return resolved;
    },
    get otherVersions() {
      return otherVersions(reference, entry, this);
    },
    nonRootAlternative: entry.nonRootAlternative,
    notes: variant.note === undefined ? (entry.notes ?? []) : [...(entry.notes ?? []), variant.note],
    confidence: entry.confidence,
  };
}

let exact: Map<string, ImageEntry> | undefined;

function entryOf(name: string): ImageEntry | undefined {
  const { images } = imageData();
  exact ??= new Map(
    images.flatMap((entry) => {
      const names = entry.pattern === undefined ? [entry.image, ...(entry.aliases ?? [])] : (entry.aliases ?? []);
      return names.map((key): [string, ImageEntry] => [key, entry]);
    }),
  );
  return exact.get(name) ?? images.find(({ pattern }) => pattern !== undefined && matches(pattern, name));
}

function variantOf(entry: ImageEntry, name: string, tag: string): VariantEntry | undefined {
  return entry.variants.find((variant) => matches(variant.tag, tag) && matches(variant.name, name));
}

const unknownUser = { user: undefined, uid: undefined };

/** A digest alone may be of any variant. */
function userIsCertain({ tag, digest }: ImageReference, entry: ImageEntry, chosen: VariantEntry): boolean {
  if (tag !== undefined || digest === undefined) return true;
  return entry.variants.every(({ family, user }) => family.startsWith("windows") || user === chosen.user);
}

/** What is said of the tag comes before what is said of one image of many, and that before what is said of all. */
function startUser(
  entry: ImageEntry,
  variant: VariantEntry,
  member: MemberEntry | undefined,
): Pick<ImageFacts, "user" | "uid"> {
  const { user, uid } = [variant, member, entry].find((source) => source?.user !== undefined) ?? unknownUser;
  return { user: user || undefined, uid };
}

function runsAsRoot(user: string | undefined, uid: number | undefined): boolean | undefined {
  if (uid !== undefined) return uid === 0;
  if (user === undefined) return;
  return user === "root" || user === "ContainerAdministrator";
}

function accountsOf(variant: VariantEntry, common: readonly AccountEntry[], tag: string): ImageFacts["accounts"] {
  const own = (variant.accounts ?? []).filter((account) => exists(account, tag));
  const names = new Set(own.map(({ name }) => name));
  return [...own, ...common.filter(({ name }) => !names.has(name))].map(({ name, uid, gid }) => ({ name, uid, gid }));
}

/** An account that the tag lacks can't be what a pod runs as. */
function has(variant: VariantEntry, tag: string, uid: number): boolean {
  return (variant.accounts ?? []).every((account) => account.uid !== uid || exists(account, tag));
}

function exists({ only, unless }: AccountEntry, tag: string): boolean {
  return matches(only, tag) && (unless === undefined || !matches(unless, tag));
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1).replace(/^dhi-/, "");
}
