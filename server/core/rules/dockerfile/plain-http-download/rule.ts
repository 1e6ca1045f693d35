import { replace } from "../../../edits/change.ts";
import type { Instruction } from "../../../model/dockerfile.ts";
import { hostOf, verifies } from "../../../model/downloads.ts";
import { type Call, callsOf } from "../../../model/shell-calls.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";
import type { ShellWord } from "../../../syntax/shell.ts";
import { firstLine } from "../../../text.ts";

export default dockerfileRule({
  id: "plain-http-download",
  title: "The build downloads over a connection that is not encrypted",
  why: "Whoever is on the way, in the office's network or at a proxy, exchanges what is downloaded for something of their own, and the build runs or ships it.",
  mayBreak:
    "A server that speaks no HTTPS cannot be reached any more: find another source, or compare with a checksum.",
  severity: "warning",
  references: ["CWE-319", "CWE-494"],
  aliases: { kics: ["d5b3c9a1-7e8f-4c2a-9d6e-3f1a8b4c7e9d"] },
  options: {},

  *check(file) {
    if (!/http:\/\//i.test(file.text)) return;
    for (const instruction of file.instructions) {
      if (instruction.keyword !== "RUN") continue;
      const calls = callsOf(instruction);
      const lastCheck = calls.findLastIndex(verifies);
      for (const [index, call] of calls.entries()) {
        // A checksum behind it tells what came from what was meant.
        if (index < lastCheck || !fetches(call)) continue;
        for (const word of call.words.slice(1)) {
          const finding = judge(file.text, instruction, word);
          if (finding) yield finding;
        }
      }
    }
  },
});

const downloaders = new Set("curl wget wget2 aria2c fetch axel".split(" "));
const installers =
  /^(?:pip[\d.]*|npm|yarn|pnpm|gem|bundle|git|svn|hg|go|cargo|composer|conda|mamba|helm|rpm|yum|dnf|zypper|cpan|cpanm)$/;

/** What others take from a command line is text: a pattern, a page, an address to listen on. */
const fetches = ({ name }: Call): boolean => downloaders.has(name) || installers.test(name);

function judge(text: string, { form }: Instruction, word: ShellWord): Finding | undefined {
  const value = word.value ?? word.text.replace(/^"(.*)"$/s, "$1");
  const url = /^(?:--?[\w-]+=|git\+)?(http:\/\/\S+)$/i.exec(value)?.[1];
  const host = hostOf(url);
  if (!url || url.includes(" ") || (host && own.test(host)) || /^http:\/\/[$]/i.test(url) || isSigned(url))
    return undefined;
  const at = text.slice(word.span.start, word.span.end).indexOf("http://");
  const start = word.span.start + at;
  const canRepair = at >= 0 && form === "shell" && host !== undefined && speaksHttps.test(host);
  return {
    span: firstLine(text, word.span),
    message: `${host && host.length < 50 ? host : "This download"} is asked over plain HTTP: whoever is in between decides what comes.`,
    fixes: () =>
      canRepair
        ? [{ title: "Use https", safety: "review", changes: [replace({ start, end: start + 4 }, "https")] }]
        : [],
  };
}

/** Machines that no stranger stands in between of: the build's own, and names without a domain. */
const own =
  /^(?:localhost|127\.[\d.]+|0\.0\.0\.0|10\.[\d.]+|192\.168\.[\d.]+|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+|169\.254\.[\d.]+|[\w-]+|[\w.-]+\.(?:local|internal|test))$/;

/** Files of distributions that are compared with a signed index when they are used. */
const isSigned = (url: string): boolean =>
  /\/\/(?:[\w-]+\.)*(?:deb|archive|security|ports|mirror|mirrors|ftp)\.?[\w-]*\.(?:debian|ubuntu|kernel)\.(?:org|com)\/.*\/(?:dists|pool)\//.test(
    url,
  );

/** Hosts of which it is known that they serve the same files over HTTPS. */
const speaksHttps =
  /(?:^|\.)(?:github\.com|githubusercontent\.com|gitlab\.com|bitbucket\.org|sourceforge\.net|apache\.org|gnu\.org|kernel\.org|python\.org|pypi\.org|nodejs\.org|npmjs\.org|rubygems\.org|golang\.org|maven\.org|debian\.org|ubuntu\.com|alpinelinux\.org|fedoraproject\.org|centos\.org|postgresql\.org|mysql\.com|mariadb\.org|nginx\.org|php\.net|openssl\.org|googleapis\.com|amazonaws\.com|windows\.net|microsoft\.com|docker\.com|elastic\.co|hashicorp\.com|jenkins\.io|gradle\.org|eclipse\.org|sqlite\.org|zlib\.net|pcre\.org)$/i;
