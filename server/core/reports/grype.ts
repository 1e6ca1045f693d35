import { at, day, list, word } from "./json.ts";
import { readSeverity, type ScanReport, type Vulnerability } from "./scan-report.ts";

/** Grype's own JSON. */
export function readGrype(root: unknown): ScanReport | undefined {
  const matches = at(root, "matches");
  if (!Array.isArray(matches) || at(root, "descriptor") === undefined) return undefined;
  const target = at(root, "source", "target");
  const isImage = at(root, "source", "type") === "image";
  const names = isImage
    ? [target, at(target, "userInput"), ...list(at(target, "tags")), ...list(at(target, "repoDigests"))]
    : [target];
  return {
    scanner: "Grype",
    of: isImage ? "image" : "files",
    artifacts: [...new Set(names.flatMap((name) => word(name) ?? []))],
    created: day(at(root, "descriptor", "timestamp")),
    vulnerabilities: matches.flatMap(ofMatch),
  };
}

function ofMatch(match: unknown): readonly Vulnerability[] {
  const id = word(at(match, "vulnerability", "id"));
  const name = word(at(match, "artifact", "name"));
  if (id === undefined || name === undefined) return [];
  const type = word(at(match, "artifact", "type")) ?? "";
  return [
    {
      id,
      severity: readSeverity(word(at(match, "vulnerability", "severity"))),
      package: name,
      installed: word(at(match, "artifact", "version")) ?? "",
      fixed: word(at(match, "vulnerability", "fix", "versions", 0)),
      origin: /^(?:apk|deb|rpm|alpm|portage|linux-kernel)$/.test(type) ? "system" : "language",
      file: word(at(match, "artifact", "locations", 0, "path")),
    },
  ];
}
