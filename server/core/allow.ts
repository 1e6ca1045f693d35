import type { PartFinding } from "./analysis.ts";
import type { AllowConfig, RuleIndex } from "./config.ts";
import { replace } from "./edits/change.ts";
import type { Block } from "./model/block.ts";
import type { AnyRule, Severity } from "./rule.ts";
import { fullId } from "./rule.ts";
import { LineIndex, type Span } from "./text.ts";

/** One `# seaworthy: allow …` or `allow-file …` comment, with the span of text that it speaks for. */
export interface Allow {
  readonly comment: Span;
  /** Undefined for the whole file. */
  readonly covers: Span | undefined;
  readonly ids: readonly AllowedId[];
  /** Set where the comment is not honoured, with what is wrong. */
  readonly void:
    | { readonly id: string; readonly severity: Severity; readonly span: Span; readonly message: string }
    | undefined;
  /** Something worth saying although the comment holds. */
  readonly notice: { readonly span: Span; readonly message: string } | undefined;
}

export interface AllowedId {
  readonly text: string;
  readonly span: Span;
  readonly rules: readonly AnyRule[];
}

interface Place {
  readonly text: string;
  readonly comments: readonly { readonly span: Span; readonly text: string }[];
  /** Stages, objects, containers, services; and, of a Dockerfile, each instruction. */
  readonly blocks: readonly Pick<Block, "span">[];
}

const marker = /^#\s*seaworthy\s*:\s*/i;
const day = 24 * 60 * 60 * 1000;
/** How long before its end an allowance is announced. */
const noticeDays = 14;

export function readAllows(
  place: Place,
  index: RuleIndex,
  config: AllowConfig,
  today: string | undefined,
): readonly Allow[] {
  if (!/seaworthy\s*:/i.test(place.text)) return [];
  const lines = new LineIndex(place.text);
  return place.comments
    .filter(({ text }) => marker.test(text))
    .map((comment) => readAllow(comment, place, lines, index, config, today));
}

function readAllow(
  comment: { readonly span: Span; readonly text: string },
  place: Place,
  lines: LineIndex,
  index: RuleIndex,
  config: AllowConfig,
  today: string | undefined,
): Allow {
  const lead = marker.exec(comment.text)?.[0].length ?? 0;
  const command = /^(allow-file|allow)(?=\s|$)/.exec(comment.text.slice(lead))?.[0];
  const bodyStart = lead + (command?.length ?? 0);
  const [list = "", reason] = splitReason(comment.text.slice(bodyStart));
  const words = [...list.matchAll(/[^\s,]+/g)].map((match) => ({
    text: match[0],
    span: spanAt(comment.span.start + bodyStart + match.index, match[0].length),
  }));
  const until = words.find(({ text }) => text.startsWith("until="));
  const ids = words.filter((word) => word !== until).map((word) => ({ ...word, rules: index.find(word.text) }));
  const covers = command === "allow-file" ? undefined : coveredSpan(comment.span, place, lines);
  const invalid = (
    message: string,
    span = comment.span,
    id = "seaworthy/invalid-allow",
    severity: Severity = "warning",
  ) =>
    ({ comment: comment.span, covers, ids, void: { id, severity, span, message }, notice: undefined }) satisfies Allow;

  if (!config.inline) return invalid("The configuration does not honour allow comments (`allow.inline: false`).");
  if (!command) return invalid("Write `# seaworthy: allow <rule> -- <reason>`, or `allow-file` for the whole file.");
  if (ids.length === 0) return invalid("This allow comment names no rule: `# seaworthy: allow root-user -- reason`.");
  if (config.requireReason && !reason) return invalid("A reason is required: end the comment with `-- <reason>`.");

  const date = until?.text.slice("until=".length);
  if (until && date !== undefined) {
    if (!isDate(date)) return invalid(`"${date}" is no date: write until=YYYY-MM-DD.`, until.span);
    if (today !== undefined) {
      const left = Math.round((Date.parse(date) - Date.parse(today)) / day);
      const names = ids.map(({ text }) => text).join(", ");
      if (left < 0)
        return invalid(`This allowance of ${names} ended on ${date}.`, until.span, "seaworthy/expired-allow");
      if (config.maxDays > 0 && left > config.maxDays) {
        return invalid(`An allowance may last ${config.maxDays} days at most; this one lasts ${left}.`, until.span);
      }
      if (left <= noticeDays) {
        const notice = { span: until.span, message: `This allowance of ${names} ends on ${date}.` };
        return { comment: comment.span, covers, ids, void: undefined, notice };
      }
    }
  } else if (config.maxDays > 0) {
    return invalid(`An allowance needs an end: add until=YYYY-MM-DD, at most ${config.maxDays} days from today.`);
  }
  return { comment: comment.span, covers, ids, void: undefined, notice: undefined };
}

