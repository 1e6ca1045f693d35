import type { Severity } from "../../core/rule.ts";
import { toRecord } from "../findings.ts";
import type { Format } from "./format.ts";

const commands: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
  hint: "notice",
};

/** Workflow commands, which GitHub Actions shows beside the lines of a pull request. */
export function githubFormat(): Format {
  return {
    add(judged) {
      const lines = judged.analysis.problems.map((problem) => {
        const { path, rule, severity, message, range, docs } = toRecord(judged, problem);
        const { start, end } = range;
        const properties = [
          ["file", path],
          ["line", String(start.line + 1)],
          ["endLine", String(end.line + 1)],
          ["col", String(start.character + 1)],
          ["endColumn", String(end.character + 1)],
          ["title", rule],
        ].map(([name, value = ""]) => `${name}=${escapeProperty(value)}`);
        return `::${commands[severity]} ${properties.join(",")}::${escapeData(`${message} ${docs}`)}\n`;
      });
      return lines.join("");
    },
    end: ({ errors }) =>
      errors.map(({ path, message }) => `::error file=${escapeProperty(path)}::${escapeData(message)}\n`).join(""),
  };
}

const escapeData = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const escapeProperty = (text: string): string => escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
