import type {
  CycleEntry,
  DeadImageEntry,
  EndOfLifeData,
  ProductEntry,
  SuffixEntry,
} from "../../server/core/facts/entries.ts";
import { compact } from "./images.ts";
import { productNames } from "./product-names.ts";
import type { Snapshot, SnapshotCycle } from "./snapshot.ts";

export function endOfLifeEntries(snapshot: Snapshot): EndOfLifeData {
  const { products, rules } = snapshot;
  const tagPatterns: string[] = [];
  return {
    products: Object.fromEntries(
      Object.entries(products).map(([name, cycles]) => [name, productEntry(name, cycles, snapshot, tagPatterns)]),
    ),
    tagPatterns,
    images: imageProducts(snapshot),
    imagePatterns: Object.entries(products).flatMap(([product, cycles]) =>
      cycles.flatMap(({ cycle, image_pattern: pattern }) => (pattern ? [{ pattern, product, cycle }] : [])),
    ),
    osSuffixes: rules._os_suffix_rules.map((rule): SuffixEntry => {
      const codenames = products[rule.product]?.flatMap(({ codename = "", cycle }) =>
        codename ? [[codename.toLowerCase(), cycle]] : [],
      );
      const cycles =
        rule.product === "windows-nano-server" && rule.cycle_map
          ? { ...rule.cycle_map, "1809": "2019" }
          : rule.cycle_map && rule.product === "debian"
            ? { ...Object.fromEntries(codenames ?? []), ...rule.cycle_map }
            : rule.cycle_map;
      return compact<SuffixEntry>({
        product: rule.product,
        pattern: rule.regex,
        cycles,
        fallback: rule.cycle_map_default,
      });
    }),
    secondAxes: rules._second_axis_rules.flatMap(({ images, regex, product }) =>
      regex && products[product] ? [{ images, pattern: regex, product }] : [],
    ),
    endedMajors: endedMajors(snapshot),
    deadImages: deadImages(snapshot),
  };
}

/** These count by year and by version, so that numbers can't be compared. */
const mixedVersions = new Set([
  "neo4j",
  "sonarqube-community",
  "sonarqube-server",
  "clickhouse",
  "docker-engine",
  "windows-server-core",
  "windows-nano-server",
]);

const productNotes: Readonly<Record<string, string>> = {
  rust: "Only the newest release is supported: this one is outdated rather than unsafe.",
  go: "A release is supported until two newer ones exist.",
};

function productEntry(
  name: string,
  cycles: readonly SnapshotCycle[],
  { rules, taken }: Snapshot,
  patterns: string[],
): ProductEntry {
  const displayName = productNames[name];
  if (!displayName) throw new Error(`The product ${name} has no name to show`);
  // The tags of Windows images are also builds of Windows, which count otherwise. Java 8 is older than some who build
  // it, and lives.
  const oldest = /^(?:windows|openjdk|microsoft-build)/.test(name) ? undefined : rules._oldest_tracked[name];
  const [major, minor] = (oldest ?? "").split(".").map(Number);
  const extended = rules._meta.products[name]?.extended_means;
  const newestFirst = [...cycles.filter((cycle) => !isSameImage(name, cycle))].sort((a, b) =>
    (b.release_date ?? "").localeCompare(a.release_date ?? ""),
  );
  return compact<ProductEntry>({
    name: displayName,
    cycles: newestFirst.map((cycle) => cycleEntry(cycle, taken, patterns)),
    oldest: major !== undefined && minor !== undefined ? [major, minor] : undefined,
    gaps: mixedVersions.has(name) ? undefined : true,
    extension:
      typeof extended === "string" || extended === true
        ? {
            name:
              extended === true
                ? "extended support"
                : extended.replace(/<[^>]*>/g, "").replace(/^Debian LTS$/, "long-term support"),
            paid: name !== "debian",
          }
        : undefined,
    note: productNotes[name],
  });
}

/**
 * Under the tag 1809 lies the image of Windows Server 2019, which is mended as long as that (Microsoft documentation: base
 * image servicing lifecycles); only the release of the half-yearly channel ended early.
 */
const isSameImage = (product: string, { cycle }: SnapshotCycle): boolean =>
  product.startsWith("windows-") && cycle === "1809";

