import type { Call } from "./shell-calls.ts";

/** What a call of curl or wget fetches, and where to. */
export interface Download {
  /** The first URL among the words, as written; its host may be a variable. */
  readonly url: string | undefined;
  /** `-` is the standard output; undefined where the name can't be told. */
  readonly file: string | undefined;
}

export function readDownload({ name, words }: Call): Download | undefined {
  if (name !== "curl" && name !== "wget" && name !== "wget2" && name !== "fetch") return;
  const args = words.slice(1).map(({ value, text }) => value ?? text.replace(/^"(.*)"$/s, "$1"));
  const url = args.find((arg) => /^(?:https?|ftp):\/\//i.test(arg));
  return { url, file: name === "curl" ? curlFile(args, url) : wgetFile(args, url) };
}

function curlFile(args: readonly string[], url: string | undefined): string | undefined {
  for (const [index, arg] of args.entries()) {
    if (arg === "--output") return args[index + 1];
    if (arg.startsWith("--output=")) return arg.slice(9);
    if (arg === "--remote-name" || arg === "--remote-name-all") return lastSegment(url);
    const cluster = /^-([A-Za-z#]*?)([oO])(.*)$/s.exec(arg);
    if (!cluster || takesValue(cluster[1] ?? "")) continue;
    return cluster[2] === "O" ? lastSegment(url) : cluster[3] || args[index + 1];
  }
  return "-";
}

/** In a cluster such as `-Hok` the letters behind H are its value. */
const takesValue = (letters: string): boolean => /[AbcCdDeEFHKmQrtTuUwxXYyz]/.test(letters);

function wgetFile(args: readonly string[], url: string | undefined): string | undefined {
  for (const [index, arg] of args.entries()) {
    if (arg === "--output-document") return args[index + 1];
    if (arg.startsWith("--output-document=")) return arg.slice(18);
    const cluster = /^-[A-Za-z]*?O(.*)$/s.exec(arg);
    if (cluster && !/^-[A-Za-z]*?[aBDeilopPQtTUwx]/.test(arg.slice(0, arg.indexOf("O"))))
      return cluster[1] || args[index + 1];
  }
  return lastSegment(url);
}

function lastSegment(url: string | undefined): string | undefined {
  const segment = url && /^[a-z]+:\/\/[^/]+\/(?:[^?#]*\/)?([^/?#]+)(?:[?#]|$)/i.exec(url)?.[1];
  return segment || undefined;
}

/** `deb.nodesource.com`; undefined where a variable names the host. */
export function hostOf(url: string | undefined): string | undefined {
  const host = url && /^[a-z]+:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(url)?.[1];
  return host && /^[\w.-]+$/.test(host) ? host : undefined;
}

/** A call that compares a file with a checksum or a signature, and fails where they differ. */
export function verifies({ name, words, pipeline }: Call): boolean {
  const args = words.slice(1).map(({ value }) => value ?? "");
  if (/^(?:(?:sha|b2|b3|md5)\w*sum|shasum|md5sum)$/.test(name)) {
    if (args.some((arg) => /^(?:-[^\Wc]*c\w*|--check)$/.test(arg))) return true;
    // `sha256sum a.tgz | grep -q 0123`
    return /^[ef]?grep$/.test(pipeline?.commands.at(-1)?.name ?? "");
  }
  // `[ "$(sha256sum a.tgz | cut -d" " -f1)" = 0123 ]`, `test "$HASH" = "$EXPECTED_SHA"`
  if (comparing.has(name)) return words.some(({ text }) => /=/.test(text)) && words.some(isChecksum);
  if (name === "php") return words.some(({ text }) => /\bhash_file\s*\(/.test(text));
  if (name === "rpm") return args.some((arg) => /^(?:-[^\WK]*K\w*|--checksig)$/.test(arg));
  if (name === "gpg" || name === "gpg2") return args.includes("--verify");
  if (/^(?:minisign|rsign|signify)$/.test(name)) return args.some((arg) => /^-\w*[VC]|^verify$/.test(arg));
  return name === "gpgv" || (verifiers.has(name) && args.some((arg) => /verif/i.test(arg)));
}

const comparing = new Set(["[", "[[", "test"]);

const isChecksum = ({ text }: { readonly text: string }): boolean =>
  /\$/.test(text) && /(?:sha\d*|md5|b2)_?sum|sha(?:\d{3}|1)|md5|hash|checksum|digest/i.test(text);

const verifiers = new Set(["cosign", "slsa-verifier", "gh", "sequoia", "sq", "openssl", "notation"]);
