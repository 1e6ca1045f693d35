import type { FamilyEntry, ImageData, ImageEntry, MemberEntry, VariantEntry } from "../../server/core/facts/entries.ts";
import { accountEntries, podEntry } from "./accounts.ts";
import { alternativeEntries } from "./alternatives.ts";
import { type CorrectedImage, type CorrectedVariant, corrected } from "./corrections.ts";
import { known } from "./families.ts";
import { moreImages } from "./more-images.ts";
import { imageNotes, variantNote } from "./notes.ts";
import type { Snapshot, SnapshotDistro, SnapshotMember } from "./snapshot.ts";

export function imageEntries(snapshot: Snapshot, families: Readonly<Record<string, FamilyEntry>>): ImageData {
  const paths = new Table<ImageData["writablePaths"][number]>();
  const alternatives = new Table<ImageData["alternatives"][number]>();
  const images = [...snapshot.images.map(corrected), ...moreImages].map((image): ImageEntry => {
    const family = (name: string): FamilyEntry => {
      const entry = families[name];
      if (!entry) throw new Error(`${image.image} names the unknown family ${name}`);
      return entry;
    };
    const members = memberEntries(image, snapshot);
    const dead = Object.keys(snapshot.rules._dead_images).some((name) => matchesName(name, image.image));
    const pod = podEntryOf(image);
    return compact({
      image: image.image,
      aliases: image.aliases.filter((alias) => !alias.includes("{")),
      pattern: pattern(image, Object.keys(members)),
      kind: image.kind,
      ...user(image.default_user, image),
      variants: image.variants.map((variant) => variantEntry(image, variant, family(variant.family), pod)),
      members,
      writablePaths: image.writable_paths.map((entry) => paths.index(entry)),
      ports: image.default_ports,
      entrypoint: image.entrypoint ?? undefined,
      cmd: image.cmd?.some((word) => word.includes("(")) ? undefined : (image.cmd ?? undefined),
      dropsPrivileges: image.drops_privileges,
      // `cap_net_bind_service=+ep on /usr/bin/caddy`
      fileCapability: /^cap_(\w+)=/.exec(image.file_capabilities ?? "")?.[1]?.toUpperCase(),
      pod,
      // The same tags, only without root; others need another tag and stand among the alternatives.
      nonRootAlternative: image.image === "nginx" ? "nginxinc/nginx-unprivileged" : undefined,
      notes: imageNotes(image, dead),
      alternatives: alternativeEntries(image).map((entry) => alternatives.index(entry)),
      confidence: image.confidence,
      sources: [...new Set(image.sources.map(sourceName))],
    });
  });
  return { images, alternatives: alternatives.items, writablePaths: paths.items };
}

/** `bitnami/*` covers `bitnami/redis`. */
export function matchesName(pattern: string, name: string): boolean {
  return pattern.endsWith("/*") ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

/** Leaves out what says nothing. */
export function compact<Entry extends object>(entry: { [key in keyof Entry]: Entry[key] | undefined }): Entry {
  const empty = (value: unknown): boolean =>
    value === undefined || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => !empty(value))) as Entry;
}

class Table<Item> {
  readonly items: Item[] = [];
  readonly #indexes = new Map<string, number>();

  index(item: Item): number {
    const key = JSON.stringify(item);
    const index = this.#indexes.get(key) ?? this.items.push(item) - 1;
    this.#indexes.set(key, index);
    return index;
  }
}