function cycleEntry(row: SnapshotCycle, taken: string, patterns: string[]): CycleEntry {
  return compact<CycleEntry>({
    cycle: row.cycle,
    end: row.eol_date,
    extendedEnd:
      typeof row.extended_eol === "string" && row.extended_eol !== row.eol_date ? row.extended_eol : undefined,
    longTerm: row.lts === true || (typeof row.lts === "string" && row.lts <= taken) ? true : undefined,
    tag: row.tag_pattern === undefined ? undefined : tagPattern(row.tag_pattern, row.cycle, patterns),
    note: row.note,
  });
}

/** Most patterns differ from their neighbours in the cycle alone. */
function tagPattern(pattern: string, cycle: string, patterns: string[]): number | string {
  const escaped = cycle.replaceAll(".", "\\.");
  const template = pattern.replace(escaped, "{}");
  if (template === pattern || template.includes(escaped)) return pattern;
  const index = patterns.indexOf(template);
  return index >= 0 ? index : patterns.push(template) - 1;
}

/** The map, the names with alternatives in them (`distroless/{minimal,base}`), and the other names of the same images. */
function imageProducts({ images, rules, products }: Snapshot): Record<string, readonly string[]> {
  const map: Record<string, readonly string[]> = {};
  for (const [name, list] of Object.entries(rules._image_map)) if (!name.includes("{")) map[name] = list;
  for (const name of rules._meta.products["azure-linux"]?.images.flatMap(expand) ?? []) map[name] ??= ["azure-linux"];
  for (const { image, aliases, eol_product: product } of images) {
    const list = map[image] ?? (product && products[product] ? [product] : undefined);
    if (!list || image.includes("{") || list.includes("rhel")) continue;
    // Rolling or another vendor's, so not of its namesake's releases.
    for (const alias of aliases.filter((name) => !/tumbleweed|^registry\.suse/.test(name))) map[alias] ??= list;
  }
  return map;
}

function expand(name: string): string[] {
  const [whole, list] = /\{([^}]*)\}/.exec(name) ?? [];
  return whole && list ? list.split(",").map((item) => name.replace(whole, item)) : [name];
}

function endedMajors({ rules, products }: Snapshot): EndOfLifeData["endedMajors"] {
  const found: Record<string, Record<string, string>> = {};
  for (const [image, majors] of Object.entries(rules._major_only_all_eol)) {
    for (const product of rules._image_map[image] ?? []) {
      for (const [major, last] of Object.entries(majors)) {
        // Of some products each major is a cycle by itself.
        if (products[product]?.some(({ cycle }) => cycle === last))
          found[product] = { ...found[product], [major]: last };
      }
    }
  }
  return found;
}

/** The tags of a dead image that live on. */
const survivors: Readonly<Record<string, string>> = { openjdk: "(?:^|-)(?:ea|rc)(?:-|$)", "bitnami/*": "^latest$" };

const ingress =
  "Ingress NGINX is retired and archived → an implementation of Gateway API, or another ingress controller";
const kaniko = "kaniko is archived → BuildKit rootless, Buildah or a fork that is kept up";
const tiller = "Helm 2 ended, and Helm 3 needs no Tiller in the cluster";

/** Programs of clusters whose projects ended, and which no snapshot of tags knows. */
const endedProjects: readonly DeadImageEntry[] = [
  { image: "registry.k8s.io/ingress-nginx/controller", end: "2026-03-24", reason: ingress },
  { image: "registry.k8s.io/ingress-nginx/controller-chroot", end: "2026-03-24", reason: ingress },
  { image: "quay.io/kubernetes-ingress-controller/nginx-ingress-controller", end: "2026-03-24", reason: ingress },
  { image: "gcr.io/kaniko-project/*", end: "2025-06-03", reason: kaniko },
  { image: "gcr.io/kubernetes-helm/tiller", end: "2020-11-13", reason: tiller },
  { image: "ghcr.io/helm/tiller", end: "2020-11-13", reason: tiller },
];

function deadImages({ rules, images }: Snapshot): DeadImageEntry[] {
  const listed = Object.entries(rules._dead_images).map(([image, { reason, removed_from_official_images: removed }]) =>
    compact<DeadImageEntry>({ image, end: removed ?? true, reason, unless: survivors[image] }),
  );
  const names = new Set(listed.map(({ image }) => image));
  const moved = images.flatMap(({ deprecated }): DeadImageEntry[] => {
    if (!deprecated?.applies_to || names.has(deprecated.applies_to)) return [];
    return [
      {
        image: deprecated.applies_to,
        end: true,
        reason: `${deprecated.status} → ${deprecated.replacement.join(", ")}`,
      },
    ];
  });
  return [...listed, ...moved, ...endedProjects];
}
