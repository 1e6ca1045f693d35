import type { AlternativeEntry } from "../../server/core/facts/entries.ts";
import type { CorrectedImage } from "./corrections.ts";
import { compact, words } from "./images.ts";
import type { SnapshotAlternative, SnapshotDistro } from "./snapshot.ts";

/** What may stand in for an image: the snapshot's sentences made into templates and conditions. */
export function alternativeEntries(image: CorrectedImage): AlternativeEntry[] {
  return image.minimal_alternatives.flatMap((alternative) => {
    // Which Java a tool builds with is not known well enough to take the newest.
    if (alternative.image === "cgr.dev/chainguard/jre" && builtWithJdk.includes(image.image)) return [];
    if (alternative.variants) return hardened(image, alternative);
    return (templates[alternative.tag_template] ?? plain)(image, alternative).map((template): AlternativeEntry => {
      const entrypoint = words(alternative.entrypoint);
      return {
        image: template.image ?? filledWithJava(image, alternative.image),
        tag: template.tag,
        kind: kind(template.image ?? alternative.image, template.tag),
        user: user(alternative.user),
        shell: alternative.shell ?? !/distroless|^scratch/.test(`${alternative.image}:${template.tag}`),
        ...(entrypoint && entrypoint.length > 0 && { entrypoint }),
        change: alternative.change ?? "",
        ...compact<Pick<AlternativeEntry, "lines" | "when" | "unless" | "libc" | "newest">>({
          newest:
            alternative.image.startsWith("cgr.dev/") && !/\/(?:static|glibc-dynamic)$/.test(alternative.image)
              ? true
              : undefined,
          lines: template.lines ?? alternative.available,
          when: template.when,
          unless:
            template.unless ?? (alternative.image === "gcr.io/distroless/base-debian13" ? newerDebian : undefined),
          libc: compiledAgainstGlibc(image, alternative.image) ? "glibc" : undefined,
        }),
      };
    });
  });
}

interface Template {
  readonly tag: string;
  readonly image?: string;
  readonly lines?: readonly string[];
  readonly when?: string;
  readonly unless?: string;
}

type Templates = (image: CorrectedImage, alternative: SnapshotAlternative) => readonly Template[];

const newerDebian = "^(?:14|forky|sid|testing|unstable|experimental)";
const isSlim = "slim|alpine";
const modernDotnet = ["8", "9", "10"];
const javas = new Set([
  "eclipse-temurin",
  "openjdk-builds-from-oracle",
  "amazon-corretto",
  "azul-zulu",
  "bellsoft-liberica",
  "sapmachine",
  "ibm-semeru",
]);
const builtWithJdk = ["maven", "gradle", "clojure", "tomcat"];

const plain: Templates = (image, { tag_template: tag }) =>
  tag === "trixie-slim" ? [{ tag }] : [{ tag, ...(image.image === "debian" && { unless: newerDebian }) }];

/** Names of codenames stand where the image's own tags have them. */
const slim: Templates = ({ image }, alternative) => {
  if (image === "debian")
    return [{ tag: "{stable}-slim", unless: `${isSlim}|backports|experimental|rc-buggy|GitRepo` }];
  if (alternative.image === "debian")
    return [{ tag: "{codename}-slim", when: "bookworm|bullseye|trixie", unless: isSlim }];
  const behind = ["node", "swift"].includes(image);
  const tag = behind ? "{version}-{os}-slim" : "{version}-slim-{os}";
  return [{ tag, unless: `${isSlim}|threaded${image === "swift" ? "|bookworm" : ""}` }];
};

const java: Templates = ({ image }) => {
  const version = builtWithJdk.includes(image) ? "{java}" : "{major}";
  const own = image === "eclipse-temurin";
  return [
    { tag: `${version}-jre${own ? "-{os}" : ""}`, unless: own ? "jre|alpine" : "alpine" },
    { tag: `${version}-jre-alpine`, ...(own && { unless: "jre.*alpine" }) },
  ];
};

const alpine: Templates = () => [{ tag: "{version}-alpine", unless: "alpine" }];

