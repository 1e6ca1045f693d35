import type { SnapshotAccount, SnapshotImage, SnapshotVariant } from "./snapshot.ts";

/** A variant may also be told by the image's name, where one entry stands for several images. */
export interface CorrectedVariant extends Omit<SnapshotVariant, "default_user"> {
  readonly name_regex?: string;
  /** Null where another user than the entry's is certain, but not which. */
  readonly default_user?: string | null;
}

export interface CorrectedImage extends Omit<SnapshotImage, "variants"> {
  readonly variants: readonly CorrectedVariant[];
}

/** The snapshot says some things only in prose, or not at all. They are put where a program finds them. */
export function corrected(image: SnapshotImage): CorrectedImage {
  const variants = image.variants.flatMap(splitWindows);
  const first = leading[image.image] ?? [];
  const { aliases, image_regex: pattern } = image;
  const drops = image.drops_privileges ?? dropsPrivileges[image.image];
  return {
    ...image,
    ...(drops !== undefined && { drops_privileges: drops }),
    // What `php` starts depends on the tag.
    ...(image.image === "php" && { cmd: null }),
    ...(pattern !== undefined && {
      image_regex: pattern.replaceAll(
        "registry\\.access\\.redhat\\.com/",
        "registry\\.(?:access\\.redhat\\.com|redhat\\.io)/",
      ),
    }),
    aliases: aliases.flatMap((alias) =>
      alias.startsWith("registry.access.redhat.com/")
        ? [alias, alias.replace("access.redhat.com", "redhat.io")]
        : alias,
    ),
    variants: [...first, ...variants.map((variant) => adjust(variant, image.image))],
    minimal_alternatives: image.minimal_alternatives.filter(
      // A "hardened" image that runs as root is none, and this "minio" is the client.
      (alternative) => alternative.user !== "0" && alternative.image !== "cgr.dev/chainguard/minio",
    ),
  };
}

const dropsPrivileges: Readonly<Record<string, string>> = {
  "eclipse-mosquitto": "mosquitto",
  "envoyproxy/envoy": "su-exec envoy",
};

const debian = { family: "debian", shell: true, package_manager: "apt", libc: "glibc" };
const ubuntu = { ...debian, family: "ubuntu" };
const alpine = { family: "alpine", shell: true, package_manager: "apk", libc: "musl" };
const rhel = { family: "rhel-dnf", shell: true, package_manager: "dnf", libc: "glibc" };
const microdnf = { ...rhel, family: "rhel-microdnf", package_manager: "microdnf" };
const distroless = { family: "distroless", shell: false, package_manager: "none", libc: "glibc" };
const oldNobody: readonly SnapshotAccount[] = [{ name: "nobody", uid: 99, gid: 99 }];

// The fixed uid of .NET's app account came with 8; before it only the chiseled images had one.
const oldChiseled: readonly CorrectedVariant[] = [
  {
    tag_regex: "^[67]\\..*(?:chiseled|distroless)",
    ...distroless,
    family: "chiseled",
    default_user: "app",
    non_root_users: [{ name: "app" }],
  },
  { tag_regex: "^latest$", ...ubuntu },
];

