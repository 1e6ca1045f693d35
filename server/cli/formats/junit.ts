import type { FindingRecord } from "../findings.ts";
import type { Format } from "./format.ts";

/** A suite for each file and a failed case for each finding, as CI servers read test results. */
export function junitFormat(): Format {
  const suites: string[] = [];
  let tests = 0;
  let failures = 0;
  return {
    add({ path, records }) {
      const cases =
        records.length > 0
          ? records.map(failedCase)
          : [`    <testcase name="no findings" classname=${quoted(path)}/>\n`];
      tests += cases.length;
      failures += records.length;
      const head = `name=${quoted(path)} tests="${cases.length}" failures="${records.length}"`;
      suites.push(`  <testsuite ${head}>\n${cases.join("")}  </testsuite>\n`);
      return "";
    },
    end({ errors }) {
      for (const { path, message } of errors) {
        const error = `      <error message=${quoted(message)}/>\n`;
        const failed = `    <testcase name="can be checked" classname=${quoted(path)}>\n${error}    </testcase>\n`;
        suites.push(`  <testsuite name=${quoted(path)} tests="1" errors="1">\n${failed}  </testsuite>\n`);
      }
      const head = `name="Seaworthy" tests="${tests + errors.length}" failures="${failures}" errors="${errors.length}"`;
      return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${head}>\n${suites.join("")}</testsuites>\n`;
    },
  };
}

function failedCase({ path, rule, severity, message, range, docs }: FindingRecord): string {
  const where = `${path}:${range.start.line + 1}:${range.start.character + 1}`;
  const failure = `      <failure type=${quoted(severity)} message=${quoted(message)}>${escaped(`${where}\n${docs}`)}</failure>\n`;
  return `    <testcase name=${quoted(`${rule} ${range.start.line + 1}:${range.start.character + 1}`)} classname=${quoted(path)}>\n${failure}    </testcase>\n`;
}

const quoted = (text: string): string => `"${escaped(text)}"`;

/** XML 1.0 has no way to write most control characters, not even escaped; the others would steer a terminal. */
const unwritable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: They are what is looked for.
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]|\p{Surrogate}/gu;

function escaped(text: string): string {
  return text
    .replace(unwritable, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "&#10;");
}
