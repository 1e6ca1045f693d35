import { at, day, list, word } from "./json.ts";
import { readSeverity, type ScanReport, type Vulnerability } from "./scan-report.ts";

/** Trivy's own JSON, of schema 2. */
export function readTrivy(root: unknown): ScanReport | undefined {
  const name = word(at(root, "ArtifactName"));
  if (name === undefined || typeof at(root, "SchemaVersion") !== "number") return undefined;
  const tags = [...list(at(root, "Metadata", "RepoTags")), ...list(at(root, "Metadata", "RepoDigests"))];
  const artifacts = [name, ...[...tags, at(root, "Metadata", "Reference")].flatMap((tag) => word(tag) ?? [])];
  return {
    scanner: "Trivy",
    of: at(root, "ArtifactType") === "container_image" ? "image" : "files",
    artifacts: [...new Set(artifacts)],
    created: day(at(root, "CreatedAt")),
    vulnerabilities: list(at(root, "Results")).flatMap(ofResult),
  };
}

function ofResult(result: unknown): readonly Vulnerability[] {
  const origin = at(result, "Class") === "os-pkgs" ? "system" : "language";
  const target = word(at(result, "Target"));
  return list(at(result, "Vulnerabilities")).flatMap((one) => {
    const id = word(at(one, "VulnerabilityID"));
    const name = word(at(one, "PkgName"));
    if (id === undefined || name === undefined) return [];
    return {
      id,
      severity: readSeverity(word(at(one, "Severity"))),
      package: name,
      installed: word(at(one, "InstalledVersion")) ?? "",
      fixed: word(at(one, "FixedVersion")),
      origin,
      file: origin === "language" ? (word(at(one, "PkgPath")) ?? target) : undefined,
    };
  });
}
