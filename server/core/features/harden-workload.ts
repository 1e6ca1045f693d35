import { differences } from "../edits/differences.ts";
import { type Edit, shift } from "../text.ts";
import type { ActionContext } from "./code-actions.ts";
import { workloadAt } from "./lens.ts";
import { levels } from "./level.ts";
import { type Repair, repair } from "./repair.ts";

/** What hardening a workload does, and what is left to do by hand. */
export interface Hardening {
  readonly place: string;
  readonly edits: readonly Edit[];
  readonly mayBreak: string;
  /** What still keeps it from `restricted`, each once; empty where it gets there. */
  readonly left: readonly string[];
}

/** Applies every fix of the workload at an offset, until nothing more changes; undefined where there is none. */
export function hardenWorkload(context: ActionContext, offset: number): Hardening | undefined {
  const { analyzer, analysis, source, settings } = context;
  const workload = workloadAt(analysis, offset);
  if (!workload) return undefined;
  const repaired = repair(analyzer, source, settings, { safeties: ["safe", "review"], within: workload.span });
  const rules = new Set(repaired.applied.map(({ id }) => id));
  const breaks = analyzer.rules
    .filter((rule) => rules.has(`${rule.target}/${rule.id}`))
    .map(({ mayBreak }) => mayBreak);
  const after = analyzer.analyze({ ...source, text: repaired.text }, settings);
  const start = workload.span.start;
  const left = after.parts.flatMap(({ model, start: from }) => {
    if (model.target !== "kubernetes") return [];
    return levels(model.manifest, settings.config.kubernetesVersion)
      .filter(({ object }) => object.place === workload.place && shift(object.span, from).start === start)
      .flatMap(({ violations }) => violations.map(({ message }) => message));
  });
  // The analyzer keeps the parts of what it saw last: that is the text as it stands.
  analyzer.analyze(source, settings);
  return {
    place: workload.place,
    edits: differences(source.text, repaired.text),
    mayBreak: [...new Set([...breaks, ...repaired.applied.flatMap(assumption)])].join(" "),
    left: [...new Set(left)],
  };
}

/** Whose place is named, since a workload has several containers. */
const assumption = ({ place, assumes }: Repair["applied"][number]): readonly string[] =>
  assumes === undefined ? [] : [`${place}: ${assumes}`];
