import { remove, set } from "../../../edits/change.ts";
import type { ClosedMap } from "../../../model/closed-maps.ts";
import type { Finding } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";

const types = ["RuntimeDefault", "Localhost", "Unconfined"] as const;

/** Profiles of seccomp and AppArmor whose type is none. */
export function* profileFindings({ view: context, who }: ClosedMap): Iterable<Finding> {
  for (const key of ["seccompProfile", "appArmorProfile"]) {
    const profile = context.get(key);
    if (!profile || profile.isNull() || profile.via !== "own") continue;
    if (profile.kind === "map") yield* inside(profile, key, who);
    else yield plain(profile, key, who);
  }
}

function plain(profile: YamlView, key: string, who: string): Finding {
  const type = meant(profile.text());
  return {
    span: profile.kind === "scalar" ? profile.span : profile.keySpan,
    message: `${key} of ${who} needs a type below it.`,
    fixes: () =>
      type ? [{ title: `Write type: ${type}`, safety: "review", changes: [set(profile.path, { type })] }] : [],
  };
}

function* inside(profile: YamlView, key: string, who: string): Iterable<Finding> {
  const type = profile.get("type");
  const text = type?.text();
  if (!type || text === undefined || /[{$]/.test(text)) return;
  if (!types.some((one) => one === text)) {
    const right = meant(text);
    yield {
      span: type.span,
      message: `${key} of ${who} has no type ${text}: it is RuntimeDefault, Localhost or Unconfined.`,
      fixes: () => (right ? [{ title: `Write ${right}`, safety: "review", changes: [set(type.path, right)] }] : []),
    };
    return;
  }
  const file = profile.get("localhostProfile");
  if (!file || file.isNull() || text === "Localhost") return;
  yield {
    span: file.keySpan,
    message: `localhostProfile of ${who} is refused beside type ${text}.`,
    fixes: () => [{ title: "Remove localhostProfile", safety: "review", changes: [remove(file.path)] }],
  };
}

/** As annotations wrote them, and with other capitals or blanks. */
function meant(text: string | undefined): (typeof types)[number] | undefined {
  const folded = (text ?? "").toLowerCase().replace(/[^a-z]/g, "");
  if (/^(?:runtime|docker)\/?defaults?$/.test(folded)) return "RuntimeDefault";
  return types.find((type) => type.toLowerCase() === folded);
}
