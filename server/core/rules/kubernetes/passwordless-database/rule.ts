import { commandsOf } from "../../../model/container-commands.ts";
import type { Container } from "../../../model/kubernetes.ts";
import { databaseOpenings, letsEverybodyIn, openingOption } from "../../../model/passwordless.ts";
import { type Finding, kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "passwordless-database",
  title: "A database needs no password",
  why: "Every pod of the cluster reaches the database, unless a network policy keeps it out: whoever gets into any of them reads and changes all data. Some databases can be made to run commands, too.",
  mayBreak:
    "Nothing is changed for you: programs that use the database need the password, from a Secret. A database that has data already keeps its users, so that the password has to be set there as well.",
  severity: "warning",
  references: ["NSA/CISA Kubernetes Hardening Guide", "CWE-306", "CWE-258"],
  aliases: {},
  options: {},

  *check(manifest) {
    for (const container of manifest.containers) {
      yield* variables(container);
      yield* commandLine(container);
    }
  },
});

function* variables({ view, name, image }: Container): Iterable<Finding> {
  const env = (view.get("env")?.items() ?? []).map((item) => {
    const value = item.get("value");
    return { name: item.get("name")?.text() ?? "", value: value?.text(), view: value };
  });
  const hasMore = view.get("envFrom") !== undefined;
  for (const { view: value, sure, ...variable } of databaseOpenings(env, image?.repository)) {
    // A password may come with all the other variables.
    if (!value || (!sure && hasMore)) continue;
    yield { span: value.span, message: letsEverybodyIn(name, `${variable.name}=${variable.value}`) };
  }
}

function* commandLine(container: Container): Iterable<Finding> {
  const { view, name, image } = container;
  const items = ["command", "args"].flatMap((list) => view.get(list)?.items() ?? []);
  for (const command of commandsOf(container)) {
    const option = openingOption(command.words, image?.repository);
    if (!option) continue;
    const at = items[0] === command.view ? (items[option.index] ?? command.view) : command.view;
    yield { span: at.span, message: letsEverybodyIn(name, option.shown) };
    // What a wrapper starts is a command of its own, and has the same option.
    return;
  }
}
