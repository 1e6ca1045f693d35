import type { PartFinding } from "./analysis.ts";
import { type Commented, CommentReach } from "./comment-reach.ts";
import type { AllowConfig } from "./config.ts";
import { replace } from "./edits/change.ts";
import type { AnyRule, Fix, Severity } from "./rule.ts";
import type { RuleIndex } from "./rule-index.ts";
import { Sieve } from "./sieve.ts";
import type { Span } from "./text.ts";

/** One `# seaworthy: allow …` or `allow-file …` comment, with the span of text that it speaks for. */
export interface Allow {
  readonly comment: Span;
  /** Undefined for the whole file. */
  readonly covers: Span | undefined;
  readonly ids: readonly AllowedId[];
  /** Set where the comment is not honoured, with what is wrong. */
  readonly void: Fault | undefined;
  /** Something worth saying although the comment holds. */
  readonly notice: { readonly span: Span; readonly message: string } | undefined;
}

export interface AllowedId {
  readonly text: string;
  readonly span: Span;
  readonly rules: readonly AnyRule[];
}

interface Fault {
  readonly id: "seaworthy/invalid-allow" | "seaworthy/expired-allow";
  readonly span: Span;
  readonly message: string;
}

const marker = /^#+\s*seaworthy\s*:\s*/i;
const day = 24 * 60 * 60 * 1000;
/** How long before its end an allowance is announced. */
const noticeDays = 14;

export function readAllows(
  place: Commented,
  index: RuleIndex,
  config: AllowConfig,
  today: string | undefined,
): readonly Allow[] {
  const comments = place.comments.filter(({ text }) => marker.test(text));
  if (comments.length === 0) return [];
  const reach = new CommentReach(place);
  return comments.map((comment) => {
    const written = readWords(comment, index);
    const { command, ids } = written;
    const covers = command === "allow-file" ? undefined : coveredSpan(comment.span, reach);
    const fault = faultOf(written, config) ?? faultOfEnd(written, config, today);
    const notice = fault ? undefined : noticeOf(written, today);
    return { comment: comment.span, covers, ids, void: fault, notice };
  });
}

/** A comment behind text covers its line; one on a line of its own covers the line or block that comes next. */
function coveredSpan(comment: Span, reach: CommentReach): Span {
  return reach.trails(comment) ? reach.ownLine(comment) : reach.blockFrom(reach.nextLine(comment));
}

/** A comment's words, with nothing judged yet. */
interface Written {
  readonly comment: Span;
  readonly command: "allow" | "allow-file" | undefined;
  readonly ids: readonly AllowedId[];
  readonly until: { readonly date: string; readonly span: Span } | undefined;
  readonly reason: string | undefined;
}

function readWords({ span, text }: Commented["comments"][number], index: RuleIndex): Written {
  const lead = marker.exec(text)?.[0].length ?? 0;
  const first = /^\S*/.exec(text.slice(lead))?.[0];
  const command = first === "allow" || first === "allow-file" ? first : undefined;
  const start = lead + (command?.length ?? 0);
  const [list = "", reason] = splitReason(text.slice(start));
  const words = [...list.matchAll(/[^\s,]+/g)].map((match) => {
    const from = span.start + start + match.index;
    return { text: match[0], span: { start: from, end: from + match[0].length } };
  });
  const end = words.find((word) => word.text.startsWith("until="));
  const ids = words.filter((word) => word !== end).map((word) => ({ ...word, rules: index.find(word.text) }));
  const until = end && { date: end.text.slice("until=".length), span: end.span };
  return { comment: span, command, ids, until, reason };
}

function splitReason(body: string): [string, string | undefined] {
  const match = /(?:^|\s)(?:--|—|–)\s*/.exec(body);
  if (!match) return [body, undefined];
  return [body.slice(0, match.index), body.slice(match.index + match[0].length).trim() || undefined];
}

const invalid = (span: Span, message: string): Fault => ({ id: "seaworthy/invalid-allow", span, message });

function faultOf({ comment, command, ids, reason }: Written, config: AllowConfig): Fault | undefined {
  const fault = (message: string) => invalid(comment, message);
  if (!config.inline) return fault("The configuration does not honour allow comments (`allow.inline: false`).");
  if (!command) return fault("Write `# seaworthy: allow <rule> -- <reason>`, or `allow-file` for the whole file.");
  if (ids.length === 0) return fault("This allow comment names no rule: `# seaworthy: allow root-user -- reason`.");
  if (config.requireReason && !reason) return fault("A reason is required: end the comment with `-- <reason>`.");
  return undefined;
}

