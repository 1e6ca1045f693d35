import { isShellName, isShellText } from "../syntax/shell-body.ts";
import { parseShell } from "../syntax/shell-parse.ts";
import type { YamlView } from "../syntax/yaml-view.ts";
import type { Container } from "./kubernetes.ts";
import { callsIn } from "./shell-calls.ts";

/** A command that a container starts, and the word of the manifest that it stands in. */
export interface ContainerCommand {
  /** Without its directory: `sudo`. */
  readonly name: string;
  readonly words: readonly string[];
  readonly view: YamlView;
}

/**
 * What `command` and `args` start: the program itself, and where that is a shell, each command of its script. A step of
 * Tekton is a script, and one of Argo may be the source of one.
 */
export function commandsOf({ view }: Container): readonly ContainerCommand[] {
  const items = [...listed(view.get("command")), ...listed(view.get("args"))];
  const words = items.map((item) => item.text() ?? "");
  const [first] = items;
  const [program = ""] = words;
  const script = view.get("script");
  if (script) return isShellText(script.text() ?? "") ? scriptCommands(script) : [];
  if (!first || program === "") return [];
  const own: ContainerCommand = { name: baseName(program), words, view: first };
  const flag = isShellName(program) ? words.findIndex((word, at) => at > 0 && /^-\w*c$/.test(word)) : -1;
  const given = flag > 0 ? items[flag + 1] : isShellName(program) ? view.get("source") : undefined;
  return given ? [own, ...scriptCommands(given)] : [own];
}

function scriptCommands(view: YamlView): ContainerCommand[] {
  return callsIn(parseShell(view.text() ?? "", 0)).map(({ name, words }) => ({
    name,
    words: words.map(({ value, text }) => value ?? text),
    view,
  }));
}

const listed = (view: YamlView | undefined): readonly YamlView[] => view?.items() ?? [];
/** Some write a whole line where one word belongs. */
function baseName(program: string): string {
  const [first = ""] = program.trim().split(/\s/, 1);
  return first.slice(first.lastIndexOf("/") + 1);
}
