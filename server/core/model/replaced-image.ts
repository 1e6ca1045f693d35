import type { ImageReference } from "./image-reference.ts";

/** The image that has taken the place of one that is no longer built, where it is known to fit under the same tag. */
export function replacedImage({ name, tag }: ImageReference): string | undefined {
  if (tag === undefined) return undefined;
  const moved = renamed.get(name);
  if (moved) return `${moved}:${tag}`;
  if (name === "centos" && /^(?:centos)?8(?:[.-]|$)/.test(tag)) return "almalinux:8";
  if (name === "mcr.microsoft.com/cbl-mariner/base/core" && /^[12]\.0/.test(tag)) {
    return "mcr.microsoft.com/azurelinux/base/core:3.0";
  }
  if (javaImages.has(name)) return temurin(tag);
  if (name.startsWith("k8s.gcr.io/")) return `registry.k8s.io/${name.slice("k8s.gcr.io/".length)}:${tag}`;
  return undefined;
}

/** The same image under its publisher's own name. */
const renamed = new Map([
  ["rockylinux", "rockylinux/rockylinux"],
  ["vault", "hashicorp/vault"],
  ["consul", "hashicorp/consul"],
]);

const javaImages = new Set(["openjdk", "java", "adoptopenjdk"]);

/** Java versions that Temurin goes on mending. */
const longTerm = [8, 11, 17, 21, 25];

/** Words of a tag that say nothing which Temurin's plain tags would not hold as well. */
const dropped =
  /^(?:slim|oracle(?:linux)?\d*|hotspot|jessie|stretch|buster|bullseye|bookworm|debian\d*|\d{8}|alpine3\.\d+|b\d+|fcs)$/;

function temurin(tag: string): string | undefined {
  const [version = "", ...words] = tag.split("-");
  const java = /^(?:1\.)?(\d+)(?:u\d+)?(?:[._]\d+)*$/.exec(version)?.[1];
  const wanted = java === undefined ? undefined : longTerm.find((one) => one >= Number(java));
  if (wanted === undefined) return undefined;
  const kind = words.find((word) => word === "jdk" || word === "jre");
  const alpine = words.some((word) => word.startsWith("alpine"));
  const rest = words.filter((word) => word !== kind && word !== "alpine" && !dropped.test(word));
  if (rest.length > 0) return undefined;
  return `eclipse-temurin:${[wanted, kind, alpine && "alpine"].filter(Boolean).join("-")}`;
}
