import type { Peer } from "./rule.ts";

/** What a comment or annotation tells another tool to overlook. */
export interface ForeignWords {
  readonly peer: Peer;
  /** Spelled as in the rules' aliases; undefined for all checks of that tool. */
  readonly ids: readonly string[] | undefined;
  readonly scope: Scope;
  /** ISO date of the first day on which it does not hold any more; undefined for no end. */
  readonly until?: string | undefined;
}

/**
 * `next`: what comes next, an instruction, or a line with what is nested below it. `line`: the same without what is
 * nested. `rest`: what comes next, and in a Dockerfile all of its stage that follows. `resource`: the object around it,
 * or the Dockerfile. `file`: everything.
 */
export type Scope = "next" | "line" | "rest" | "resource" | "file";

/** One comment may speak to several tools. */
export function readForeignComment(text: string): readonly ForeignWords[] {
  if (!speaksToOthers.test(text)) return [];
  return [...readHadolint(text), ...readBuildKit(text), ...readTrivy(text), ...readCheckov(text), ...readKics(text)];
}

const speaksToOthers = /hadolint|check\s*=|trivy:ignore:|:skip=|kics-scan/i;

function readHadolint(text: string): readonly ForeignWords[] {
  const match = /^#\s*hadolint\s+(?:(global|stage)\s+)?ignore\s*=\s*((?:DL|SC)\d+(?:\s*,\s*(?:DL|SC)\d+)*)/.exec(text);
  if (!match) return [];
  const scope = match[1] === "global" ? "file" : match[1] === "stage" ? "rest" : "next";
  return [{ peer: "hadolint", ids: listOf(match[2]), scope }];
}

function readBuildKit(text: string): readonly ForeignWords[] {
  const ids = readCheckDirective(/^#\s*check\s*=(.*)/i.exec(text)?.[1] ?? "");
  return ids ? [{ peer: "buildkit", ids: ids.includes("all") ? undefined : ids, scope: "next" }] : [];
}

/** The rules that a `check` directive's value skips, such as `skip=JSONArgsRecommended;error=true`. */
function readCheckDirective(value: string): readonly string[] | undefined {
  const skipped = value
    .split(";")
    .map((part) => /^\s*skip\s*=\s*(\w+(?:\s*,\s*\w+)*)/.exec(part)?.[1])
    .find((list) => list !== undefined);
  return skipped === undefined ? undefined : listOf(skipped);
}

/** Ids may follow each other without a new `trivy:ignore:`, until a word that is none: there the reason begins. */
function readTrivy(text: string): readonly ForeignWords[] {
  const from = text.indexOf(trivyMark);
  if (from < 0) return [];
  const found: { id: string; until: string | undefined }[] = [];
  let until: string | undefined;
  let reading = false;
  for (const word of text.slice(from).split(/[\s,]+/)) {
    const bare = word.replace(/^[#/*]+/, "");
    reading ||= bare.startsWith(trivyMark);
    if (!reading) continue;
    const [first = "", ...sections] = bare.startsWith(trivyMark)
      ? bare.slice(trivyMark.length).split(":")
      : bare.split(":");
    const id = trivyId(first);
    const end = sections.indexOf("exp") + 1;
    if (first === "exp") until = sections[0] ?? "";
    else if (id !== undefined) found.push({ id, until: end > 0 ? (sections[end] ?? "") : undefined });
    else reading = false;
  }
  return found.map(({ id, until: own }) => ({
    peer: "trivy",
    ids: id === "*" ? undefined : [id],
    scope: "next",
    until: own ?? until,
  }));
}

const trivyMark = "trivy:ignore:";

/** `AVD-DS-0002`, `DS002` and `ds-0002` are `DS-0002`. */
export function trivyId(text: string): string | undefined {
  if (text === "*") return text;
  const match = /^(?:avd-)?([a-z]{2,4})-?(\d{3,5})$/i.exec(text);
  return match?.[1] && match[2] && `${match[1].toUpperCase()}-${match[2].padStart(4, "0")}`;
}

function readCheckov(text: string): readonly ForeignWords[] {
  return [...text.matchAll(/\b(?:checkov|bridgecrew|cortex):skip=\s*(\w+(?:\s*,\s*CKV\w+)*)/g)].map((match) => ({
    peer: "checkov",
    ids: listOf(match[1]),
    scope: "resource",
  }));
}

function readKics(text: string): readonly ForeignWords[] {
  const command = /^#\s*kics-scan\s+ignore-(line|block)(?=\s|$)/i.exec(text)?.[1]?.toLowerCase();
  return command ? [{ peer: "kics", ids: undefined, scope: command === "line" ? "line" : "rest" }] : [];
}

/** What holds for a whole file wherever its documents are, and only in the comments that it begins with. */
export function readFileHead(text: string): readonly ForeignWords[] {
  const found: ForeignWords[] = [];
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(at, end).trim();
    if (line !== "" && !line.startsWith("#") && !/^---(?:\s|$)/.test(line)) break;
    const match = /^#\s*kics-scan\s+(?:ignore(?=\s|$)|disable\s*=(.*))/i.exec(line);
    const ids = match?.[1]?.toLowerCase().match(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g) ?? [];
    if (match) found.push({ peer: "kics", ids: match[1] === undefined ? undefined : ids, scope: "file" });
    at = end + 1;
  }
  return found;
}

/** Of an annotation of a Kubernetes object. */
export function readAnnotation(key: string, value: string): ForeignWords | undefined {
  const scope = "resource";
  const [prefix, name = ""] = key.split("/", 2);
  switch (prefix) {
    case "ignore-check.kube-linter.io":
      return { peer: "kube_linter", ids: [name], scope };
    case "kube-linter.io":
      return name === "ignore-all" ? { peer: "kube_linter", ids: undefined, scope } : undefined;
    case "kube-score":
      return name === "ignore" ? { peer: "kube_score", ids: listOf(value), scope } : undefined;
    case "polaris.fairwinds.com": {
      const check = /^(?:(\w+)-)?exempt$/.exec(name);
      if (!check || value.toLowerCase() !== "true") return undefined;
      return { peer: "polaris", ids: check[1] === undefined ? undefined : [check[1]], scope };
    }
    case "checkov.io":
    case "bridgecrew.io":
    case "cortex.io":
      return name.startsWith("skip") ? { peer: "checkov", ids: listOf(value.split("=", 1)[0]), scope } : undefined;
    default:
      return undefined;
  }
}

function listOf(text = ""): readonly string[] {
  return text.split(",").map((item) => item.trim());
}
