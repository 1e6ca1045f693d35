/** `npm run new-rule dockerfile/ignored-certificate`: makes the folder of a rule, with what has to be filled in. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";

const [id = ""] = process.argv.slice(2);
const match = /^(dockerfile|kubernetes|compose)\/([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/.exec(id);
if (!match) {
  console.error("Name the rule as <target>/<danger>, such as dockerfile/ignored-certificate.");
  process.exit(2);
}
const [, target, name] = match;
const folder = new URL(`../server/core/rules/${id}/`, import.meta.url);
if (existsSync(folder)) {
  console.error(`${id} is there already.`);
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
writeFileSync(
  new URL("rule.ts", folder),
  `import { ${target}Rule } from "../../../rule.ts";

export default ${target}Rule({
  id: "${name}",
  title: "",
  why: "",
  mayBreak: "",
  severity: "info",
  references: [],
  aliases: {},
  options: {},

  *check(_${target === "kubernetes" ? "manifest" : target}) {},
});
`,
);
const language = target === "dockerfile" ? "dockerfile" : "yaml";
writeFileSync(
  new URL("cases.md", folder),
  `# ${name}\n\n## What is bad\n\n\`\`\`${language} bad\n\`\`\`\n\n## What is good\n\n\`\`\`${language} good\n\`\`\`\n`,
);
console.log(`Fill in server/core/rules/${id}/rule.ts and cases.md, then run \`npm run gen\` and \`npm test\`.`);
