import { referenceLink } from "../server/core/references.ts";
import { type AnyRule, fullId, type Severity } from "../server/core/rule.ts";
import { readCases, readMarked } from "../test/cases.ts";

const targetNames = { dockerfile: "Dockerfile", kubernetes: "Kubernetes", compose: "Compose" } as const;

/** The docs page of one rule, from its declaration and its cases. `lower`: what findings of less weight have. */
export function rulePage(rule: AnyRule, cases: string, lower: readonly Severity[]): string {
  const id = fullId(rule);
  const security = rule.podSecurity;
  const facts = [
    `**Rule** \`${id}\` · **Severity** ${rule.severity}`,
    lower.length > 0 ? `, but ${lower.join(" or ")} where less is at stake or certain` : "",
    security
      ? ` · **Pod Security** ${security.level}, check \`${security.check}\`, since Kubernetes ${security.since}`
      : "",
  ].join("");
  return [
    `# ${rule.title}`,
    facts,
    "## Why it matters",
    rule.why,
    "## What may break when it is repaired",
    rule.mayBreak,
    ...options(rule),
    "## To allow it",
    `Write \`# seaworthy: allow ${rule.id} -- <reason>\` above the line or block, or set the rule in \`.seaworthy.yaml\`:`,
    `\`\`\`yaml\nrules:\n  ${id}: off\n\`\`\``,
    "A severity in its place holds for all findings of the rule.",
    ...section("Where this is written", rule.references.map((reference) => `- ${referenceLink(reference)}`).join("\n")),
    ...section("The same concern in other tools", aliasList(rule)),
    // Last, because they can be long.
    ...examples(cases, rule),
  ]
    .join("\n\n")
    .concat("\n");
}

function options(rule: AnyRule): string[] {
  const names = Object.entries(rule.options);
  if (names.length === 0) return [];
  const rows = names.map(
    ([name, { doc, initial }]) => `- \`${name}\` (default \`${JSON.stringify(initial)}\`): ${doc}`,
  );
  return ["## Options", rows.join("\n")];
}

function examples(cases: string, rule: AnyRule): string[] {
  const blocks: string[] = [];
  const language = rule.target === "dockerfile" ? "dockerfile" : "yaml";
  const shown = (text: string) => `\`\`\`${language}\n${text}\`\`\``;
  let above = "";
  // Several examples of one case stand below one heading.
  const below = (heading: string) => {
    if (heading !== above) blocks.push(heading);
    above = heading;
  };
  for (const { heading, bad, good, fixed } of readCases(cases, "")) {
    if (bad !== undefined) {
      const { text, marks } = readMarked(bad);
      const labels = [...new Set(marks.map(({ label }) => `> ${label}`))];
      below(`### ${heading}`);
      blocks.push(shown(text), labels.join("\n>\n"));
    } else if (good !== undefined) {
      below(`### ${heading} (nothing to report)`);
      blocks.push(shown(good));
    }
    for (const { title, text } of fixed) blocks.push(`Fix: ${title}`, shown(text));
  }
  return blocks.length > 0 ? ["## Examples", ...blocks.filter((block) => block !== "")] : [];
}

function aliasList(rule: AnyRule): string {
  return Object.entries(rule.aliases)
    .filter(([, ids]) => ids.length > 0)
    .map(([peer, ids]) => `- ${peer.replaceAll("_", "-")}: ${ids.map((id) => `\`${id}\``).join(", ")}`)
    .join("\n");
}

function section(title: string, body: string): string[] {
  return body === "" ? [] : [`## ${title}`, body];
}

/** `docs/rules/README.md`: every rule in one table. */
export function rulesIndex(rules: readonly AnyRule[]): string {
  return `# Rules\n\n${ruleTable(rules, "")}`;
}

export function ruleTable(rules: readonly AnyRule[], base = "docs/rules/"): string {
  const rows = rules.map((rule) => {
    const security = rule.podSecurity ? `${rule.podSecurity.level}` : "";
    return `| ${targetNames[rule.target]} | [${rule.id}](${base}${fullId(rule)}.md) | ${rule.title} | ${rule.severity} | ${security} |`;
  });
  return `| In | Rule | What it says | Severity, at most | Pod Security |\n| --- | --- | --- | --- | --- |\n${rows.join("\n")}\n`;
}

/** What Seaworthy says of a file itself, without a rule. */
export function ownPages(): string {
  return `## Findings about the file itself

### templated-file

The file holds template expressions (\`{{ … }}\`) and is no YAML yet. It is not judged: check what it renders to.

### too-large

The file is larger than 5 MB. Editors do not have it judged; the command line does.

### unparsable

A part of the file can't be read, so findings may be missing there: it is broken, or it is a script of more than a
megabyte.

### unknown-rule

An allow comment names a rule that does not exist.

### unused-allow

An allow comment allows something that is not there. Remove it, so that it hides nothing later.

### expired-allow

An allow comment has passed its \`until=\` date. The finding is back.

### expiring-allow

An allow comment ends within fourteen days.

### invalid-allow

An allow comment is not honoured: it can't be read, or the configuration asks for a reason or an end that it lacks.

### configuration

\`.seaworthy.yaml\` holds a setting that does not exist or has the wrong type; what is wrong is passed over.

## Several findings shown as one

What a container or service lacks is shown in one line. Each is a rule of its own, in allow comments and in the
configuration too.

### unhardened-container

A container of a pod lacks several protections.

### unhardened-pod

A pod lacks several protections.

### unhardened-service

A service of a Compose file lacks several protections.
`;
}