function splitReason(body: string): [string, string | undefined] {
  const match = /(?:^|\s)(?:--|—|–)(?:\s+|$)/.exec(body);
  if (!match) return [body, undefined];
  return [body.slice(0, match.index), body.slice(match.index + match[0].length).trim() || undefined];
}

/** A comment behind text covers its line; one on a line of its own covers the block or line that comes next. */
function coveredSpan(comment: Span, { text, blocks }: Place, lines: LineIndex): Span {
  const own = lines.lineAt(comment.start);
  const ownSpan = { start: lines.lineStart(own), end: lines.lineEnd(own) };
  if (text.slice(ownSpan.start, comment.start).trim() !== "") return ownSpan;
  for (let line = own + 1; line < lines.lineCount; line++) {
    const span = { start: lines.lineStart(line), end: lines.lineEnd(line) };
    const content = text.slice(span.start, span.end).trim();
    if (content === "" || content.startsWith("#") || content === "---") continue;
    let covered = span;
    for (const { span: block } of blocks) {
      const startsHere = block.start >= span.start && block.start <= span.end;
      if (startsHere && block.end > covered.end) covered = { start: span.start, end: block.end };
    }
    return covered;
  }
  return ownSpan;
}

export function allows(allow: Allow, finding: PartFinding): boolean {
  const { covers } = allow;
  if (allow.void || !finding.rule) return false;
  if (covers && (finding.span.start < covers.start || finding.span.start > covers.end)) return false;
  return allow.ids.some(({ rules }) => rules.some((rule) => rule === finding.rule));
}

/** What is to be said of the allow comments themselves. `used` are the ids that suppressed something. */
export function allowFindings(
  list: readonly Allow[],
  used: ReadonlySet<AllowedId>,
  ran: (rule: AnyRule) => boolean,
  index: RuleIndex,
  text: string,
): readonly PartFinding[] {
  const found: PartFinding[] = [];
  const say = (
    id: string,
    severity: Severity,
    span: Span,
    message: string,
    fix?: { title: string; edit: [Span, string] },
  ) =>
    found.push({
      id,
      rule: undefined,
      effectiveSeverity: severity,
      place: "",
      span,
      message,
      ...(fix && { fixes: () => [{ title: fix.title, safety: "safe" as const, changes: [replace(...fix.edit)] }] }),
    });
  for (const allow of list) {
    if (allow.void) {
      const { id, severity, span, message } = allow.void;
      const remove = {
        title: "Remove this allow comment",
        edit: [removal(allow, undefined, text), ""] as [Span, string],
      };
      say(id, severity, span, message, id === "seaworthy/expired-allow" ? remove : undefined);
      continue;
    }
    if (allow.notice) say("seaworthy/expiring-allow", "info", allow.notice.span, allow.notice.message);
    for (const id of allow.ids) {
      if (id.rules.length === 0) {
        const nearest = index.nearest(id.text);
        const message = `There is no rule "${id.text}".${nearest ? ` Did you mean "${nearest}"?` : ""}`;
        const fix = nearest ? { title: `Change to ${nearest}`, edit: [id.span, nearest] as [Span, string] } : undefined;
        say("seaworthy/unknown-rule", "warning", id.span, message, fix);
      } else if (!used.has(id) && id.rules.some(ran)) {
        const edit: [Span, string] = [removal(allow, id, text), ""];
        say("seaworthy/unused-allow", "info", id.span, `Nothing here needs \`allow ${id.text}\`.`, {
          title: allow.ids.length === 1 ? "Remove this allow comment" : `Remove ${id.text} from this comment`,
          edit,
        });
      }
    }
  }
  return found;
}

/** The whole comment (with its line where nothing else stands on it), or one id of several with its separator. */
function removal(allow: Allow, id: AllowedId | undefined, text: string): Span {
  if (id && allow.ids.length > 1) {
    let { start, end } = id.span;
    while (/[\s,]/.test(text[end] ?? "") && id !== allow.ids.at(-1)) end++;
    if (id === allow.ids.at(-1)) while (/[\s,]/.test(text[start - 1] ?? "")) start--;
    return { start, end };
  }
  let { start, end } = allow.comment;
  while (text[start - 1] === " " || text[start - 1] === "\t") start--;
  if (start === 0 || text[start - 1] === "\n") {
    if (text[end] === "\r") end++;
    if (text[end] === "\n") end++;
  }
  return { start, end };
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}

const spanAt = (start: number, length: number): Span => ({ start, end: start + length });

export const ruleIds = (allowed: AllowedId): readonly string[] => allowed.rules.map(fullId);
