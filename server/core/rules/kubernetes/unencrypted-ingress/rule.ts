import { set } from "../../../edits/change.ts";
import { annotationsOf } from "../../../model/annotations.ts";
import type { KubernetesObject } from "../../../model/kubernetes.ts";
import { type Finding, type Fix, kubernetesRule } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";

export default kubernetesRule({
  id: "unencrypted-ingress",
  title: "Traffic from outside is not encrypted",
  why: "Whoever sits on the way, in a café or at a provider, reads and changes what goes through it: passwords and session cookies first.",
  mayBreak: "The secret with the certificate has to exist; clients that do not follow a redirect to HTTPS fail.",
  severity: "info",
  references: ["NSA/CISA Kubernetes Hardening Guide", "CWE-319"],
  aliases: {
    polaris: ["tlsSettingsMissing"],
    kubescape: ["C-0263"],
    kyverno: ["other/require-ingress-https", "other/ingress-host-match-tls", "openshift/check-routes"],
    gatekeeper: ["general/httpsonly"],
  },
  options: {},

  *check(manifest) {
    for (const object of manifest.whole.objects) {
      const found = readers.get(`${object.kind} ${object.apiVersion.replace(/\/.*/, "")}`)?.(object);
      if (found) yield found;
    }
  },
});

const readers: ReadonlyMap<string, (object: KubernetesObject) => Finding | undefined> = new Map([
  ["Ingress networking.k8s.io", ingress],
  ["Ingress extensions", ingress],
  ["Route route.openshift.io", route],
  ["Gateway gateway.networking.k8s.io", gateway],
]);

/** What ends TLS in front of the controller, or makes it do so, is named in annotations of many makers. */
const endsTls = /ssl|tls|cert|acme|https|tunnel|ngrok|tailscale/i;

function ingress(object: KubernetesObject): Finding | undefined {
  const spec = object.view.get("spec");
  const tls = spec?.get("tls");
  if (spec?.kind !== "map" || (tls && tls.via !== "own")) return undefined;
  if (tls && tls.items().length > 0) return uncoveredHost(object, spec, tls);
  const annotated = annotationsOf(object).some(({ key, value }) => endsTls.test(key) || /https|arn:|ssl/i.test(value));
  if (annotated || endsTls.test(spec.get("ingressClassName")?.text() ?? "")) return undefined;
  const rules = spec.get("rules")?.items() ?? [];
  const hosts = rules.flatMap((rule) => rule.get("host")?.text() || []);
  return {
    span: tls?.keySpan ?? object.nameSpan,
    message: `Ingress ${object.name} has no tls: what goes through it can be read on the way.`,
    fixes: () => (hosts.length === rules.length && hosts.length > 0 ? [withTls(object, hosts)] : []),
  };
}

/** A certificate for other hosts does not help this one. */
function uncoveredHost({ name }: KubernetesObject, spec: YamlView, tls: YamlView): Finding | undefined {
  const lists = tls.items().map((item) => (item.get("hosts")?.items() ?? []).flatMap((host) => host.text() ?? []));
  if (lists.some((hosts) => hosts.length === 0)) return undefined;
  const covered = new Set(lists.flat());
  const hosts = (spec.get("rules")?.items() ?? []).flatMap((rule) => rule.get("host") ?? []);
  const bare = hosts.find((host) => {
    const text = host.text() ?? "";
    return text !== "" && !covered.has(text) && !covered.has(text.replace(/^[^.]+/, "*"));
  });
  return bare && { span: bare.span, message: `No certificate of Ingress ${name} is for ${bare.text()}.` };
}

const withTls = (object: KubernetesObject, hosts: readonly string[]): Fix => ({
  title: "Encrypt with a certificate from a secret",
  safety: "review",
  changes: [
    set(
      [...object.view.path, "spec", "tls"],
      [{ hosts: [...new Set(hosts)], secretName: `${object.name || "web"}-tls` }],
    ),
  ],
});

function route(object: KubernetesObject): Finding | undefined {
  const spec = object.view.get("spec");
  const tls = spec?.get("tls");
  if (spec?.kind !== "map" || (tls && !tls.isNull())) return undefined;
  return {
    span: tls?.keySpan ?? object.nameSpan,
    message: `Route ${object.name} has no tls: what goes through it can be read on the way.`,
    fixes: () => [
      {
        title: "Encrypt at the edge and redirect",
        safety: "review",
        changes: [set([...spec.path, "tls"], { termination: "edge", insecureEdgeTerminationPolicy: "Redirect" })],
      },
    ],
  };
}

/** A listener for HTTP beside one for HTTPS is there to redirect. */
function gateway(object: KubernetesObject): Finding | undefined {
  const listeners = object.view.at("spec", "listeners")?.items() ?? [];
  const protocols = listeners.map((listener) => listener.get("protocol"));
  const plain = protocols.find((protocol) => protocol?.text() === "HTTP");
  if (!plain || protocols.some((protocol) => protocol?.text() !== "HTTP")) return undefined;
  return {
    span: plain.span,
    message: `Gateway ${object.name} listens for HTTP only: what goes through it can be read on the way.`,
  };
}
