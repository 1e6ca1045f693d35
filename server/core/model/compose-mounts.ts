import type { YamlView } from "../syntax/yaml-view.ts";
import type { Mount } from "./compose.ts";
import { composeBoolean } from "./compose-boolean.ts";
import { interpolate, splitOutside } from "./compose-interpolation.ts";

export function readMounts(view: YamlView | undefined): readonly Mount[] {
  return (view?.items() ?? []).flatMap((item) => {
    if (item.kind === "map") return [longSyntax(item)];
    const text = item.text();
    return text ? [shortSyntax(interpolate(text) ?? text, item)] : [];
  });
}

function longSyntax(view: YamlView): Mount {
  const type = view.get("type")?.string();
  return {
    type: type === "bind" || type === "volume" || type === "tmpfs" ? type : "other",
    source: filled(view.get("source")?.text() ?? view.get("src")?.text()),
    target: filled(view.get("target")?.text() ?? view.get("dst")?.text() ?? view.get("destination")?.text()),
    readOnly: composeBoolean(view.get("read_only")) === true || composeBoolean(view.get("readonly")) === true,
    view,
  };
}

function filled(text: string | undefined): string | undefined {
  return text === undefined ? undefined : (interpolate(text) ?? text);
}

/** `[source:]target[:mode]`, where a source or target may begin with a drive's letter. */
function shortSyntax(text: string, view: YamlView): Mount {
  const parts = joinDrives(splitOutside(text, ":"));
  const [first = "", target, mode] = parts;
  if (target === undefined) return { type: "volume", source: undefined, target: first, readOnly: false, view };
  return { type: typeOf(first), source: first, target, readOnly: (mode ?? "").split(",").includes("ro"), view };
}

function joinDrives(parts: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] ?? "";
    const next = parts[at + 1];
    if (/^[A-Za-z]$/.test(part) && next !== undefined && /^[\\/]/.test(next)) {
      joined.push(`${part}:${next}`);
      at++;
    } else joined.push(part);
  }
  return joined;
}

/** Volumes have names; whatever looks like a path is the host's. A variable alone may be either. */
function typeOf(source: string): Mount["type"] {
  if (/^[A-Za-z0-9][\w.-]*$/.test(source)) return "volume";
  return /^\$(?:\w+|\{[^}]*\})$/.test(source) ? "other" : "bind";
}
