import { remove } from "../../../edits/change.ts";
import { servicesOf } from "../../../model/services.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "external-ips",
  title: "A Service claims addresses by itself",
  why: "Every node sends what goes to these addresses to the Service's pods, also where they belong to somebody else: whoever can write a Service reads the traffic of others.",
  mayBreak: "Clients that use these addresses need a load balancer, an Ingress or a Gateway.",
  severity: "warning",
  references: ["CVE-2020-8554", "CWE-300"],
  aliases: {
    trivy: ["KSV-0108"],
    kyverno: ["best-practices/restrict-external-ips", "other/no-localhost-service"],
    gatekeeper: ["general/externalip"],
  },
  options: {},

  *check(manifest) {
    for (const { object, spec } of servicesOf(manifest)) {
      const list = spec.get("externalIPs");
      const [first] = list?.items() ?? [];
      if (list && first) {
        yield {
          span: list.keySpan,
          message: `Service ${object.name} claims ${first.text() ?? "an address"} by itself: externalIPs can take over others' traffic.`,
          fixes: () => [{ title: "Remove externalIPs", safety: "review", changes: [remove(list.path)] }],
        };
      }
      const alias = spec.get("externalName");
      const name = alias?.text();
      if (alias && name && /^(?:localhost|127\.[\d.]+|\[?::1\]?)\.?$/i.test(name)) {
        yield {
          span: alias.span,
          message: `Service ${object.name} is another name for ${name}: a proxy that follows it reaches itself.`,
        };
      }
    }
  },
});
