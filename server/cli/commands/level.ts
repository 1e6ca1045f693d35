import type { Analysis } from "../../core/analysis.ts";
import { beforePatches, levels, patchers, type WorkloadLevel } from "../../core/features/level.ts";
import { shift } from "../../core/text.ts";
import type { Command } from "../command.ts";
import { type Range, toRange } from "../findings.ts";
import { inputFlags } from "../flag-tables.ts";
import { jsonText } from "../formats/json-text.ts";
import { report } from "../report.ts";
import { type Judged, Session } from "../session.ts";
import { type Style, type StyleName, visible } from "../terminal.ts";

export const level: Command = {
  name: "level",
  operands: "[PATH…]",
  summary: "Say which Pod Security level each workload reaches, and what keeps it from the next",
  flags: {
    format: { value: "FORMAT", short: "f", choices: ["text", "json"], doc: "How to report (default: text)" },
    ...inputFlags,
  },

  async run(args, terminal) {
    const session = new Session(args, terminal);
    const json = args.value("format") === "json";
    const workloads: Workload[] = [];
    const versions = new Set<string>();
    for await (const judged of session.judge()) {
      const version = judged.settings.config.kubernetesVersion;
      for (const workload of workloadsOf(judged, judged.analysis, version)) {
        versions.add(version);
        workloads.push(workload);
        if (!json) terminal.out(paragraph(workload, terminal.outStyle));
      }
    }
    if (json) {
      const kubernetesVersion = [...versions].join(", ") || session.kubernetesVersion;
      const { errors } = session;
      terminal.out(jsonText({ version: 1, kubernetesVersion, workloads, errors }));
    } else terminal.out(summary(workloads));
    return report(session, terminal) ? 2 : 0;
  },
};

interface Workload {
  readonly path: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | null;
  readonly line: number;
  readonly level: WorkloadLevel["level"];
  /** Kustomizations that patch it: the level is the one before. */
  readonly patchedBy?: readonly string[];
  readonly violations: readonly {
    readonly check: string;
    readonly level: "baseline" | "restricted";
    readonly message: string;
    readonly range: Range;
  }[];
}

function workloadsOf(judged: Judged, analysis: Analysis, version: string): readonly Workload[] {
  const patchersOf = patchers(analysis, judged.source, judged.settings);
  return analysis.parts.flatMap(({ model, start }) => {
    if (model.target !== "kubernetes") return [];
    return levels(model.manifest, version).map(({ object, level: reached, violations }) => ({
      path: judged.path,
      apiVersion: object.apiVersion,
      kind: object.kind,
      name: object.name,
      namespace: object.namespace ?? null,
      line: judged.lines.position(object.nameSpan.start + start).line,
      level: reached,
      ...patchedField(patchersOf(object)),
      violations: violations.map(({ check, level: forbidding, message, span }) => ({
        check,
        level: forbidding,
        message,
        range: toRange(judged, shift(span, start)),
      })),
    }));
  });
}

const patchedField = (paths: readonly string[]): Pick<Workload, "patchedBy"> =>
  paths.length > 0 ? { patchedBy: paths } : {};

const colours: Readonly<Record<Workload["level"], StyleName>> = {
  privileged: "red",
  baseline: "yellow",
  restricted: "green",
};

function paragraph(workload: Workload, style: Style): string {
  const { path, kind, name, namespace, line, level: reached, patchedBy = [], violations } = workload;
  const where = style("bold", `${visible(path)}:${line + 1}`);
  const full = [namespace, name].filter(Boolean).join("/");
  const head = `${where}: ${visible(kind)}${full ? ` ${visible(full)}` : ""}: ${style(colours[reached], reached)}${visible(beforePatches(patchedBy))}\n`;
  // What keeps it from the level after the next is no news until it has reached the next.
  const next = reached === "privileged" ? "baseline" : "restricted";
  const nearer = violations.filter((violation) => violation.level === next);
  const rows = nearer.map(({ check, message, range: { start } }) => {
    return `  ${start.line + 1}:${start.character + 1} ${visible(message)} ${style("dim", `[${check}]`)}\n`;
  });
  const lines = new Set(nearer.map(({ range }) => range.start.line));
  // What both levels forbid of one field is one thing to change.
  const further = new Set(
    violations.filter((one) => one.level !== next && !lines.has(one.range.start.line)).map(({ check }) => check),
  );
  if (rows.length > 0) rows.unshift(`  ${style("dim", `not ${next}, because`)}\n`);
  if (further.size > 0) rows.push(style("dim", `  restricted forbids as well: ${[...further].join(", ")}\n`));
  return `${head}${rows.join("")}\n`;
}

function summary(workloads: readonly Workload[]): string {
  if (workloads.length === 0) return "There is no workload here.\n";
  const order = ["privileged", "baseline", "restricted"] as const;
  const counts = order.flatMap((reached) => {
    const count = workloads.filter((workload) => workload.level === reached).length;
    return count > 0 ? [`${count} ${reached}`] : [];
  });
  return `${counts.join(", ")}.\n`;
}
