import type { ComposeDocument, EnvironmentVariable, Service } from "../../../model/compose.ts";
import { interpolate } from "../../../model/compose-interpolation.ts";
import { judgeSecret } from "../../../model/secret.ts";
import { looksRandom } from "../../../model/secret-value.ts";
import { composeRule, type Finding } from "../../../rule.ts";
import { fixesFor } from "./fixes.ts";

export default composeRule({
  id: "secret-in-environment",
  title: "A secret stands in the Compose file",
  why: "Whoever can read the repository has the secret, and so has everybody who runs the file with it unchanged: attackers try the defaults of published Compose files first.",
  mayBreak:
    "Compose stops with a message until the variable is set in `.env` or in the shell, or the secret's file exists. A secret that was published must be replaced by a new one.",
  severity: "error",
  references: ["CIS Docker 4.10", "CWE-798", "CWE-1392"],
  aliases: { kics: ["a88baa34-e2ad-44ea-ad6f-8cac87bc7c71"] },
  options: {},

  *check(compose) {
    // What comes by an anchor is said once: where a service writes it, else at the first service that takes it.
    const said = new Set(compose.services.flatMap(({ environment }) => environment.filter(isOwn).map(wording)));
    for (const service of compose.services) {
      for (const variable of service.environment) {
        if (!isOwn(variable) && said.has(wording(variable))) continue;
        said.add(wording(variable));
        const finding = judge(compose, service, variable);
        if (finding) yield finding;
      }
    }
  },
});

const isOwn = ({ view }: EnvironmentVariable): boolean => view.via === "own";
const wording = ({ name, value }: EnvironmentVariable): string => `${name}=${value}`;

function judge(compose: ComposeDocument, service: Service, variable: EnvironmentVariable): Finding | undefined {
  const { name, value, span } = variable;
  if (value === undefined) return;
  const resolved = interpolate(value);
  const verdict = judgeSecret(name, resolved ?? value);
  if (!verdict) return;
  const found = {
    span,
    note: "Keep `.env` and the files of secrets out of version control and out of the image (`.gitignore`, `.dockerignore`).",
    fixes: () => fixesFor(compose, service, variable),
  };
  const { certainty, what } = verdict;
  if (certainty === "name-only") {
    const message = `${shortened(name)} is meant for ${what}: take it from .env or from a secret.`;
    return { ...found, message, severity: "hint" };
  }
  if (resolved !== undefined && resolved !== value.replaceAll("$$", "$")) {
    const message = `${shortened(name)} falls back to ${what} that everybody can read in this file.`;
    return { ...found, message, severity: certainty === "certain" || looksRandom(resolved) ? "warning" : "hint" };
  }
  const message = `${shortened(name)} holds ${what} in plain text.`;
  return certainty === "certain" || looksRandom(value)
    ? { ...found, message }
    : { ...found, message, severity: "warning" };
}

const shortened = (name: string): string => (name.length > 28 ? `${name.slice(0, 27)}…` : name);
