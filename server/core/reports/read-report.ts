import { readGrype } from "./grype.ts";
import { at, word } from "./json.ts";
import { readSarif } from "./sarif.ts";
import type { ScanReport } from "./scan-report.ts";
import { readTrivy } from "./trivy.ts";

/** Of larger files only the names are read. */
const megabytes = 20;
const largest = megabytes * 1024 * 1024;

/** False where a text surely is no report of a scanner. Looks for words only. */
export function looksLikeReport(text: string): boolean {
  if (!/^\uFEFF?\s{0,100}\{/.test(text)) return false;
  if (text.includes('"runs"')) return /"name"\s*:\s*"(?:trivy|grype)"/i.test(text);
  if (text.includes('"ArtifactName"')) return text.includes('"SchemaVersion"');
  return text.includes('"matches"') && text.includes('"descriptor"');
}

/** What Trivy or Grype report, in their own JSON or as SARIF; nothing for everything else. Never throws. */
export function readReports(text: string): readonly ScanReport[] {
  if (!looksLikeReport(text)) return [];
  if (text.length > largest) return [unreadReport(text, `larger than ${megabytes} MB`)];
  let root: unknown;
  try {
    root = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return [unreadReport(text, "no valid JSON")];
  }
  if (Array.isArray(at(root, "runs"))) return readSarif(root);
  const report = readTrivy(root) ?? readGrype(root);
  return report ? [report] : [];
}

/** Names of images stand at the beginning of a report or at its end, and there alone they are looked for. */
const headLength = 64 * 1024;
const names = /"(?:ArtifactName|userInput|imageName)"\s{0,20}:\s{0,20}"([^"\\]{1,300})"/g;

/** What is to be said of a report that nobody reads: which images it is of. */
export function unreadReport(text: string, unread: string): ScanReport {
  const ends = text.length > 2 * headLength ? [text.slice(0, headLength), text.slice(-headLength)] : [text];
  const isGrype = text.includes('"descriptor"') || /"name"\s*:\s*"grype"/i.test(text);
  const artifacts = ends.flatMap((end) => [...end.matchAll(names)].flatMap(([, name]) => word(name) ?? []));
  return {
    scanner: isGrype && !text.includes('"ArtifactName"') ? "Grype" : "Trivy",
    of: artifacts.length > 0 ? "image" : "files",
    artifacts: [...new Set(artifacts)],
    created: undefined,
    vulnerabilities: [],
    unread,
  };
}
