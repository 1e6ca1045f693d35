import { docsUrl } from "../../core/docs.ts";
import { rules as registry } from "../../core/registry.ts";
import { type AnyRule, fullId, peers } from "../../core/rule.ts";
import type { Command } from "../command.ts";
import { repairsOf } from "../examples.ts";
import { severityColours } from "../formats/frames-of.ts";
import { counted } from "../phrases.ts";
import type { Style } from "../terminal.ts";
import { UserError } from "../user-error.ts";

export const rules: Command = {
  name: "rules",
  operands: "",
  summary: "List the rules",
  flags: { format: { value: "FORMAT", short: "f", choices: ["text", "json"], doc: "How to list (default: text)" } },

  run(args, terminal) {
    if (args.positionals.length > 0)
      throw new UserError("`rules` takes no path; `seaworthy explain ID` tells of one rule.");
    if (args.value("format") === "json") {
      terminal.out(`${JSON.stringify({ version: 1, rules: registry.map(record) }, undefined, 2)}\n`);
    } else terminal.out(table(terminal.outStyle));
    return 0;
  },
};

function record(rule: AnyRule) {
  const { podSecurity } = rule;
  return {
    id: fullId(rule),
    target: rule.target,
    title: rule.title,
    severity: rule.severity,
    fixable: repairsOf(rule).length > 0,
    docs: docsUrl(fullId(rule)),
    aliases: Object.fromEntries(peers.map((peer) => [peer, rule.aliases[peer] ?? []])),
    ...(podSecurity ? { podSecurity: { level: podSecurity.level, check: podSecurity.check } } : {}),
  };
}

function table(style: Style): string {
  const width = Math.max(0, ...registry.map((rule) => fullId(rule).length));
  const rows = registry.map((rule) => {
    const { severity, title } = rule;
    const kind = severity === "off" ? style("dim", "off    ") : style(severityColours[severity], severity.padEnd(7));
    return `${fullId(rule).padEnd(width)}  ${kind}  ${repairsOf(rule).length > 0 ? style("green", "fix") : "   "}  ${title}\n`;
  });
  return `${rows.join("")}\n${counted(registry.length, "rule")}; \`fix\`: there are repairs. \`seaworthy explain ID\` tells more.\n`;
}
