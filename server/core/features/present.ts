import type { Part, Problem } from "../analysis.ts";
import type { Severity } from "../rule.ts";
import { type Span, shift } from "../text.ts";

/** What a user sees as one: a problem, or all that is absent on one token. */
export interface Shown {
  /** The problem's own id, or that of the group: `kubernetes/unhardened-container`. */
  readonly id: string;
  readonly severity: Severity;
  readonly span: Span;
  readonly message: string;
  readonly place: string;
  readonly part: Part;
  /** Who lacks something, `Container web`; undefined where a single problem is shown as itself. */
  readonly subject: string | undefined;
  /** At least one; the gravest first where there are several. */
  readonly problems: readonly [Problem, ...Problem[]];
}

/** Absences on the same token become one: eight underlines on one name teach people to look away. */
export function present(problems: readonly Problem[]): readonly Shown[] {
  const groups = new Map<string, [Problem, ...Problem[]]>();
  const order: [Problem, ...Problem[]][] = [];
  for (const problem of problems) {
    const key = isGrouped(problem) ? `${problem.part.start} ${problem.span.start} ${problem.span.end}` : undefined;
    const group = key === undefined ? undefined : groups.get(key);
    if (group) {
      group.push(problem);
      continue;
    }
    const one: [Problem, ...Problem[]] = [problem];
    order.push(one);
    if (key !== undefined) groups.set(key, one);
  }
  return order.map((group) => (group.length === 1 ? alone(group[0]) : together(group)));
}

export const severities: readonly Severity[] = ["error", "warning", "info", "hint"];

/** Messages are read in one line, beside the code. */
const longest = 119;

function isGrouped({ absent, part }: Problem): boolean {
  return absent && (part.model.target === "kubernetes" || part.model.target === "compose");
}

function alone(problem: Problem): Shown {
  const { id, severity, span, message, place, part } = problem;
  return { id, severity, span, message, place, part, subject: undefined, problems: [problem] };
}

function together(group: readonly [Problem, ...Problem[]]): Shown {
  const problems = [...group].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  const [first = group[0], ...others] = problems;
  const { span, part, place, severity } = first;
  const { id, subject } = lacking(part, span);
  return {
    id,
    severity,
    span,
    part,
    place,
    subject,
    message: sentence(subject, problems),
    problems: [first, ...others],
  };
}

function lacking(part: Part, span: Span): { id: string; subject: string } {
  const own = shift(span, -part.start);
  const isHere = ({ nameSpan }: { readonly nameSpan: Span }) =>
    nameSpan.start === own.start && nameSpan.end === own.end;
  if (part.model.target === "compose") {
    const service = part.model.compose.services.find(isHere);
    return { id: "compose/unhardened-service", subject: named("Service", service?.name) };
  }
  if (part.model.target === "kubernetes") {
    const { containers, pods } = part.model.manifest;
    const container = containers.find(isHere);
    if (container) {
      const kind = {
        containers: "Container",
        initContainers: "Init container",
        ephemeralContainers: "Ephemeral container",
      };
      return { id: "kubernetes/unhardened-container", subject: named(kind[container.list], container.name) };
    }
    const object = pods.find(isHere)?.object;
    return { id: "kubernetes/unhardened-pod", subject: named(object?.kind || "Pod", object?.name) };
  }
  return { id: "seaworthy/unhardened", subject: "This" };
}

function named(kind: string, name: string | undefined): string {
  const kept = kind.length > 30 ? `${kind.slice(0, 29)}…` : kind;
  if (!name) return `This ${kept[0]?.toLowerCase()}${kept.slice(1)}`;
  return `${kept} ${name.length > 40 ? `${name.slice(0, 39)}…` : name}`;
}

/** Ids are made to be read after "allow": the sentence says which dangers the silence allows. */
function sentence(subject: string, problems: readonly Problem[]): string {
  const dangers = [...new Set(problems.map(({ id }) => id.slice(id.indexOf("/") + 1).replaceAll("-", " ")))];
  const lead = `${subject} lacks ${problems.length} protections, which allows `;
  for (let kept = dangers.length; kept > 1; kept--) {
    const said = list(dangers.slice(0, kept), dangers.length - kept);
    if (lead.length + said.length < longest) return `${lead}${said}.`;
  }
  return `${subject} lacks ${problems.length} protections.`;
}

function list(words: readonly string[], more: number): string {
  if (more > 0) return `${words.join(", ")} and ${more} more`;
  return words.length === 1 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
