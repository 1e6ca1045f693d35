import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readReports } from "./read-report.ts";

const readReport = (text: string) => readReports(text)[0];

const trivy = {
  SchemaVersion: 2,
  CreatedAt: "2026-10-01T08:00:00Z",
  ArtifactName: "acme/web:1.4",
  ArtifactType: "container_image",
  Metadata: { RepoTags: ["registry.example.com/acme/web:1.4"] },
  Results: [
    {
      Target: "acme/web:1.4 (debian 13)",
      Class: "os-pkgs",
      Vulnerabilities: [
        {
          VulnerabilityID: "CVE-2026-0001",
          PkgName: "libx",
          InstalledVersion: "1.0",
          FixedVersion: "1.1",
          Severity: "CRITICAL",
        },
      ],
    },
    {
      Target: "package-lock.json",
      Class: "lang-pkgs",
      Vulnerabilities: [
        { VulnerabilityID: "CVE-2026-0002", PkgName: "left", InstalledVersion: "2.0.0", Severity: "LOW" },
      ],
    },
    { Target: "Dockerfile", Class: "config", Misconfigurations: [{ ID: "DS-0002" }] },
  ],
};

test("Trivy's own JSON", () => {
  assert.deepEqual(readReport(JSON.stringify(trivy)), {
    scanner: "Trivy",
    of: "image",
    artifacts: ["acme/web:1.4", "registry.example.com/acme/web:1.4"],
    created: "2026-10-01",
    vulnerabilities: [
      {
        id: "CVE-2026-0001",
        severity: "critical",
        package: "libx",
        installed: "1.0",
        fixed: "1.1",
        origin: "system",
        file: undefined,
      },
      {
        id: "CVE-2026-0002",
        severity: "low",
        package: "left",
        installed: "2.0.0",
        fixed: undefined,
        origin: "language",
        file: "package-lock.json",
      },
    ],
  });
});

const match = (id: string, type: string, versions: readonly string[]) => ({
  vulnerability: { id, severity: "High", fix: { versions, state: "fixed" } },
  artifact: { name: "libx", version: "1.0", type, locations: [{ path: "/lib/apk/db/installed" }] },
});

test("Grype's own JSON", () => {
  const report = readReport(
    JSON.stringify({
      matches: [match("CVE-2026-0001", "apk", ["1.1"]), match("GHSA-aaaa-bbbb-cccc", "npm", [])],
      source: { type: "image", target: { userInput: "alpine:3.20", tags: ["alpine:3.20"] } },
      descriptor: { name: "grype", timestamp: "2026-11-01T10:00:00+02:00" },
    }),
  );
  assert.deepEqual(report?.artifacts, ["alpine:3.20"]);
  const named = readReport(
    JSON.stringify({ matches: [], source: { type: "image", target: "alpine:3.20" }, descriptor: {} }),
  );
  assert.deepEqual(named?.artifacts, ["alpine:3.20"]);
  assert.equal(report?.created, "2026-11-01");
  assert.deepEqual(
    report?.vulnerabilities.map(({ id, severity, fixed, origin }) => [id, severity, fixed, origin]),
    [
      ["CVE-2026-0001", "high", "1.1", "system"],
      ["GHSA-aaaa-bbbb-cccc", "high", undefined, "language"],
    ],
  );
});

test("SARIF of both", () => {
  const sarif = (name: string, rules: readonly object[], results: readonly object[], properties?: object) =>
    readReport(
      JSON.stringify({
        version: "2.1.0",
        runs: [{ tool: { driver: { name, rules } }, results, ...(properties && { properties }) }],
      }),
    );
  const ofTrivy = sarif(
    "Trivy",
    [
      {
        id: "CVE-2026-0001",
        name: "OsPackageVulnerability",
        properties: { tags: ["vulnerability", "security", "HIGH"] },
      },
    ],
    [
      {
        ruleId: "CVE-2026-0001",
        message: {
          text: "Package: libx\nInstalled Version: 1.0\nVulnerability CVE-2026-0001\nSeverity: HIGH\nFixed Version: 1.1\nLink: x",
        },
      },
    ],
    { imageName: "alpine:3.20", repoTags: ["alpine:3.20"] },
  );
  assert.deepEqual(ofTrivy?.artifacts, ["alpine:3.20", "alpine:3.20"]);
  assert.deepEqual(ofTrivy?.vulnerabilities[0], {
    id: "CVE-2026-0001",
    severity: "high",
    package: "libx",
    installed: "1.0",
    fixed: "1.1",
    origin: "system",
    file: undefined,
  });
  const ofGrype = sarif(
    "Grype",
    [{ id: "CVE-2026-0001-libx", help: { text: "Vulnerability CVE-2026-0001\nFix Version: 1.1\n" } }],
    [
      {
        ruleId: "CVE-2026-0001-libx",
        message: {
          text: "A critical vulnerability in apk package: libx, version 1.0 was found in image alpine:3.20 at: /lib",
        },
      },
    ],
  );
  assert.deepEqual(ofGrype?.artifacts, ["alpine:3.20"]);
  assert.deepEqual(
    ofGrype?.vulnerabilities.map(({ id, severity, fixed }) => [id, severity, fixed]),
    [["CVE-2026-0001", "critical", "1.1"]],
  );
  assert.equal(sarif("ESLint", [], []), undefined);
});

test("other texts are no reports, and broken ones give nothing", () => {
  for (const text of ["", "{", '{"ArtifactName":1,"SchemaVersion":2}', "apiVersion: v1\n"]) {
    assert.equal(readReport(text), undefined, text);
  }
  assert.equal(readReport('{"matches":[],"descriptor"')?.unread, "no valid JSON");
  const odd = readReport(
    JSON.stringify({
      ...trivy,
      Results: [{ Vulnerabilities: [null, 1, {}, { VulnerabilityID: "x", PkgName: {} }] }, 7],
    }),
  );
  assert.deepEqual(odd?.vulnerabilities, []);
});

test("words of a report are shown as words", () => {
  const hostile = { VulnerabilityID: "[click](https://evil.example.com)", PkgName: "<b>a\n`b`", Severity: "toString" };
  const [one] =
    readReport(JSON.stringify({ ...trivy, Results: [{ Vulnerabilities: [hostile] }] }))?.vulnerabilities ?? [];
  assert.equal(one?.id, "click(https://evil.example.com)");
  assert.equal(one?.package, "ba b");
  assert.equal(one?.severity, "unknown");
});

test("any JSON gets an answer", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      readReport(`{"SchemaVersion":2,"ArtifactName":"a","Results":${text},"Metadata":${text}}`);
      readReport(`{"matches":${text},"descriptor":{},"source":${text}}`);
      readReport(`{"runs":[{"tool":{"driver":{"name":"Trivy","rules":${text}}},"results":${text}}]}`);
    }),
  );
});

test("each run of a SARIF file is a report", () => {
  const run = (name: string, imageName: string) => ({
    tool: { driver: { name } },
    results: [],
    properties: { imageName },
  });
  const runs = [run("Trivy", "node:22"), run("CodeQL", "x"), null, run("Grype", "node:24")];
  assert.deepEqual(
    readReports(JSON.stringify({ version: "2.1.0", runs })).map(({ scanner, artifacts }) => [scanner, ...artifacts]),
    [
      ["Trivy", "node:22"],
      ["Grype", "node:24"],
    ],
  );
});