function faultOfEnd(written: Written, { maxDays }: AllowConfig, today: string | undefined): Fault | undefined {
  const { comment, until } = written;
  if (!until) {
    if (maxDays === 0) return undefined;
    return invalid(comment, `An allowance needs an end: add until=YYYY-MM-DD, at most ${maxDays} days from today.`);
  }
  const { date, span } = until;
  if (!isDate(date)) return invalid(span, `"${date}" is no date: write until=YYYY-MM-DD.`);
  const left = daysLeft(date, today);
  if (left < 0) {
    const message = `This allowance of ${namesOf(written)} ended on ${date}.`;
    return { id: "seaworthy/expired-allow", span, message };
  }
  if (maxDays === 0 || !(left > maxDays)) return undefined;
  return invalid(span, `An allowance may last ${maxDays} days at most; this one lasts ${left}.`);
}

function noticeOf(written: Written, today: string | undefined): Allow["notice"] {
  const { until } = written;
  if (!until || !(daysLeft(until.date, today) <= noticeDays)) return undefined;
  return { span: until.span, message: `This allowance of ${namesOf(written)} ends on ${until.date}.` };
}

const namesOf = ({ ids }: Written): string => ids.map(({ text }) => text).join(", ");

/** Not a number where today is unknown, which is neither too much nor too little. */
function daysLeft(date: string, today: string | undefined): number {
  return Math.round((Date.parse(date) - Date.parse(today ?? "")) / day);
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(text);
  // `Date.parse` takes the 30th of February for the 2nd of March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The findings that no comment allows, and the ids that allowed one. */
export function suppress(
  findings: readonly PartFinding[],
  list: readonly Allow[],
): { readonly kept: readonly PartFinding[]; readonly used: ReadonlySet<AllowedId> } {
  const used = new Set<AllowedId>();
  if (list.length === 0) return { kept: findings, used };
  const sieve = new Sieve(findings);
  for (const { void: fault, ids, covers } of list) {
    if (fault) continue;
    for (const id of ids) for (const rule of id.rules) if (sieve.hide(rule, covers)) used.add(id);
  }
  return { kept: sieve.kept(), used };
}

/** What is to be said of the allow comments themselves. `used` are the ids that suppressed something. */
export function allowFindings(
  list: readonly Allow[],
  used: ReadonlySet<AllowedId>,
  ran: (rule: AnyRule) => boolean,
  index: RuleIndex,
  text: string,
): readonly PartFinding[] {
  return list.flatMap((allow) => {
    const { ids, notice } = allow;
    if (allow.void) return [faultFinding(allow, allow.void, text)];
    const found = ids.flatMap((id) => {
      if (id.rules.length === 0) return [unknownFinding(id, index)];
      return !used.has(id) && id.rules.some(ran) ? [unusedFinding(allow, id, text)] : [];
    });
    if (notice) found.push(finding("seaworthy/expiring-allow", "info", notice.span, notice.message));
    return found;
  });
}

function faultFinding(allow: Allow, { id, span, message }: Fault, text: string): PartFinding {
  const ended = id === "seaworthy/expired-allow";
  return finding(
    id,
    "warning",
    span,
    message,
    ended ? safeFix(removeComment, wholeComment(allow, text), "") : undefined,
  );
}

function unknownFinding({ text, span }: AllowedId, index: RuleIndex): PartFinding {
  const nearest = index.nearest(text);
  const message = `There is no rule "${text}".${nearest ? ` Did you mean "${nearest}"?` : ""}`;
  const fix = nearest === undefined ? undefined : safeFix(`Change to ${nearest}`, span, nearest);
  return finding("seaworthy/unknown-rule", "warning", span, message, fix);
}

function unusedFinding(allow: Allow, id: AllowedId, text: string): PartFinding {
  const alone = allow.ids.length === 1;
  const fix = alone
    ? safeFix(removeComment, wholeComment(allow, text), "")
    : safeFix(`Remove ${id.text} from this comment`, idWithSeparator(allow, id, text), "");
  return finding("seaworthy/unused-allow", "info", id.span, `Nothing here needs \`allow ${id.text}\`.`, fix);
}

const removeComment = "Remove this allow comment";

function finding(id: string, severity: Severity, span: Span, message: string, fix?: Fix): PartFinding {
  const found = { id, rule: undefined, effectiveSeverity: severity, place: "", span, message };
  return fix ? { ...found, fixes: () => [fix] } : found;
}

const safeFix = (title: string, span: Span, text: string): Fix => ({
  title,
  safety: "safe",
  changes: [replace(span, text)],
});

/** The comment with the blanks before it, and with its line where nothing else stands on it. */
function wholeComment({ comment }: Allow, text: string): Span {
  let { start, end } = comment;
  while (text[start - 1] === " " || text[start - 1] === "\t") start--;
  if (start === 0 || text[start - 1] === "\n") {
    if (text[end] === "\r") end++;
    if (text[end] === "\n") end++;
  }
  return { start, end };
}

function idWithSeparator({ ids }: Allow, id: AllowedId, text: string): Span {
  let { start, end } = id.span;
  if (id === ids.at(-1)) while (/[\s,]/.test(text[start - 1] ?? "")) start--;
  else while (/[\s,]/.test(text[end] ?? "")) end++;
  return { start, end };
}
