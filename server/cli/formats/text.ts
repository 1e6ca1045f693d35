import { severities } from "../../core/features/present.ts";
import { counted } from "../phrases.ts";
import type { Style } from "../terminal.ts";
import type { Format } from "./format.ts";
import { severityColours } from "./frames-of.ts";

/** Code frames with a summary, for people. */
export function textFormat(style: Style): Format {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  let filesWithProblems = 0;
  let safe = 0;
  let review = 0;
  return {
    add({ text }) {
      if (!text || text.frames === "") return "";
      const { frames, tally } = text;
      filesWithProblems++;
      for (const severity of severities) counts[severity] += tally.severities[severity];
      safe += tally.safe;
      review += tally.review;
      return frames;
    },
    end({ files, errors }) {
      if (files === 0) return "";
      const found = severities.reduce((sum, severity) => sum + counts[severity], 0);
      if (found === 0) {
        const but = errors.length > 0 ? ", but not everything could be read" : "";
        return `${style(but === "" ? "green" : "yellow", "No problems")} in ${counted(files, "file")}${but}.\n`;
      }
      const kinds = severities
        .filter((severity) => counts[severity] > 0)
        .map((severity) => style(severityColours[severity], counted(counts[severity], severity)));
      const where = `in ${filesWithProblems} of ${counted(files, "file")}`;
      return `${style("bold", counted(found, "problem"))} (${kinds.join(", ")}) ${where}.\n${repairHint(safe, review)}`;
    },
  };
}

function repairHint(safe: number, review: number): string {
  const can = (count: number, command: string) => `${count} can be repaired with \`seaworthy ${command}\``;
  if (safe > 0 && review > 0)
    return `${can(safe, "fix")}, ${review} more with \`seaworthy harden\`; look at \`harden --diff\` first.\n`;
  if (safe > 0) return `${can(safe, "fix")}.\n`;
  return review > 0 ? `${can(review, "harden")}; look at \`harden --diff\` first.\n` : "";
}