function variantEntry(
  image: CorrectedImage,
  variant: CorrectedVariant,
  family: FamilyEntry,
  pod: VariantEntry["pod"],
): VariantEntry {
  const accounts = accountEntries(image, variant);
  const packageManager = known(variant.package_manager) ?? null;
  const libc = image.image.startsWith("gcr.io/distroless/static") ? null : (known(variant.libc) ?? null);
  const variantPod = podEntry(image, variant, accounts);
  const entry = compact<VariantEntry>({
    tag: variant.tag_regex === ".*" ? undefined : variant.tag_regex,
    name: variant.name_regex,
    family: variant.family,
    shell: variant.shell === family.shell ? undefined : variant.shell,
    packageManager: packageManager === (family.packageManager ?? null) ? undefined : packageManager,
    libc: libc === (family.libc ?? null) ? undefined : libc,
    ...user(variant.default_user, { ...image, non_root_users: variant.non_root_users ?? image.non_root_users }),
    accounts: accounts.length > 0 ? accounts : undefined,
    ports: variant.ports,
    entrypoint: variant.entrypoint,
    pod: JSON.stringify(variantPod) === JSON.stringify(pod) ? undefined : variantPod,
    note: variantNote(variant.note),
  });
  // Nothing where the image itself has something must be said.
  return pod && !variantPod ? { ...entry, pod: {} } : entry;
}

function podEntryOf(image: CorrectedImage): VariantEntry["pod"] {
  const plain = image.variants.at(-1);
  return plain && podEntry(image, plain, accountEntries(image, plain));
}

type Accounts = Pick<CorrectedImage, "non_root_users"> & { readonly default_uid?: unknown };

/** The snapshot writes `root`, `1001 (group 0)`, `elasticsearch:root (1000:0)`, `mysql (999)`. */
function user(text: string | null | undefined, accounts: Accounts): Pick<ImageEntry, "user" | "uid"> {
  if (text === undefined) return {};
  if (text === null) return { user: "" };
  if (/\bfor\b|runtime tags|^1\.11\+/.test(text)) return {};
  const name = /^[\w.-]+/.exec(text)?.[0] ?? "";
  if (name === "root" || name === "0") return { user: "root", uid: 0 };
  if (/^\d+$/.test(name)) return { user: name, uid: Number(name) };
  const named = accounts.non_root_users.find((account) => account.name === name);
  const uid = /\((\d+)/.exec(text)?.[1] ?? (/verif|varies/.test(named?.note ?? "") ? undefined : named?.uid);
  return { user: name, ...(uid !== undefined && uid !== null && { uid: Number(uid) }) };
}

function pattern({ image, image_regex: regex }: CorrectedImage, members: readonly string[]): string | undefined {
  if (image !== "dhi.io/*") return regex;
  // On Docker Hub an organisation's mirror of these images is told by the name alone, so it must be one of theirs.
  return `^(?:dhi\\.io/[a-z0-9/_-]+|[a-z0-9_-]+/dhi-(?:${members.join("|")}))$`;
}

function memberEntries(image: CorrectedImage, { images }: Snapshot): Record<string, MemberEntry> {
  const entries = Object.entries(image.per_image ?? {}).map(([name, member]): [string, MemberEntry] => {
    const distros = images
      .flatMap(({ minimal_alternatives }) => minimal_alternatives)
      .filter((alternative) => alternative.image === `dhi.io/${name}`)
      .flatMap(({ variants }): SnapshotDistro[] => Object.values(variants ?? {}));
    const shell = distros.length > 0 ? distros.some((distro) => distro.shell) : undefined;
    return [name, memberEntry(member, shell)];
  });
  return Object.fromEntries(entries);
}

function memberEntry(member: SnapshotMember, shell: boolean | undefined): MemberEntry {
  const account = member.user ?? member.runtime_user?.toString();
  return compact<MemberEntry>({
    ...(account ? user(account, { non_root_users: [] }) : {}),
    shell: member.shell ?? shell,
    ports: member.ports?.map((port) => Number.parseInt(port, 10)),
    entrypoint: words(member.entrypoint),
    cmd: words(member.cmd),
  });
}

export function words(text: readonly string[] | string | null | undefined): readonly string[] | undefined {
  if (typeof text !== "string") return text ?? undefined;
  const parts = text.match(/"[^"]*"|\S+/g)?.map((part) => part.replaceAll('"', ""));
  return parts ?? undefined;
}

/** `docker-library/node:24/Dockerfile@f27d93` stands for its repository. */
function sourceName(text: string): string {
  return /^[\w.-]+\/[\w.-]+(?:#\d+)?(?=[:@]|$)/.exec(text)?.[0] ?? text;
}
