import type { AccountEntry, PodEntry } from "../../server/core/facts/entries.ts";
import type { CorrectedImage, CorrectedVariant } from "./corrections.ts";
import type { SnapshotAccount } from "./snapshot.ts";

/** The accounts of one variant, each name once. */
export function accountEntries(image: CorrectedImage, variant: CorrectedVariant): AccountEntry[] {
  const own = variant.non_root_users;
  if (!own && /^(?:windows|distroless|scratch|wolfi$)/.test(variant.family) && image.kind !== "distroless") {
    return image.kind === "os" ? entries(image.non_root_users, variant) : [];
  }
  const special: readonly SnapshotAccount[] = own ? [] : (added[image.image]?.(variant) ?? []);
  return entries([...(own ?? image.non_root_users), ...special], variant);
}

/** What `securityContext` is to hold: the snapshot's word, else the image's first account. */
export function podEntry(
  image: CorrectedImage,
  variant: CorrectedVariant,
  accounts: readonly AccountEntry[],
): PodEntry | undefined {
  if (variant.family.startsWith("windows")) return;
  const context = image.k8s_security_context;
  if (context && "runAsUser" in context) {
    const lacksIt = accounts.length > 0 && !accounts.some(({ uid }) => uid === context["runAsUser"]);
    return lacksIt ? undefined : numbers(context);
  }
  const key = variant.tag_regex.startsWith("^3") ? "3.x" : /^(?:\.\*|alpine)$/.test(variant.tag_regex) ? "2.x" : "";
  const chosen = context?.[variant.family] ?? context?.[key];
  if (typeof chosen === "object" && chosen !== null) return numbers(chosen as Record<string, unknown>);
  const account = accounts.find(({ uid, only, unless }) => uid !== undefined && !only && !unless);
  if (!account || /^(?:os|distroless|scratch)$/.test(image.kind)) return;
  return numbers({ runAsUser: account.uid, runAsGroup: account.gid });
}

const added: Readonly<Record<string, (variant: CorrectedVariant) => readonly SnapshotAccount[]>> = {
  // Only the newer Ubuntu below it has uid 1000; tags without its name have moved on to that one.
  "eclipse-temurin": ({ family, tag_regex }) =>
    family === "ubuntu" && tag_regex === ".*" ? [{ name: "ubuntu", uid: 1000, gid: 1000, only: "newer ubuntu" }] : [],
};

function entries(accounts: readonly SnapshotAccount[], variant: CorrectedVariant): AccountEntry[] {
  const found = new Map<string, AccountEntry>();
  for (const account of accounts) {
    const condition = conditionOf(account, variant);
    if (account.name === null || condition === undefined) continue;
    // One that is named for this variant comes before one that is named for all.
    if (!found.has(account.name) || account.only)
      found.set(account.name, { ...numbered(account, variant), ...condition });
  }
  return [...found.values()];
}

function numbered(account: SnapshotAccount, { family }: CorrectedVariant): AccountEntry {
  const name = account.name ?? "";
  if (name === "www-data" && family === "alpine") return { name, uid: 82, gid: 82 };
  const gid = account.runs_with_gid ?? account.gid;
  const certain = !/verif|varies|differs/.test(account.note ?? "");
  return {
    name,
    ...(certain && typeof account.uid === "number" && { uid: account.uid }),
    ...(certain && typeof gid === "number" && { gid }),
  };
}

/** Undefined where the variant lacks the account. */
function conditionOf(
  { only, since }: SnapshotAccount,
  variant: CorrectedVariant,
): Pick<AccountEntry, "only" | "unless"> | undefined {
  if (since === "23.04") return { unless: ubuntuBefore2304 };
  if (since?.startsWith(".NET 8")) return { unless: "^[1-7](?:\\.|-|$)" };
  if (since !== undefined) throw new Error(`Unknown since: ${since}`);
  if (only === undefined) return {};
  const rule = conditions[only];
  if (rule) return rule(variant);
  if (["alpine", "debian", "ubuntu"].includes(only)) return only === variant.family ? {} : undefined;
  throw new Error(`Unknown only: ${only}`);
}

const conditions: Readonly<Record<string, (variant: CorrectedVariant) => Pick<AccountEntry, "only"> | undefined>> = {
  ubi: ({ family }) => (family.startsWith("rhel") ? {} : undefined),
  "1.11+": ({ tag_regex }) => (tag_regex.startsWith("^1") ? {} : undefined),
  "2.x": ({ tag_regex }) => (tag_regex.startsWith("^") ? undefined : { only: "^(?:2|latest|alpine)" }),
  "3.x": ({ tag_regex }) => (tag_regex.startsWith("^3") ? {} : undefined),
  "dind-rootless": () => ({ only: "rootless" }),
  dind: () => ({ only: "dind" }),
  "newer ubuntu": () => ({ only: "noble|resolute|^\\d+(?:-j(?:dk|re))?$" }),
};

const ubuntuBefore2304 =
  "^(?:\\d\\.|1\\d\\.|2[0-2]\\.|(?:trusty|utopic|vivid|wily|xenial|yakkety|zesty|artful|bionic|cosmic|disco|eoan|focal|groovy|hirsute|impish|jammy|kinetic|precise|quantal|raring|saucy|lucid|maverick|natty|oneiric)(?:-|$))";

function numbers(context: Readonly<Record<string, unknown>>): PodEntry {
  const pick = (name: keyof PodEntry): PodEntry => {
    const value = context[name];
    return typeof value === "number" ? { [name]: value } : {};
  };
  return { ...pick("runAsUser"), ...pick("runAsGroup"), ...pick("fsGroup") };
}
