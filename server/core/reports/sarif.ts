import { at, day, list, word } from "./json.ts";
import { readSeverity, type ScanReport, type Vulnerability } from "./scan-report.ts";

/** SARIF as Trivy and Grype write it: the package and its versions stand in the message. Each run is a report. */
export const readSarif = (root: unknown): readonly ScanReport[] => list(at(root, "runs")).flatMap(readRun);

function readRun(run: unknown): readonly ScanReport[] {
  const name = word(at(run, "tool", "driver", "name"))?.toLowerCase();
  const scanner = name === "trivy" ? "Trivy" : name === "grype" ? "Grype" : undefined;
  if (!scanner) return [];
  const rules = new Map(list(at(run, "tool", "driver", "rules")).map((rule) => [at(rule, "id"), rule]));
  const results = list(at(run, "results"));
  const image = word(at(run, "properties", "imageName")) ?? imageOf(results);
  const tags = list(at(run, "properties", "repoTags")).flatMap((tag) => word(tag) ?? []);
  return [
    {
      scanner,
      of: image === undefined ? "files" : "image",
      artifacts: image === undefined ? [] : [image, ...tags],
      created: day(at(run, "invocations", 0, "endTimeUtc")),
      vulnerabilities: results.flatMap((result) =>
        scanner === "Trivy" ? ofTrivy(result, rules) : ofGrype(result, rules),
      ),
    },
  ];
}

type Rules = ReadonlyMap<unknown, unknown>;

const textOf = (result: unknown): string => {
  const text = at(result, "message", "text");
  return typeof text === "string" ? text.slice(0, 4000) : "";
};

const fileOf = (result: unknown): string | undefined =>
  word(at(result, "locations", 0, "physicalLocation", "artifactLocation", "uri"));

function ofTrivy(result: unknown, rules: Rules): readonly Vulnerability[] {
  const said = new Map(
    [...textOf(result).matchAll(/^([A-Z][A-Za-z ]+): (.*)$/gm)].map(([, key, value]) => [key, value]),
  );
  const id = word(at(result, "ruleId"));
  const name = word(said.get("Package"));
  if (id === undefined || name === undefined) return [];
  const tags = list(at(rules.get(id), "properties", "tags"));
  const severity = readSeverity(
    word(said.get("Severity")) ?? tags.map(word).find((tag) => readSeverity(tag) !== "unknown"),
  );
  // Misconfigurations and secrets have no package; of a language's packages the lock file is named.
  const file = fileOf(result);
  const origin = at(rules.get(id), "name") === "LanguageSpecificPackageVulnerability" ? "language" : "system";
  return [
    {
      id,
      severity,
      package: name,
      installed: word(said.get("Installed Version")) ?? "",
      fixed: word(said.get("Fixed Version")),
      origin,
      file: origin === "language" ? file : undefined,
    },
  ];
}

/** "A high vulnerability in apk package: musl, version 1.1.22-r3 was found in image alpine:3.10 at: …" */
const sentence = /^An? (\w+) vulnerability in ([\w-]+) package: (\S+), version (\S+) was found in(?: image (\S+))?/;

function ofGrype(result: unknown, rules: Rules): readonly Vulnerability[] {
  const rule = word(at(result, "ruleId"));
  const [, severity, type = "", name, installed] = sentence.exec(textOf(result)) ?? [];
  const id = rule && (/^(?:CVE-\d+-\d+|GHSA(?:-\w{4}){3}|[A-Z]+-\d+[-:]\d+)/.exec(rule)?.[0] ?? rule);
  if (id === undefined || name === undefined) return [];
  const help = at(rules.get(rule), "help", "text");
  const fixed = typeof help === "string" ? /^Fix Version: *(\S+)/m.exec(help)?.[1] : undefined;
  return [
    {
      id,
      severity: readSeverity(severity),
      package: word(name) ?? "",
      installed: word(installed) ?? "",
      fixed: word(fixed),
      origin: /^(?:apk|deb|rpm|alpm)$/.test(type) ? "system" : "language",
      file: fileOf(result),
    },
  ];
}

const imageOf = (results: readonly unknown[]): string | undefined =>
  results.map((result) => word(sentence.exec(textOf(result))?.[5])).find((image) => image !== undefined);
