import type { YamlView } from "../syntax/yaml-view.ts";
import type { Json } from "./change.ts";

/** A value as a change writes it elsewhere; comments and anchors stay behind. */
export function jsonOf(view: YamlView): Json {
  if (view.kind === "seq") return view.items().map(jsonOf);
  if (view.kind === "map") return Object.fromEntries(view.entries().map(({ key, value }) => [key, jsonOf(value)]));
  return view.scalar() ?? null;
}
