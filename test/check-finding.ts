import type { Part, Problem } from "../server/core/analysis.ts";
import type { Severity } from "../server/core/rule.ts";
import { type Span, shift } from "../server/core/text.ts";

const severities: readonly Severity[] = ["error", "warning", "info", "hint"];

/** What is wrong with the form of a finding; undefined where nothing is. */
export function malformed(problem: Problem, text: string): string | undefined {
  const { span, message, severity, rule, place, part, absent } = problem;
  if (!(0 <= span.start && span.start <= span.end && span.end <= text.length)) return "a span outside the text";
  if (/[\r\n]/.test(text.slice(span.start, span.end))) return "a span over several lines";
  if (/[\r\n]/.test(message) || message.length >= 120) return "a message longer than a line of 120 characters";
  if (!/^\S.*[.?]$/.test(message) || /\w{3}\. [A-Z]/.test(message)) return "a message that is no sentence";
  if (!severities.includes(severity)) return "an unknown severity";
  if (tellsSecret(problem, text)) return "a message that tells a secret";
  if (!rule) return undefined;
  if (rule.references.length === 0) return "no reference";
  if (place === "" && (part.model.target !== "dockerfile" || enclosing(part, span))) return "no place";
  return absent && !isName(part, span) ? "an absence that stands on no name" : undefined;
}

/** Those that say the same of the same token as one before them. */
export function doubled(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ id, span, message }) => {
    const { size } = seen;
    return seen.add(`${id} ${span.start} ${span.end} ${message}`).size === size;
  });
}

function enclosing({ start, blocks }: Part, span: Span): boolean {
  return blocks.some((block) => {
    const own = shift(block.span, start);
    return own.start <= span.start && span.end <= own.end;
  });
}

/** Words without a digit may be the message's own: `password`. */
function tellsSecret({ id, span, message }: Problem, text: string): boolean {
  if (!id.includes("/secret-")) return false;
  const shown = text.slice(span.start, span.end);
  const values = [shown, shown.slice(shown.indexOf("=") + 1)].map((value) => value.replaceAll(/^["']|["']$/g, ""));
  return values.some((value) => value.length > 5 && /\d/.test(value) && message.includes(value));
}

/** Names and images of containers and services, the names of objects, the words of FROM. */
function isName({ start, model }: Part, span: Span): boolean {
  const at = shift(span, -start);
  return names(model).some((name) => name?.start === at.start && name.end === at.end);
}

function names(model: Part["model"]): readonly (Span | undefined)[] {
  if (model.target === "dockerfile") return model.dockerfile.stages.map(({ fromWord }) => fromWord?.span);
  const blocks =
    model.target === "kubernetes"
      ? [...model.manifest.pods, ...model.manifest.objects, ...model.manifest.containers]
      : (model.target === "compose" && model.compose.services) || [];
  return blocks.flatMap((block) => [block.nameSpan, "imageView" in block ? block.imageView?.span : undefined]);
}
