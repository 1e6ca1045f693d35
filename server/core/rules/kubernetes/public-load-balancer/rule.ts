import { set } from "../../../edits/change.ts";
import { isInternal, namesSources, servicesOf } from "../../../model/services.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "public-load-balancer",
  title: "A Service is open to the internet",
  why: "The cloud gives it a public address that anybody can reach: scanners find it within minutes, and every flaw of the program is in their reach.",
  mayBreak: "Clients from outside of the network no longer reach the Service.",
  severity: "info",
  references: ["NSA/CISA Kubernetes Hardening Guide", "CWE-668"],
  aliases: {
    kics: ["26763a1c-5dda-4772-b507-5fca7fb5f165"],
    kube_linter: ["exposed-services"],
    kyverno: ["other/no-loadbalancer-service"],
    gatekeeper: ["general/block-loadbalancer-services"],
  },
  options: {},

  *check(manifest) {
    for (const service of servicesOf(manifest, "LoadBalancer")) {
      const { object, typeView } = service;
      if (!typeView || isInternal(service) || namesSources(service)) continue;
      yield {
        span: typeView.span,
        message: `Service ${object.name} gets a public address, and nothing says who may use it.`,
        note: "Where it has to be public, loadBalancerSourceRanges names the networks that may come in.",
        fixes: () =>
          clouds.map(({ name, annotation, value }) => ({
            title: `Keep the load balancer inside of the network (${name})`,
            safety: "review",
            changes: [set([...object.view.path, "metadata", "annotations", annotation], value)],
          })),
      };
    }
  },
});

/** What asks for an address of the network: documentation of AKS, of the AWS Load Balancer Controller, and of GKE. */
const clouds = [
  { name: "Azure", annotation: "service.beta.kubernetes.io/azure-load-balancer-internal", value: "true" },
  { name: "AWS", annotation: "service.beta.kubernetes.io/aws-load-balancer-scheme", value: "internal" },
  { name: "Google Cloud", annotation: "networking.gke.io/load-balancer-type", value: "Internal" },
] as const;
