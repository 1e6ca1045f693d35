import { type Change, replace } from "../../../edits/change.ts";
import { type OptionName, type OptionUse, optionUses } from "../../../model/command-option.ts";
import type { Dockerfile, Instruction } from "../../../model/dockerfile.ts";
import { type Call, callsOf } from "../../../model/shell-calls.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";
import { firstLine, type Span } from "../../../text.ts";
import { mayWriteSources, unsignedSources } from "./sources.ts";

export default dockerfileRule({
  id: "unsigned-package",
  title: "A package is installed whatever its signature says",
  why: "The signature is what tells the distribution's package from one that somebody put into a mirror, a cache or the connection: its install scripts run as root.",
  mayBreak:
    "Packages of a repository whose key is not in the image are refused: add the key, for that repository alone.",
  severity: "warning",
  references: ["CIS Docker 4.11", "CWE-347"],
  aliases: {
    checkov: ["CKV2_DOCKER_7", "CKV2_DOCKER_8", "CKV2_DOCKER_9", "CKV2_DOCKER_10", "CKV2_DOCKER_11"],
    cis_docker: ["4.11"],
  },
  options: {},

  *check(file) {
    const writesSources = mayWriteSources(file.text);
    for (const instruction of file.instructions) {
      if (writesSources) yield* unlisted(file, instruction);
      if (instruction.keyword === "RUN") {
        for (const call of callsOf(instruction)) yield* judge(file, instruction, call);
      }
      if (writesSources) yield* unsignedSources(file, instruction);
    }
  },
});

/** Go's public database of checksums is asked for no module, or for none that is new. */
function* unlisted(file: Dockerfile, instruction: Instruction): Iterable<Finding> {
  const declared = instruction.keyword === "ENV" || instruction.keyword === "ARG" ? instruction.assignments : [];
  for (const { name, value = "", span } of declared) {
    if (isUnlisted(`${name}=${value}`)) yield unlistedFinding(firstLine(file.text, span), `${name}=${value}`);
  }
  let last: Call["command"];
  for (const { name, words, command } of instruction.keyword === "RUN" ? callsOf(instruction) : []) {
    for (const one of command === last ? [] : (command?.assignments ?? [])) {
      const text = `${one.name}=${one.value?.value}`;
      if (isUnlisted(text)) yield unlistedFinding(firstLine(file.text, one.span), text);
    }
    last = command;
    for (const { value = "", span } of /^(?:export|env|go)$/.test(name) ? words.slice(1) : []) {
      if (isUnlisted(value)) yield unlistedFinding(span, value);
    }
  }
}

const isUnlisted = (text: string): boolean => /^(?:GOSUMDB=off|GONOSUMDB=\*)$/.test(text);

const unlistedFinding = (span: Span, what: string): Finding => ({
  span,
  message: `${what} takes modules that Go's database of checksums has never seen.`,
  severity: "hint",
  note: "A go.sum still holds the modules that it lists. `GOPRIVATE` leaves out only those that nobody else knows.",
});

function* judge(file: Dockerfile, instruction: Instruction, call: Call): Iterable<Finding> {
  if (call.name === "apt-key" && /^(?:adv|add)$/.test(call.words[1]?.value ?? "")) {
    yield {
      span: call.words[0]?.span ?? call.span,
      message: "apt-key trusts a key for every repository: name it with signed-by for the one that it belongs to.",
      severity: "hint",
    };
  }
  const option = optionsOf.get(call.name);
  for (const use of option ? optionUses(call, option) : []) {
    const isLocal = call.words.slice(1).some(({ text }) => localFile.test(text));
    yield {
      span: use.word.span,
      message: `${call.name} ${use.shown} installs packages that nobody has signed.`,
      ...(isLocal && {
        severity: "hint" as const,
        note: "The file's own origin has to be checked, when it is fetched.",
      }),
      fixes: () => {
        // A file that the build has made itself has no signature that apk would know.
        const canCheck = instruction.form === "shell" && !(isLocal && call.name === "apk");
        const change = canCheck ? withSignatures(file.text, call, use) : undefined;
        return change ? [{ title: "Check the signatures", safety: "review", changes: [change] }] : [];
      },
    };
  }
}

/** `--force-yes` also answered the questions. */
function withSignatures(text: string, { words }: Call, use: OptionUse): Change | undefined {
  const answers = words.some(({ value = "" }) => /^(?:-[^\Wy]*y\w*|--yes|--assume-yes|-q=?2|-qq)$/.test(value));
  if (use.shown === "--force-yes" && !answers) return replace(use.word.span, "-y");
  const cut = use.removal(text);
  return cut && replace(cut, "");
}

/** A package that lies in the build already. */
const localFile = /^[^:]*\.(?:deb|rpm|apk)["']?$/;

const apt: OptionName = { long: /^--(?:allow-unauthenticated|force-yes|allow-insecure-repositories)$/ };
const rpm: OptionName = { long: /^--(?:nogpgcheck|no-gpg-?checks?|allow-unsigned-rpm)$/ };

const optionsOf: ReadonlyMap<string, OptionName> = new Map<string, OptionName>([
  ["apt", apt],
  ["apt-get", apt],
  ["aptitude", apt],
  ["apk", { long: /^--allow-untrusted$/ }],
  ["yum", rpm],
  ["dnf", rpm],
  ["dnf5", rpm],
  ["microdnf", rpm],
  ["tdnf", rpm],
  ["zypper", { ...rpm, short: "G" }],
  ["rpm", { long: /^--(?:nosignature|nodigest|noverify|nofiledigest|nogpg)$/ }],
]);
