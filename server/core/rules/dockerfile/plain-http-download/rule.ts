import { replace } from "../../../edits/change.ts";
import type { Instruction } from "../../../model/dockerfile.ts";
import { hostOf, verifies } from "../../../model/downloads.ts";
import { type Call, callsOf } from "../../../model/shell-calls.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";
import type { ShellWord } from "../../../syntax/shell.ts";
import { firstLine, type Span } from "../../../text.ts";

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
      if (instruction.keyword === "ENV" || instruction.keyword === "ARG") yield* declared(file.text, instruction);
      if (instruction.keyword !== "RUN") continue;
      yield* assigned(file.text, instruction);
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

/** A registry or mirror that every install behind it asks: `ENV PIP_INDEX_URL=http://…`. */
function* declared(text: string, { assignments }: Instruction): Iterable<Finding> {
  for (const { name, value = "", span } of assignments) {
    const host = registryOf(name, value);
    if (host !== undefined) yield asked(firstLine(text, span), host);
  }
}

/** `PIP_INDEX_URL=http://… pip install`, `export NPM_CONFIG_REGISTRY=http://…`. */
function* assigned(text: string, run: Instruction): Iterable<Finding> {
  let last: Call["command"];
  for (const { name, words, command } of callsOf(run)) {
    for (const one of command === last ? [] : (command?.assignments ?? [])) {
      const host = registryOf(one.name, one.value?.value ?? "");
      if (host !== undefined) yield asked(firstLine(text, one.span), host);
    }
    last = command;
    for (const { value = "", span } of name === "export" || name === "env" ? words.slice(1) : []) {
      const [variable = "", url = ""] = value.split(/=(.*)/s, 2);
      const host = registryOf(variable, url);
      if (host !== undefined) yield asked(firstLine(text, span), host);
    }
  }
}

const registries =
  /^(?:PIP_(?:EXTRA_)?INDEX_URL|PIP_FIND_LINKS|UV_(?:DEFAULT_INDEX|INDEX|INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS)|NPM_CONFIG_REGISTRY|YARN_REGISTRY|YARN_NPM_REGISTRY_SERVER|GOPROXY|CARGO_REGISTRIES_\w+_INDEX|RUSTUP_(?:DIST_SERVER|UPDATE_ROOT)|CONDA_CHANNEL_ALIAS|(?:NVM_NODEJS_ORG|N_NODE|ELECTRON|HEX)_MIRROR|PUPPETEER_DOWNLOAD_(?:HOST|BASE_URL))$/i;

/** The host of a registry that is asked over plain HTTP, unless nobody stands in between. */
function registryOf(name: string, value: string): string | undefined {
  if (!registries.test(name)) return undefined;
  const hosts = value.split(/[\s,|]+/).map((url) => (/^http:\/\//i.test(url) ? hostOf(url) : undefined));
  return hosts.find((host) => host !== undefined && !own.test(host));
}

const asked = (span: Span, host: string | undefined): Finding => ({
  span,
  message: `${host && host.length < 50 ? host : "This download"} is asked over plain HTTP: whoever is in between decides what comes.`,
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
    ...asked(firstLine(text, word.span), host),
    fixes: () =>
      canRepair
        ? [{ title: "Use https", safety: "review", changes: [replace({ start, end: start + 4 }, "https")] }]
        : [],
  };
}

/** Machines that no stranger stands in between of: the build's own, and names without a domain. */
const own =
  /^(?:localhost|127\.[\d.]+|0\.0\.0\.0|10\.[\d.]+|192\.168\.[\d.]+|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+|169\.254\.[\d.]+|[\w-]+|[\w.-]+\.(?:local|internal|lan|intranet|corp|svc|test))$/;

/** The index of a distribution is signed. A package is compared with it by apt alone, and not where it is fetched by hand. */
const isSigned = (url: string): boolean =>
  /\/\/(?:[\w-]+\.)*(?:deb|archive|security|ports|mirror|mirrors|ftp)\.?[\w-]*\.(?:debian|ubuntu|kernel)\.(?:org|com)\/.*\/dists\//.test(
    url,
  );

/** Hosts of which it is known that they serve the same files over HTTPS. */
const speaksHttps =
  /(?:^|\.)(?:github\.com|githubusercontent\.com|gitlab\.com|bitbucket\.org|sourceforge\.net|apache\.org|gnu\.org|kernel\.org|python\.org|pypi\.org|nodejs\.org|npmjs\.org|rubygems\.org|golang\.org|maven\.org|debian\.org|ubuntu\.com|alpinelinux\.org|fedoraproject\.org|centos\.org|postgresql\.org|mysql\.com|mariadb\.org|nginx\.org|php\.net|openssl\.org|googleapis\.com|amazonaws\.com|windows\.net|microsoft\.com|docker\.com|elastic\.co|hashicorp\.com|jenkins\.io|gradle\.org|eclipse\.org|sqlite\.org|zlib\.net|pcre\.org)$/i;
