import { type EditResult, set } from "../edits/change.ts";
import { editYaml } from "../edits/yaml-editor.ts";
import { parseYaml } from "../syntax/yaml.ts";

/** Edits of a `.seaworthy.yaml` (of an empty text where there is none) that turn rules off; comments stay. */
export function turnOff(text: string | undefined, ids: readonly string[]): EditResult {
  const given = text ?? "";
  const document = parseYaml(given);
  if (document.root === undefined && document.errors.length === 0) {
    const lines = ids.map((id) => `  ${id}: off\n`).join("");
    const start = given.trim() === "" ? 0 : given.length;
    const lead = start > 0 && !given.endsWith("\n") ? "\n" : "";
    return { edits: [{ span: { start, end: given.length }, text: `${lead}rules:\n${lines}` }] };
  }
  const changes = ids.map((id) => set(["rules", id], "off"));
  const result = editYaml(document, changes);
  if ("refused" in result) return result;
  // Older readers of YAML take a bare `off` for false, which the configuration takes for `off`: no need of quotes.
  return { edits: result.edits.map(({ span, text }) => ({ span, text: text.replace(/"off"(?=\s|$)/g, "off") })) };
}