/** Variants that come before the snapshot's own. */
const leading: Readonly<Record<string, readonly CorrectedVariant[]>> = {
  centos: [{ tag_regex: "^(?:centos)?[567](?:\\D|$)", ...rhel, package_manager: "yum", non_root_users: oldNobody }],
  oraclelinux: [{ tag_regex: "^[67](?!.*slim)", ...rhel, package_manager: "yum", non_root_users: oldNobody }],
  haproxy: [
    { tag_regex: "^(?:1\\.\\d|2\\.[0-3])(?!\\d).*alpine", ...alpine, default_user: "root" },
    { tag_regex: "^(?:1\\.\\d|2\\.[0-3])(?!\\d)", ...debian, default_user: "root" },
  ],
  openjdk: [
    {
      tag_regex: "^(?:latest|(?:1[2-9]|2\\d)(?:[.\\d]+)?(?:-ea(?:-\\d+)?)?(?:-jdk)?)$",
      ...microdnf,
      family: "oraclelinux-slim",
    },
  ],
  kibana: [
    { tag_regex: "^[67]\\.", ...rhel },
    { tag_regex: "^8\\.", ...ubuntu },
  ],
  logstash: [
    { tag_regex: "^[67]\\.", ...rhel },
    { tag_regex: "^8\\.", ...ubuntu },
  ],
  elasticsearch: [{ tag_regex: ".*", name_regex: "-wolfi$", ...alpine, family: "wolfi", libc: "glibc" }],
  "r-base": [{ tag_regex: ".*", name_regex: "^rocker/", ...ubuntu }],
  "azul/zulu-openjdk": [
    { tag_regex: ".*", name_regex: "-alpine$", ...alpine },
    { tag_regex: ".*", name_regex: "-debian$", ...debian },
  ],
  "bellsoft/liberica-openjdk-alpine": [{ tag_regex: ".*", name_regex: "-debian$", ...debian }],
  "registry.access.redhat.com/ubi{N}/{nodejs,python,openjdk,nginx,httpd,php,ruby,go-toolset}-*": [
    { tag_regex: ".*", name_regex: "/openjdk-", ...microdnf, default_user: "185", non_root_users: [] },
    { tag_regex: ".*", name_regex: "-minimal$", ...microdnf },
  ],
  "mcr.microsoft.com/azurelinux/distroless/{minimal,base,debug}": [
    { tag_regex: "nonroot", ...distroless, default_user: "nonroot", non_root_users: [{ name: "nonroot" }] },
    { tag_regex: ".*", name_regex: "/debug$", ...distroless, shell: true },
  ],
  "mcr.microsoft.com/cbl-mariner/{base/core,distroless/*}": [
    {
      tag_regex: "nonroot",
      name_regex: "/distroless/",
      ...distroless,
      default_user: "nonroot",
      non_root_users: [{ name: "nonroot" }],
    },
    { tag_regex: ".*", name_regex: "/distroless/", ...distroless },
  ],
  "mcr.microsoft.com/mssql/server": [{ tag_regex: "^2017", ...ubuntu, default_user: "root" }],
  "mcr.microsoft.com/dotnet/aspnet": [
    ...oldChiseled,
    // Before 8 it listened on port 80, whatever it stood on.
    { tag_regex: "^[1-7]\\..*alpine", ...alpine, ports: [80] },
    { tag_regex: "^[1-7]\\..*(?:bionic|focal|jammy)", ...ubuntu, ports: [80] },
  ],
  "mcr.microsoft.com/dotnet/runtime": oldChiseled,
  "mcr.microsoft.com/dotnet/runtime-deps": oldChiseled,
  "mcr.microsoft.com/dotnet/sdk": oldChiseled,
  "dhi.io/*": [
    { tag_regex: "alpine.*-dev$", ...alpine, default_user: "root" },
    { tag_regex: "alpine", ...distroless, family: "dhi-runtime", shell: true, libc: "musl" },
  ],
};

/** Where one pattern takes both kinds of Windows together, only the larger one's user is told. */
function splitWindows(variant: SnapshotVariant): CorrectedVariant[] {
  if (variant.tag_regex !== "windowsservercore|nanoserver") return [variant];
  const nano = { ...variant, tag_regex: "nanoserver", family: "windows-nanoserver", default_user: null };
  return [nano, { ...variant, tag_regex: "windowsservercore" }];
}

function adjust(variant: CorrectedVariant, image: string): CorrectedVariant {
  if (image.endsWith("/aspnet") && variant.tag_regex === "^(3|5|6|7)\\.") return { ...variant, ports: [80] };
  // useradd may be missing wherever microdnf is.
  if (variant.family === "rhel-dnf" && variant.package_manager === "microdnf")
    return { ...variant, family: "rhel-microdnf" };
  if (variant.family === "dhi-runtime" && variant.libc === "see tag") return { ...variant, libc: "glibc" };
  return variant;
}
