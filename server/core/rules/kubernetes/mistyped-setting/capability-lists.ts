import { set } from "../../../edits/change.ts";
import type { ClosedMap } from "../../../model/closed-maps.ts";
import type { Finding } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";

/** Lists that are no lists, and names that no runtime knows. */
export function* capabilityFindings({ view: context, who }: ClosedMap): Iterable<Finding> {
  const capabilities = context.get("capabilities");
  if (!capabilities || capabilities.isNull() || capabilities.via !== "own") return;
  if (capabilities.kind !== "map") {
    yield { span: capabilities.keySpan, message: `capabilities of ${who} need a list below drop or add.` };
    return;
  }
  for (const list of ["drop", "add"]) {
    const view = capabilities.get(list);
    if (!view || view.isNull() || view.via !== "own") continue;
    if (view.kind === "seq") yield* prefixed(view, list, who);
    else yield single(view, list, who);
  }
}

function single(view: YamlView, list: string, who: string): Finding {
  const word = view.string();
  const fits = word !== undefined && /^\w+$/.test(word);
  return {
    span: view.kind === "scalar" ? view.span : view.keySpan,
    message: `${list} of ${who} has to be a list of capabilities.`,
    fixes: () => (fits ? [{ title: "Make it a list", safety: "review", changes: [set(view.path, [word])] }] : []),
  };
}

/** The runtime puts `CAP_` in front by itself, and then knows no such capability. */
function* prefixed(view: YamlView, list: string, who: string): Iterable<Finding> {
  for (const item of view.items()) {
    const name = /^CAP_(\w+)$/i.exec(item.string() ?? "")?.[1];
    // What is added is reported where it is dangerous.
    if (!name || list === "add") continue;
    yield {
      span: item.span,
      message: `Runtimes know no ${item.text()}, which ${who} is to drop: write it without CAP_.`,
      // One of them seldom is enough, and restricted wants all.
      fixes: () => [{ title: "Drop all capabilities", safety: "review", changes: [set(view.path, ["ALL"])] }],
    };
  }
}