const templates: Readonly<Record<string, Templates>> = {
  "{version}-slim": slim,
  "{codename}-slim": slim,
  "{codename of builder}-slim": slim,
  "{version}-alpine": alpine,
  "{major}-alpine": alpine,
  "{major}-jre or {major}-jre-alpine": java,
  "{version}-fpm-alpine": () => [
    { tag: "{version}-fpm-alpine", when: "fpm|apache", unless: "alpine" },
    { tag: "{version}-cli-alpine", unless: "alpine|fpm|apache|zts" },
  ],
  "{major}-distroless": () => [{ tag: "{major}-distroless", unless: "distroless" }],
  "{version}-distroless": () => [{ tag: "{version}-distroless" }],
  "distroless-{version}": () => [{ tag: "distroless-{version}" }],
  "distroless-v{version}": () => [{ tag: "distroless-{tag}", when: "^v\\d" }],
  "{version}-jre{java}-temurin": () => [{ tag: "{version}-jre{java}-temurin", unless: "jre|corretto" }],
  "{same ltsc tag}": () => [{ tag: "{tag}", when: "^ltsc20(?:22|25)$" }],
  "latest (build: latest-dev)": () => [{ tag: "latest" }],
  "{major}.0-alpine": () => [{ tag: "{version}-alpine", lines: modernDotnet, unless: "alpine" }],
  "{major}.0-azurelinux3.0-distroless[-extra]": () => [
    { tag: "{version}-azurelinux3.0-distroless", lines: modernDotnet, when: "^\\d+\\.\\d" },
  ],
  "{major}.0-noble-chiseled (or -extra for ICU/tzdata; 8.0 also jammy-chiseled, 10.0 also resolute-chiseled)": () => [
    { tag: "{version}-noble-chiseled", lines: modernDotnet, when: "^\\d+\\.\\d" },
  ],
};

/** The tags of these bases name no version that the image would have as well. */
const unversionedBases = ["dhi.io/debian-base", "dhi.io/static"];

/** dhi.io has one tag for each line and distribution; only lines whose tag is that plain are taken. */
function hardened(image: CorrectedImage, { image: name, variants = {} }: SnapshotAlternative): AlternativeEntry[] {
  const hasBoth = Object.keys(variants).length > 1;
  return Object.entries(variants).flatMap(([distro, variant]) => {
    const suffix = distro.replace("-", "");
    const unversioned = unversionedBases.includes(name);
    const lines = unversioned ? [] : plainLines(variant, suffix);
    const tag = unversioned ? variant.tag_examples[0] : `${lineOf(image)}-${suffix}`;
    if (tag === undefined || (!unversioned && lines.length === 0)) return [];
    const forAlpine = suffix.startsWith("alpine");
    return compact<AlternativeEntry>({
      image: name,
      tag,
      kind: "hardened",
      user: variant.uid.toString(),
      shell: variant.shell,
      entrypoint: variant.entrypoint?.map((word) => word.replace(/\d+\.\d+/, "{line}")),
      change: "Runtime only: what is built or installed moves to a stage on the -dev tag.",
      lines: image.image === "debian" ? ["13"] : lines,
      when: hasBoth && forAlpine ? "alpine" : undefined,
      unless:
        [hasBoth && !forAlpine && "alpine", image.image === "php" && "fpm|apache|zts"].filter(Boolean).join("|") ||
        undefined,
      libc: undefined,
    });
  });
}

/** The line of a Java image is the Java's, not that of the tool around it. */
function lineOf({ image, eol_product: product }: CorrectedImage): string {
  if (builtWithJdk.includes(image)) return "{java}";
  return product && javas.has(product) ? "{major}" : "{line}";
}

function plainLines({ lines, tag_examples: examples }: SnapshotDistro, suffix: string): string[] {
  const named = lines.map((line) => line.replace(/^jre-/, "")).filter((line) => /^\d+(?:\.\d+)*$/.test(line));
  const shown = examples.flatMap((example) => /^(\d+(?:\.\d+)?)-/.exec(example)?.[1] ?? []);
  const isPlain = examples.some((example) => shown.some((line) => example === `${line}-${suffix}`));
  return isPlain ? [...new Set([...named, ...shown.filter((line) => line.includes("."))])] : [];
}

function filledWithJava({ image }: CorrectedImage, name: string): string {
  return builtWithJdk.includes(image) ? name.replace("{major}", "{java}") : name;
}

function compiledAgainstGlibc({ image }: CorrectedImage, alternative: string): boolean {
  return /^(?:golang|rust|gcc|swift)$/.test(image) && /distroless\/(?:base|cc)|glibc-dynamic/.test(alternative);
}

function kind(image: string, tag: string): AlternativeEntry["kind"] {
  if (image.startsWith("cgr.dev/")) return "chainguard";
  if (tag.includes("chiseled")) return "chiseled";
  if (`${image}:${tag}`.includes("distroless")) return "distroless";
  if (tag.includes("alpine")) return "alpine";
  return tag.includes("slim") ? "slim" : "other";
}

/** `nonroot 65532`, `root (USER 1000)`, `none`, `USER 65532:65532`: the last two set none. */
function user(text: string): string {
  if (/^(?:root|none|USER)\b/.test(text)) return "root";
  return /\d+/.exec(text)?.[0] ?? text;
}
