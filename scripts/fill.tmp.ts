// usage: node --import tsx fill.ts RULE FILE.md : rewrites carets and fixed blocks from what the rule says today.
import { readFileSync, writeFileSync } from "node:fs";
import { Analyzer } from "../server/core/analyze.ts";
import { readConfig } from "../server/core/config.ts";
import { rules } from "../server/core/registry.ts";
import { fullId } from "../server/core/rule.ts";
import { applyEdits } from "../server/core/text.ts";
import { readMarked } from "../test/cases.ts";
const [id, path] = process.argv.slice(2);
const rule = rules.find((r) => fullId(r) === id)!;
const analyzer = new Analyzer([rule]);
const { config } = readConfig([{ rules: rule.severity === "off" ? { [id!]: "info" } : {} }], [rule]);
const fence = /^```(\w+) (bad|good|fixed)(?: "([^"]*)")?(?: path=(\S+))?[ \t]*\n([\s\S]*?)^```[ \t]*\n/gm;
const md = readFileSync(path!, "utf8");
let out = ""; let at = 0;
for (const m of md.matchAll(fence)) {
  const [whole, language, kind, , where, text] = m;
  const between = md.slice(at, m.index);
  if (kind === "fixed") { at = m.index + whole.length; if (md[at] === "\n") at++; out += between; continue; }
  out += between; at = m.index + whole.length;
  if (kind === "good") { out += whole; continue; }
  const { text: bare } = readMarked(text!);
  const file = where ?? "Dockerfile";
  const { problems } = analyzer.analyze({ path: file, text: bare }, { config, today: "2026-11-23" });
  const ps = problems.filter((p) => p.rule);
  const lines = bare.split("\n"); let offset = 0; const rows: string[] = [];
  for (const line of lines) {
    rows.push(line);
    for (const p of ps) if (p.span.start >= offset && p.span.start <= offset + line.length && line !== "" ) {
      const sev = p.severity === (rule.severity === "off" ? "info" : rule.severity) ? "" : `${p.severity}: `;
      rows.push(" ".repeat(p.span.start - offset) + "^".repeat(Math.max(1, p.span.end - p.span.start)) + " " + sev + p.message);
    }
    offset += line.length + 1;
  }
  const head = whole.slice(0, whole.indexOf("\n") + 1);
  out += head + rows.join("\n") + "```\n";
  for (const p of ps) for (const fix of p.fixes()) {
    const r = p.part.resolve(fix.changes);
    if ("refused" in r) continue;
    out += `\n\`\`\`${language} fixed "${fix.title}"\n${applyEdits(bare, r.edits)}\`\`\`\n`;
  }
  if (md[at] === "\n" ) { /* keep */ }
}
out += md.slice(at);
writeFileSync(path!, out.replace(/\n{3,}/g, "\n\n").replace(/```\n(#|```)/g, "```\n\n$1"));
