import type { Dockerfile, Instruction } from "../../../model/dockerfile.ts";
import type { Finding } from "../../../rule.ts";

/** False where the words that matter stand nowhere. */
export const mayWriteSources = (text: string): boolean =>
  /trusted|gpgcheck|unauthenticated|insecurerepositories|siglevel|gosumdb|gonosumdb/i.test(text);

/** Repositories that an instruction writes into the image so that their packages are taken without a signature. */
export function* unsignedSources({ text }: Dockerfile, { keyword, body }: Instruction): Iterable<Finding> {
  if (keyword !== "RUN" && keyword !== "COPY" && keyword !== "ADD") return;
  const written = text.slice(body.start, body.end);
  for (const match of written.matchAll(unsigned)) {
    const [what] = match;
    const start = body.start + match.index;
    yield {
      span: { start, end: start + what.length },
      message: `${what.replace(/["'\\]/g, "").replace(/\s+/g, " ")} makes its packages count without a signature.`,
    };
  }
}

/**
 * apt's options of a source in both formats, unless the build itself has made it; dnf's and zypper's of a repository,
 * unless sed takes them away; what apt and pacman are told of all. `repo_gpgcheck` is about the index, and off by
 * default: packages are checked all the same.
 */
const unsigned =
  /(?<=\[[^\]\n]{0,80})\btrusted=yes\b(?![^\]\n]{0,80}\]\s{0,8}(?:file|copy):)|\bTrusted:[ \t]{0,8}yes\b|(?:\b|(?<=\\[nt]))(?:pkg_)?gpgcheck[ \t]{0,8}=[ \t]{0,8}(?:0|false|no)\b(?!\$?[/|,#@]\S{0,20}gpgcheck)|\b(?:APT::Get::AllowUnauthenticated|Acquire::AllowInsecureRepositories)\b["']?[ \t]{0,8}=?[ \t]{0,8}\\?["']?(?:true|1|yes)\b|\bSigLevel[ \t]{0,8}=[ \t]{0,8}Never\b/gi;
