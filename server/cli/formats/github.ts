import type { Severity } from "../../core/rule.ts";
import { visible } from "../terminal.ts";
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
    add({ records }) {
      const lines = records.map(({ path, rule, severity, message, range: { start, end }, docs }) => {
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
  text
    .split(/(\r|\n)/)
    .map((part) => breaks.get(part) ?? visible(part).replaceAll("%", "%25"))
    .join("");
const breaks: ReadonlyMap<string, string> = new Map([
  ["\r", "%0D"],
  ["\n", "%0A"],
]);
const escapeProperty = (text: string): string => escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
