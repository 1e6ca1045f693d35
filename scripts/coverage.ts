/**
 * `node scripts/run.mjs scripts/coverage.ts CATALOGUE.json`: writes `coverage/rows.json`, what the peers check, from a
 * snapshot of the catalogue of their checks. Only names and ids are taken over.
 */
import { readFileSync, writeFileSync } from "node:fs";
import type { Row } from "./coverage/row.ts";

interface CatalogueRow {
  readonly id: string;
  readonly target: string;
  readonly scope?: string;
  readonly title: string;
  readonly security_relevant: boolean;
  readonly peers: Readonly<Record<string, unknown>>;
}

/** Datadog's scanner is a fork of KICS: its ids are told from those of KICS by nothing, and none is in both. */
function withForks({ datadog_iac: forked, kics, ...peers }: Record<string, unknown>): Row["peers"] {
  const ids = [...((kics as string[] | undefined) ?? []), ...((forked as string[] | undefined) ?? [])];
  return { ...(peers as Row["peers"]), ...(ids.length > 0 && { kics: ids }) };
}

const [file] = process.argv.slice(2);
if (!file) {
  console.error("Name the catalogue's JSON file.");
  process.exit(2);
}
const rows = (JSON.parse(readFileSync(file, "utf8")) as readonly CatalogueRow[])
  .filter(({ target }) => target === "kubernetes" || target === "dockerfile")
  .map(
    ({ id, target, scope, title, security_relevant, peers }): Row => ({
      id,
      target: target as Row["target"],
      scope: scope ?? "",
      title,
      relevant: security_relevant,
      peers: withForks(Object.fromEntries(Object.entries(peers).filter(([, ids]) => Array.isArray(ids)))),
    }),
  );
writeFileSync(
  new URL("coverage/rows.json", import.meta.url),
  `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`,
);
console.log(`wrote scripts/coverage/rows.json: ${rows.length} rows`);
