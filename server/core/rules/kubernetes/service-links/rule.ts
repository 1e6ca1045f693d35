import { set } from "../../../edits/change.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "service-links",
  title: "The environment lists every Service of the namespace",
  why: "Whoever gets in reads from the environment what else there is to attack; and a Service of the right name changes variables that programs read.",
  mayBreak: "Programs that find Services by these variables have to use their names in DNS.",
  // It is how Kubernetes has always worked, and DNS tells as much to those who ask.
  severity: "off",
  references: ["Kubernetes documentation: Accessing the Service", "CWE-200"],
  aliases: { kyverno: ["other/disable-service-discovery"] },
  options: {},

  *check(manifest) {
    for (const { spec, nameSpan, object } of manifest.pods) {
      const links = spec.get("enableServiceLinks");
      const written = links !== undefined && !links.isNull();
      if (written ? links.boolean() !== true : object.partial) continue;
      yield {
        span: written ? links.span : nameSpan,
        message: `The environment of ${object.name || "the pod"} lists every Service of its namespace.`,
        absent: !written,
        fixes: () => [
          { title: "List no Services", safety: "review", changes: [set([...spec.path, "enableServiceLinks"], false)] },
        ],
      };
    }
  },
});
