/** What an image's tag says of its contents. */
export interface TagParts {
  /** `22.11.0`, `3.13-rc`, `lts`; empty where the tag names none (`latest`, `slim`), undefined where it can't be told. */
  readonly version: string | undefined;
  readonly major: string | undefined;
  /** `3.12` of `3.12.4`. */
  readonly minor: string | undefined;
  /** The Java version that a build tool's or server's tag names beside its own. */
  readonly java: string | undefined;
  /** The release of Debian or Ubuntu that the tag names. */
  readonly codename: string | undefined;
}

export function tagParts(tag: string): TagParts {
  const own = tag.split("-").filter((word) => word !== "latest" && !aside.test(word));
  const [first = "", ...rest] = own;
  const plain = first === "" || versionLike.test(first);
  const numbers = /^(?:open-|j(?:dk|re)-?)?v?(\d+)(?:\.(\d+))?/.exec(tag);
  return {
    version: plain && rest.every((word) => preRelease.test(word)) ? own.join("-") : undefined,
    major: numbers?.[1],
    minor: numbers?.[2] === undefined ? undefined : `${numbers[1]}.${numbers[2]}`,
    java: /(?:^|-)(?:(?:amazon)?corretto-?|(?:eclipse-)?temurin-?|(?:open)?jdk-?|jre-?|java-?)(\d{1,2})(?!\d)/.exec(
      tag,
    )?.[1],
    codename: codename.exec(tag)?.[1],
  };
}

/** Beside numbers the words that float, Node.js's names of its long-term releases among them. */
const versionLike =
  /^(?:v?\d[\w.+]*|lts|current|mainline|stable|tip|rc|nightly|argon|boron|carbon|dubnium|erbium|fermium|gallium|hydrogen|iron|jod|krypton)$/;
const preRelease = /^(?:rc|beta|alpha|preview)[\d.]*$/;
const codename =
  /(?:^|-)(jessie|stretch|buster|bullseye|bookworm|trixie|forky|sid|xenial|bionic|focal|jammy|noble|oracular|plucky|questing|resolute)(?:-|$)/;
/** Words that name a variant rather than a version. */
const aside =
  /^(?:slim|alpine[\d.]*|debian|ubuntu|distroless|fpm|apache|cli|zts|j(?:dk|re)\d*|temurin|corretto|jessie|stretch|buster|bullseye|bookworm|trixie|forky|sid|xenial|bionic|focal|jammy|noble|oracular|plucky|questing|resolute)$/;
