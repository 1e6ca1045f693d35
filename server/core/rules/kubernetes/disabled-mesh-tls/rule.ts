import { remove, set } from "../../../edits/change.ts";
import type { KubernetesObject, Pod } from "../../../model/kubernetes.ts";
import { type Finding, kubernetesRule } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";

export default kubernetesRule({
  id: "disabled-mesh-tls",
  title: "Traffic in the mesh is not encrypted",
  why: "Without mutual TLS any pod of the cluster can pose as another, and whoever is in the network reads along.",
  mayBreak: "Clients without a sidecar can no longer connect.",
  severity: "warning",
  references: ["Istio documentation: Mutual TLS Migration", "CWE-319"],
  aliases: {
    kyverno: [
      "istio/enforce-strict-mtls",
      "istio/enforce-tls-hosts-host-subnets",
      "istio/prevent-disabling-injection-pods",
      "linkerd/prevent-linkerd-pod-injection-override",
      "linkerd/prevent-linkerd-port-skipping",
    ],
  },
  options: {},

  *check(manifest) {
    for (const object of manifest.objects) {
      const [group] = object.apiVersion.split("/");
      if (group === "security.istio.io" && object.kind === "PeerAuthentication") yield* peerAuthentication(object);
      if (group === "networking.istio.io" && object.kind === "DestinationRule") yield* destinationRule(object);
    }
    for (const pod of manifest.pods) yield* withoutSidecar(pod);
  },
});

function* peerAuthentication({ view, name }: KubernetesObject): Iterable<Finding> {
  const spec = view.get("spec");
  const ports =
    spec
      ?.get("portLevelMtls")
      ?.entries()
      .map(({ value }) => value) ?? [];
  for (const mode of [spec?.at("mtls", "mode"), ...ports.map((port) => port.get("mode"))]) {
    const text = mode?.text();
    if (!mode || (text !== "DISABLE" && text !== "PERMISSIVE")) continue;
    yield {
      span: mode.span,
      message:
        text === "DISABLE"
          ? `${name} turns mutual TLS off: what its workloads say to one another can be read.`
          : `${name} takes connections without TLS as well: any pod can pose as another.`,
      ...(text === "PERMISSIVE" && { severity: "info" as const }),
      fixes: () => [strict(mode)],
    };
  }
}

const strict = (mode: YamlView) => ({
  title: "Require mutual TLS",
  safety: "review" as const,
  changes: [set(mode.path, "STRICT")],
});

/** What is outside of the mesh may have no TLS to offer. */
function* destinationRule({ view, name }: KubernetesObject): Iterable<Finding> {
  const mode = view.at("spec", "trafficPolicy", "tls", "mode");
  if (mode?.text() !== "DISABLE") return;
  const host = view.at("spec", "host")?.text() ?? "its host";
  yield { span: mode.span, message: `${name} speaks to ${host} without TLS.`, severity: "info" };
}

const switches: readonly (readonly [key: string, value: RegExp])[] = [
  ["sidecar.istio.io/inject", /^false$/i],
  ["linkerd.io/inject", /^disabled$/],
  ["config.linkerd.io/skip-inbound-ports", /\S/],
  ["config.linkerd.io/skip-outbound-ports", /\S/],
];

function* withoutSidecar({ metadata, object }: Pod): Iterable<Finding> {
  for (const list of ["labels", "annotations"]) {
    for (const [key, off] of switches) {
      const view = metadata?.at(list, key);
      if (!view || !off.test(view.text() ?? "")) continue;
      const title = object.name || "The pod";
      yield {
        span: view.span,
        message: key.includes("skip")
          ? `${title} leaves ports out of the mesh: nothing encrypts what goes through them.`
          : `${title} stays out of the mesh: nothing encrypts or checks its connections.`,
        severity: "hint",
        fixes: () => [{ title: `Remove ${key}`, safety: "review", changes: [remove(view.path)] }],
      };
    }
  }
}
