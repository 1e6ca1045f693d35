import type { Case } from "./case.ts";
import { explainedDockerfiles } from "./explained-dockerfiles.ts";
import { explainedManifests } from "./explained-manifests.ts";
import type { Explanation } from "./explanation.ts";
import type { Verdict } from "./judge.ts";

/** The reasons of disagreements, and which of them were never needed. */
export interface Reviewed {
  reasonOf(one: Case, verdict: Verdict): Explanation | undefined;
  /** Parts of cases' names that explain nothing any more. */
  idle(): readonly string[];
}

const explained: Readonly<Record<Case["target"], readonly Explanation[]>> = {
  dockerfile: explainedDockerfiles,
  kubernetes: explainedManifests,
};

/** A reason holds for one direction only: who is quieter on purpose may not become stricter unseen. */
export function reviewed(target: Case["target"]): Reviewed {
  const reasons = explained[target];
  const idle = new Set(reasons.flatMap((one) => one.cases.map((part) => nameOf(one, part))));
  return {
    reasonOf(one, { differs }) {
      for (const reason of reasons) {
        if (reason.peer !== one.peer || !one.checks.includes(reason.check)) continue;
        const parts = reason.cases.filter((part) => one.name.includes(part));
        if (parts.length === 0 || !differs.every(({ side }) => fits(reason, side))) continue;
        for (const part of parts) idle.delete(nameOf(reason, part));
        return reason;
      }
      return undefined;
    },
    idle: () => [...idle],
  };
}

const nameOf = ({ peer, check }: Explanation, part: string): string => `${peer} ${check} (${part})`;

const fits = ({ kind }: Explanation, side: "quieter" | "stricter"): boolean =>
  (kind !== "quieter" && kind !== "stricter") || kind === side;
