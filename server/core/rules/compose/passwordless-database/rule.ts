import type { Service } from "../../../model/compose.ts";
import { interpolate } from "../../../model/compose-interpolation.ts";
import { databaseOpenings, letsEverybodyIn, openingOption } from "../../../model/passwordless.ts";
import { composeRule, type Finding } from "../../../rule.ts";
import { parseShell } from "../../../syntax/shell-parse.ts";

export default composeRule({
  id: "passwordless-database",
  title: "A database needs no password",
  why: "Whoever reaches the database reads and changes all data, and some databases can be made to run commands. Where its port is published that is the whole network: scanners find such databases within hours.",
  mayBreak:
    "Nothing is changed for you: programs that use the database need the password, from `.env` or a secret. A database that has data already keeps its users, so that the password has to be set there as well.",
  severity: "warning",
  references: ["CWE-306", "CWE-258"],
  aliases: {},
  options: {},

  *check(compose) {
    for (const service of compose.services) {
      for (const finding of [...variables(service), ...commandLine(service)]) {
        // Then only other services of the project reach it, or this machine.
        yield isPublished(service) ? finding : { ...finding, severity: "info" };
      }
    }
  },
});

function* variables({ environment, name, image, view, partial }: Service): Iterable<Finding> {
  const resolved = environment.map((variable) => ({
    ...variable,
    value: variable.value === undefined ? undefined : interpolate(variable.value),
  }));
  const hasMore = partial || view.get("env_file") !== undefined;
  for (const { sure, span, ...variable } of databaseOpenings(resolved, image?.repository)) {
    if (!sure && hasMore) continue;
    yield { span, message: letsEverybodyIn(name, `${variable.name}=${variable.value}`) };
  }
}

function* commandLine({ name, image, view }: Service): Iterable<Finding> {
  const command = view.get("command");
  if (!command) return;
  const items = command.items();
  const line = items.length > 0 ? undefined : command.string();
  const words =
    line === undefined
      ? items.map((item) => item.text() ?? "")
      : (parseShell(line, 0).commands[0]?.words ?? []).map(({ value, text }) => value ?? text);
  const option = openingOption(words, image?.repository);
  if (option) yield { span: (items[option.index] ?? command).span, message: letsEverybodyIn(name, option.shown) };
}

const isPublished = ({ ports, view }: Service): boolean =>
  view.get("network_mode")?.string() === "host" ||
  ports.some(({ hostIp }) => hostIp === undefined || !/^(?:127\.|localhost$|\[?::1\]?$)/.test(hostIp));
