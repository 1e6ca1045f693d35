import { readGrype } from "./grype.ts";
import { at } from "./json.ts";
import { readSarif } from "./sarif.ts";
import type { ScanReport } from "./scan-report.ts";
import { readTrivy } from "./trivy.ts";

/** Larger files are not read. */
const largest = 20 * 1024 * 1024;

/** False where a text surely is no report of a scanner. Looks for words only. */
export function looksLikeReport(text: string): boolean {
  if (text.length > largest || !/^\uFEFF?\s{0,100}\{/.test(text)) return false;
  if (text.includes('"runs"')) return /"name"\s*:\s*"(?:trivy|grype)"/i.test(text);
  if (text.includes('"ArtifactName"')) return text.includes('"SchemaVersion"');
  return text.includes('"matches"') && text.includes('"descriptor"');
}

/** A report of Trivy or Grype, in their own JSON or as SARIF; undefined for everything else. Never throws. */
export function readReport(text: string): ScanReport | undefined {
  if (!looksLikeReport(text)) return undefined;
  let root: unknown;
  try {
    root = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
  if (Array.isArray(at(root, "runs"))) return readSarif(root);
  return readTrivy(root) ?? readGrype(root);
}
