import type { Problem } from "../../core/analysis.ts";
import { docsUrl } from "../../core/docs.ts";
import { present, type Shown } from "../../core/features/present.ts";
import { fixFor } from "../../core/features/repair.ts";
import type { Severity } from "../../core/rule.ts";
import { frame } from "../frames.ts";
import { counted, listed } from "../phrases.ts";
import type { Judged } from "../session.ts";
import { type Style, type StyleName, visible } from "../terminal.ts";

/** How many findings of which sort, and how many of them can be repaired how. */
export interface Tally {
  readonly severities: { readonly [severity in Severity]: number };
  readonly safe: number;
  readonly review: number;
}

export const severityColours: Readonly<Record<Severity, StyleName>> = {
  error: "red",
  warning: "yellow",
  info: "blue",
  hint: "cyan",
};

/** Code frames for people, with absences on one token shown as one. */
export function framesOf(judged: Judged, style: Style): string {
  return present(judged.analysis.problems)
    .map((shown) => `${paragraph(judged, shown, style)}\n`)
    .join("");
}

export function tallyOf({ analysis: { problems } }: Judged): Tally {
  const severities = { error: 0, warning: 0, info: 0, hint: 0 };
  let safe = 0;
  let review = 0;
  for (const problem of problems) {
    severities[problem.severity]++;
    const fixes = problem.fixes();
    if (fixes.some(({ safety }) => safety === "safe")) safe++;
    else if (fixFor(problem, { safeties: ["safe", "review"] })) review++;
  }
  return { severities, safe, review };
}

function paragraph(judged: Judged, shown: Shown, style: Style): string {
  const { line, character } = judged.lines.position(shown.span.start);
  const colour = severityColours[shown.severity];
  const where = style("bold", `${visible(judged.path)}:${line + 1}:${character + 1}`);
  // A group's own id is no rule's: its members' ids stand below.
  const rule = shown.problems.length === 1 ? ` ${style("dim", `[${shown.id}]`)}` : "";
  const head = `${where}: ${style(colour, shown.severity)}: ${visible(shown.message)}${rule}\n`;
  const details = shown.problems.length === 1 ? single(shown.problems[0], style) : group(shown, style);
  return head + frame(judged.lines, shown.span, style, colour) + details + elsewhere(shown, style);
}

/** What stands in other places, and belongs to it. */
function elsewhere({ problems }: Shown, style: Style): string {
  const rows = problems.flatMap(({ related }) => related);
  return rows
    .map(({ at: { path, line, character }, message }) => {
      return `  ${style("dim", `see ${visible(path)}:${line + 1}:${character + 1}: ${visible(message)}`)}\n`;
    })
    .join("");
}

function single(problem: Problem, style: Style): string {
  const rows = problem.fixes().map(({ title, safety }) => {
    const kind = safety === "safe" ? style("green", "fix") : style("yellow", "fix to review");
    return `${kind}: ${visible(title)}`;
  });
  rows.push(style("dim", docsUrl(problem.id)));
  return rows.map((row) => `  ${row}\n`).join("");
}

function group({ problems }: Shown, style: Style): string {
  const width = Math.max(...problems.map(({ severity }) => severity.length));
  const rows = problems.map(({ severity, message, id }) => {
    const kind = style(severityColours[severity], severity.padEnd(width));
    return `  ${kind}  ${visible(message)} ${style("dim", `[${id}]`)}\n`;
  });
  return rows.join("") + groupFixes(problems, style);
}

function groupFixes(problems: readonly Problem[], style: Style): string {
  const titles = new Set<string>();
  for (const problem of problems) {
    const [preferred] = problem.fixes();
    if (preferred) titles.add(visible(preferred.title));
  }
  if (titles.size === 0) return "";
  return `  ${style("yellow", counted(titles.size, "fix", "fixes"))}: ${listed([...titles])}\n`;
}
