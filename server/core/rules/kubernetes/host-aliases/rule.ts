import { remove } from "../../../edits/change.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "host-aliases",
  title: "Names are resolved by hand",
  why: "Names in /etc/hosts win over DNS: whoever writes the pod sends its requests elsewhere, and when the address goes to somebody else, so do they.",
  mayBreak: "Programs that use these names need them in DNS, as an ExternalName Service for example.",
  severity: "hint",
  references: ["CWE-350"],
  aliases: { trivy: ["KSV-0007"], kubesec: ["HostAliases"] },
  options: {},

  *check(manifest) {
    for (const { spec, object } of manifest.pods) {
      const list = spec.get("hostAliases");
      if (!list || list.items().length === 0) continue;
      yield {
        span: list.keySpan,
        message: `${object.name || "The pod"} resolves names by hand, past DNS.`,
        fixes: () => [{ title: "Remove hostAliases", safety: "review", changes: [remove(list.path)] }],
      };
    }
  },
});
