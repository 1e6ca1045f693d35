/** What a scanner has found in an image or in a folder. Plain data. */
export interface ScanReport {
  readonly scanner: "Trivy" | "Grype";
  /** An image, or the files of a repository. */
  readonly of: "image" | "files";
  /** All names that the report gives the image or the folder. */
  readonly artifacts: readonly string[];
  /** ISO date; undefined where the report does not say. */
  readonly created: string | undefined;
  readonly vulnerabilities: readonly Vulnerability[];
  /** Why nothing of it was read but its names, behind "is": "larger than 20 MB". */
  readonly unread?: string;
}

export interface Vulnerability {
  /** `CVE-2024-1234`, `GHSA-…` */
  readonly id: string;
  readonly severity: "critical" | "high" | "medium" | "low" | "unknown";
  readonly package: string;
  readonly installed: string;
  /** The version that mends it, where there is one. */
  readonly fixed: string | undefined;
  /** A package of the distribution, or of a language. */
  readonly origin: "system" | "language";
  /** The file that the package was found by: a lock file, a jar. */
  readonly file: string | undefined;
}

export const severities = ["critical", "high", "medium", "low", "unknown"] as const;

/** A severity as the scanners write it, in capitals or not. */
export function readSeverity(text: string | undefined): Vulnerability["severity"] {
  const lower = text?.toLowerCase() ?? "";
  return (
    severities.find((one) => one === lower) ??
    (lower === "moderate" ? "medium" : lower === "negligible" ? "low" : "unknown")
  );
}
