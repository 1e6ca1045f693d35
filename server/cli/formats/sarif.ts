import { version } from "../../../package.json";
import { docsUrl } from "../../core/docs.ts";
import { rules } from "../../core/registry.ts";
import { type AnyRule, fullId, type Severity } from "../../core/rule.ts";
import type { FindingRecord, FixRecord, Range, RelatedRecord } from "../findings.ts";
import { fingerprints } from "../fingerprints.ts";
import type { Format } from "./format.ts";
import { jsonText } from "./json-text.ts";

const levels: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note", hint: "note" };
/** What GitHub sorts security findings by: 9 and more is critical, 7 high, 4 medium. */
const weights: Readonly<Record<Severity | "off", string>> = {
  error: "8.0",
  warning: "5.0",
  info: "3.0",
  hint: "1.0",
  off: "1.0",
};

/** SARIF 2.1.0, as code scanning reads it. */
export function sarifFormat(): Format {
  const findings: FindingRecord[] = [];
  return {
    add({ records }) {
      for (const record of records) findings.push(record);
      return "";
    },
    end({ errors }) {
      const used = [...new Set(findings.map(({ rule }) => rule))].sort();
      const keys = fingerprints(findings);
      const run = {
        tool: {
          driver: {
            name: "Seaworthy",
            version,
            informationUri: docsUrl("").replace(/\/[^/]*$/, ""),
            rules: used.map(descriptor),
          },
        },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: errors.length === 0,
            toolExecutionNotifications: errors.map(({ path, message }) => ({
              level: "error",
              message: { text: message },
              locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) } } }],
            })),
          },
        ],
        results: findings.map((finding, at) => result(finding, used.indexOf(finding.rule), keys[at] ?? "")),
      };
      const schema = "https://json.schemastore.org/sarif-2.1.0.json";
      return jsonText({ $schema: schema, version: "2.1.0", runs: [run] });
    },
  };
}

const byId: ReadonlyMap<string, AnyRule> = new Map(rules.map((rule) => [fullId(rule), rule]));

function descriptor(id: string) {
  const rule = byId.get(id);
  const base = { id, helpUri: docsUrl(id) };
  if (!rule) return base;
  return {
    ...base,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    help: { text: `${rule.why}\n\nWhat may break when it is repaired: ${rule.mayBreak}` },
    defaultConfiguration: { level: rule.severity === "off" ? "none" : levels[rule.severity] },
    properties: { tags: ["security", rule.target], "security-severity": weights[rule.severity] },
  };
}

function result(finding: FindingRecord, ruleIndex: number, key: string) {
  const { path, rule, severity, message, range, place, fixes, related = [] } = finding;
  const artifactLocation = { uri: uriOf(path) };
  const fixOf = ({ title, edits }: FixRecord) => ({
    description: { text: title },
    // All edits of a fix are in one file.
    artifactChanges: [
      { artifactLocation: { uri: uriOf(edits[0]?.path ?? path) }, replacements: edits.map(replacement) },
    ],
  });
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: { artifactLocation, region: region(range) },
        ...(place === "" ? {} : { logicalLocations: [{ fullyQualifiedName: place }] }),
      },
    ],
    ...(related.length > 0 && { relatedLocations: related.map(relatedLocation) }),
    partialFingerprints: { "seaworthy/v1": key },
    ...(fixes.length > 0 ? { fixes: fixes.map(fixOf) } : {}),
  };
}

function relatedLocation({ path, range, message }: RelatedRecord, id: number) {
  return {
    id,
    message: { text: message },
    physicalLocation: { artifactLocation: { uri: uriOf(path) }, region: region(range) },
  };
}

function replacement({ range, newText }: FixRecord["edits"][number]) {
  return { deletedRegion: region(range), insertedContent: { text: newText } };
}

function region({ start, end }: Range) {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

const uriOf = (path: string): string => {
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  return path.startsWith("/") ? `file://${encoded}` : encoded;
};
