import type { KubernetesObject } from "../../../model/kubernetes.ts";
import { type Direction, decidesOn, directions, isNetworkPolicy } from "../../../model/network-policy.ts";
import { isEverywhere } from "../../../model/services.ts";
import { type Finding, kubernetesRule } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";

export default kubernetesRule({
  id: "open-network-policy",
  title: "A NetworkPolicy lets everything through",
  why: "A rule without peers and ports walls nothing off. Open egress lets whoever gets in fetch tools, send data away and ask the cloud's metadata service for the node's credentials.",
  mayBreak: "Nothing is changed for you: who needs to be reached is yours to say.",
  severity: "info",
  references: ["CIS Kubernetes 5.3.2", "NSA/CISA Kubernetes Hardening Guide", "CWE-923"],
  aliases: {
    trivy: ["KUBE-0001", "KUBE-0002"],
    kyverno: ["other/restrict-networkpolicy-empty-podselector"],
    cis_kubernetes: ["5.3.2 (v1.23 spec)"],
  },
  options: {},

  *check(manifest) {
    for (const object of manifest.whole.objects) {
      if (!isNetworkPolicy(object)) continue;
      for (const direction of directions) yield* judge(object, direction);
    }
  },
});

function* judge({ view, name }: KubernetesObject, direction: Direction): Iterable<Finding> {
  const spec = view.get("spec");
  if (!decidesOn(spec, direction.type)) return;
  const { field, peers } = direction;
  const list = spec?.get(field);
  for (const rule of list?.items() ?? []) {
    if (rule.kind !== "map" || isGiven(rule.get("ports"))) continue;
    const open = isGiven(rule.get(peers))
      ? rule
          .get(peers)
          ?.items()
          .flatMap((peer) => openPeer(peer) ?? [])[0]
      : list;
    if (!open) continue;
    const what =
      field === "ingress" ? "lets everybody in, on every port" : "lets everything out, also to the cloud's metadata";
    yield { span: open === list ? open.keySpan : open.span, message: `NetworkPolicy ${name} ${what}.` };
    return;
  }
}

const isGiven = (view: YamlView | undefined): boolean => (view?.items().length ?? 0) > 0;

/** All addresses, without exceptions. */
function openPeer(peer: YamlView): YamlView | undefined {
  const cidr = peer.at("ipBlock", "cidr");
  const excepts = isGiven(peer.at("ipBlock", "except"));
  return cidr && isEverywhere(cidr.text() ?? "") && !excepts ? cidr : undefined;
}
