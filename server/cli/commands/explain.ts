import { docsUrl } from "../../core/docs.ts";
import { referenceUrl } from "../../core/references.ts";
import { rules } from "../../core/registry.ts";
import { type AnyRule, fullId } from "../../core/rule.ts";
import { RuleIndex } from "../../core/rule-index.ts";
import type { Command } from "../command.ts";
import { lowerSeveritiesOf, repairsOf } from "../examples.ts";
import { rulesKnownAs } from "../known-as.ts";
import { wrapped } from "../phrases.ts";
import type { Style } from "../terminal.ts";
import { UserError } from "../user-error.ts";

export const explain: Command = {
  name: "explain",
  operands: "ID",
  summary: "Tell what a rule is about",
  flags: {},

  run({ positionals }, terminal) {
    const [id, ...others] = positionals;
    if (id === undefined || others.length > 0) throw new UserError("`explain` needs one rule's id, such as root-user.");
    terminal.out(
      find(id)
        .map((rule) => page(rule, terminal.outStyle))
        .join("\n"),
    );
    return 0;
  },
};

/** A rule's first examples are its plainest. */
const mostRepairs = 5;

/** By full or short id, or by what another tool calls it. */
function find(id: string): readonly AnyRule[] {
  const index = new RuleIndex(rules);
  const found = index.find(id);
  if (found.length > 0) return found;
  const known = rulesKnownAs(id, rules);
  if (known.length > 0) return known;
  const meant = index.nearest(id);
  throw new UserError(`There is no rule "${id}".${meant ? ` Did you mean ${meant}?` : " See `seaworthy rules`."}`);
}

function page(rule: AnyRule, style: Style): string {
  const { podSecurity } = rule;
  const lower = lowerSeveritiesOf(rule);
  const less = lower.length > 0 ? `, but ${lower.join(" or ")} where less is at stake or certain` : "";
  const facts = [`severity: ${rule.severity}${less}`];
  if (podSecurity) facts.push(`Pod Security: ${podSecurity.level}, ${podSecurity.check}, since ${podSecurity.since}`);
  const section = (title: string, body: string) => (body === "" ? "" : `\n${style("bold", title)}\n${body}`);
  const paragraph = (text: string) => wrapped(text, "  ");
  const list = (lines: readonly string[]) => lines.map((line) => `  - ${line}\n`).join("");
  return [
    `${style("bold", rule.title)}  ${style("dim", `[${fullId(rule)}]`)}\n`,
    `${style("dim", facts.join(" · "))}\n`,
    section("Why it matters", paragraph(rule.why)),
    section("Fixes, such as", list(repairsOf(rule).slice(0, mostRepairs))),
    section("What may break", paragraph(rule.mayBreak)),
    section("Options", list(optionLines(rule))),
    section("To allow it", paragraph(`Write \`# seaworthy: allow ${rule.id} -- reason\` above the line or block.`)),
    section("References", list(rule.references.map(withAddress))),
    section("In other tools", list(aliasLines(rule))),
    `\n${docsUrl(fullId(rule))}\n`,
  ].join("");
}

function optionLines({ options }: AnyRule): readonly string[] {
  return Object.entries(options).map(([name, { doc, initial }]) => `${name} (${JSON.stringify(initial)}): ${doc}`);
}

function aliasLines({ aliases }: AnyRule): readonly string[] {
  return Object.entries(aliases)
    .filter(([, ids]) => ids.length > 0)
    .map(([peer, ids]) => `${peer.replaceAll("_", "-")}: ${ids.join(", ")}`);
}

function withAddress(reference: string): string {
  const url = referenceUrl(reference);
  return url === undefined || url === reference ? reference : `${reference}: ${url}`;
}
