import type { Part, Problem } from "../analysis.ts";
import { longestMessage } from "../message.ts";
import type { Severity } from "../rule.ts";
import type { Span } from "../text.ts";

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
  const subjects = new Map<Part, ReturnType<typeof subjectsOf>>();
  return order.map((group) => {
    const [{ part, span }] = group;
    if (group.length === 1) return alone(group[0]);
    const known = subjects.get(part) ?? subjectsOf(part);
    subjects.set(part, known);
    return together(group, known.get(span.start - part.start) ?? unknown);
  });
}

export const severities: readonly Severity[] = ["error", "warning", "info", "hint"];

function isGrouped({ absent, part }: Problem): boolean {
  return absent && (part.model.target === "kubernetes" || part.model.target === "compose");
}

function alone(problem: Problem): Shown {
  const { id, severity, span, message, place, part } = problem;
  return { id, severity, span, message, place, part, subject: undefined, problems: [problem] };
}

function together(group: readonly [Problem, ...Problem[]], { id, subject }: Subject): Shown {
  const problems = [...group].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  const [first = group[0], ...others] = problems;
  const { span, part, place, severity } = first;
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

interface Subject {
  readonly id: string;
  readonly subject: string;
}

const unknown: Subject = { id: "seaworthy/unhardened", subject: "This" };

/** Who stands where in a part; the first who is named there counts. */
function subjectsOf({ model }: Part): ReadonlyMap<number, Subject> {
  const found = new Map<number, Subject>();
  const add = ({ start }: Span, id: string, subject: string) => {
    if (!found.has(start)) found.set(start, { id, subject });
  };
  if (model.target === "compose") {
    for (const { nameSpan, name } of model.compose.services) {
      add(nameSpan, "compose/unhardened-service", named("Service", name));
    }
  } else if (model.target === "kubernetes") {
    for (const { nameSpan, list, name } of model.manifest.containers) {
      add(nameSpan, "kubernetes/unhardened-container", named(containerKinds[list], name));
    }
    for (const { nameSpan, object } of model.manifest.pods) {
      add(nameSpan, "kubernetes/unhardened-pod", named(object.kind || "Pod", object.name));
    }
  }
  return found;
}

const containerKinds = {
  containers: "Container",
  initContainers: "Init container",
  ephemeralContainers: "Ephemeral container",
} as const;

function named(kind: string, name: string | undefined): string {
  const kept = kind.length > 30 ? `${kind.slice(0, 29)}…` : kind;
  if (!name) return `This ${kept[0]?.toLowerCase()}${kept.slice(1)}`;
  return `${kept} ${name.length > 40 ? `${name.slice(0, 39)}…` : name}`;
}

/** Ids name dangers: the sentence says which ones nothing keeps out. */
function sentence(subject: string, problems: readonly Problem[]): string {
  const dangers = [...new Set(problems.map(({ id }) => id.slice(id.indexOf("/") + 1).replaceAll("-", " ")))];
  const lead = `${subject} lacks ${problems.length} protections, against `;
  for (let kept = dangers.length; kept > 1; kept--) {
    const said = list(dangers.slice(0, kept), dangers.length - kept);
    if (lead.length + said.length < longestMessage) return `${lead}${said}.`;
  }
  return `${subject} lacks ${problems.length} protections.`;
}

function list(words: readonly string[], more: number): string {
  if (more > 0) return `${words.join(", ")} and ${more} more`;
  return words.length === 1 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
