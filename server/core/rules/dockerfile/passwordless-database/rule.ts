import type { Assignment } from "../../../model/dockerfile.ts";
import { databaseOpenings } from "../../../model/passwordless.ts";
import { dockerfileRule } from "../../../rule.ts";

export default dockerfileRule({
  id: "passwordless-database",
  title: "The image's database needs no password",
  why: "Every container of the image starts with a database that lets in whoever reaches it, also where nobody thinks of it any more: they read and change all data.",
  mayBreak:
    "Nothing is changed for you: without the variable a container stops until a password is given when it starts, by `-e` or by a file.",
  severity: "warning",
  references: ["CWE-306", "CWE-258"],
  aliases: {},
  options: {},

  *check(file) {
    const variables = file.instructions
      .filter((instruction) => instruction.keyword === "ENV" && file.ships(instruction))
      .flatMap(({ assignments }) => assignments);
    // What is set again later counts.
    const last = new Map<string, Assignment>(variables.map((variable) => [variable.name, variable]));
    const found = databaseOpenings([...last.values()], file.final?.image?.repository);
    for (const { name, value, valueSpan, sure } of found) {
      if (!valueSpan) continue;
      yield {
        span: valueSpan,
        message: sure
          ? `The database lets in everybody who reaches it, without a password (${name}=${value}).`
          : `The database needs no password unless one is given when it starts (${name}=${value}).`,
        ...(!sure && { severity: "info" as const }),
      };
    }
  },
});
