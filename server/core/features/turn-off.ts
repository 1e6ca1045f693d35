import { type EditResult, set } from "../edits/change.ts";
import { editYaml } from "../edits/yaml-editor.ts";
import { parseYaml } from "../syntax/yaml.ts";

/** Edits of a `.seaworthy.yaml` (of an empty text where there is none) that turn rules off; comments stay. */
export function turnOff(text: string | undefined, ids: readonly string[]): EditResult {
  if (text === undefined || text.trim() === "") {
    const lines = ids.map((id) => `  ${id}: off\n`);
    return { edits: [{ span: { start: 0, end: text?.length ?? 0 }, text: `rules:\n${lines.join("")}` }] };
  }
  return editYaml(
    parseYaml(text),
    ids.map((id) => set(["rules", id], "off")),
  );
}
