import type { ComposeDocument, EnvironmentVariable } from "../../../model/compose.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";

/** How deep below an extension field an environment is looked for: `x-common: environment: NAME`. */
const deepest = 4;

/**
 * Where a variable's value is written: at its service, or in the extension fields (`x-common`) from which an anchor
 * brings it. Empty where it comes from elsewhere.
 */
export function writtenAt(compose: ComposeDocument, { name, value, view }: EnvironmentVariable): readonly YamlView[] {
  if (view.via === "own") return [view];
  const search = (place: YamlView, depth: number): readonly YamlView[] => {
    if (place.via !== "own" || depth > deepest) return [];
    if (place.kind === "seq") return place.items().filter((item) => isOwn(item, `${name}=${value}`));
    return place.entries().flatMap((entry) => {
      if (entry.key === name && isOwn(entry.value, value)) return [entry.value];
      return entry.value.kind === "scalar" ? [] : search(entry.value, depth + 1);
    });
  };
  const fields = compose.yaml.root?.entries().filter(({ key }) => key.startsWith("x-")) ?? [];
  return fields.flatMap((field) => search(field.value, 1));
}

const isOwn = (view: YamlView, text: string | undefined): boolean => view.via === "own" && view.text() === text;
