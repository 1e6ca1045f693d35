import type { YamlView } from "../syntax/yaml-view.ts";
import type { PublishedPort } from "./compose.ts";
import { interpolate, splitOutside } from "./compose-interpolation.ts";

export function readPorts(view: YamlView | undefined): readonly PublishedPort[] {
  return (view?.items() ?? []).flatMap((item) => {
    if (item.kind === "map") return [longSyntax(item)];
    const text = item.text();
    return text === undefined ? [] : [shortSyntax(text.trim(), item)];
  });
}

function longSyntax(view: YamlView): PublishedPort {
  return {
    hostIp: known(view.get("host_ip")?.text()),
    published: known(view.get("published")?.text()),
    target: known(view.get("target")?.text()),
    protocol: known(view.get("protocol")?.text()),
    view,
  };
}

/** `[[ip:][published]:]target[/protocol]`; the brackets of an IPv6 address are optional, so the last two parts are the ports. */
function shortSyntax(text: string, view: YamlView): PublishedPort {
  const [mapping = "", protocol] = splitOutside(text, "/");
  const parts = splitOutside(mapping, ":");
  const host = parts.slice(0, -2).join(":");
  return {
    hostIp: known(host.replace(/^\[(.*)\]$/, "$1")),
    published: known(parts.length > 1 ? parts[parts.length - 2] : undefined),
    target: known(parts[parts.length - 1]),
    protocol: known(protocol),
    view,
  };
}

/** With defaults filled in where there are some, else as written; undefined where nothing stands. */
function known(text: string | undefined): string | undefined {
  return text ? (interpolate(text) ?? text) : undefined;
}
