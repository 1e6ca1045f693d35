import { remove } from "../../../edits/change.ts";
import type { Container, KubernetesObject } from "../../../model/kubernetes.ts";
import { type Finding, kubernetesRule } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";

export default kubernetesRule({
  id: "skipped-certificate-check",
  title: "A certificate is not checked",
  why: "Whoever gets between the two ends poses as the server, and is given the tokens and data that were meant for it.",
  mayBreak: "The connection fails until the authority that signed the server's certificate is named.",
  severity: "warning",
  references: ["CWE-295"],
  aliases: {},
  options: {},

  *check(manifest) {
    for (const object of manifest.objects) {
      const [group = ""] = object.apiVersion.split("/");
      yield* (readers.get(`${object.kind} ${group}`) ?? none)(object);
    }
    for (const container of manifest.containers) yield* flags(container);
  },
});

const none = (): Iterable<Finding> => [];

const readers: ReadonlyMap<string, (object: KubernetesObject) => Iterable<Finding>> = new Map([
  ["APIService apiregistration.k8s.io", (object) => apiService(object)],
  ["DestinationRule networking.istio.io", (object) => destinationRule(object)],
  ["ServiceMonitor monitoring.coreos.com", (object) => monitor(object, "endpoints")],
  ["PodMonitor monitoring.coreos.com", (object) => monitor(object, "podMetricsEndpoints")],
]);

const found = (view: YamlView, message: string, severity?: "info"): Finding => ({
  span: view.span,
  message,
  ...(severity && { severity }),
  fixes: () => [{ title: "Check the certificate", safety: "review", changes: [remove(view.path)] }],
});

function* apiService({ view, name }: KubernetesObject): Iterable<Finding> {
  const skips = view.at("spec", "insecureSkipTLSVerify");
  if (skips?.boolean() === true) yield found(skips, `The API server takes whoever answers for ${name} at its word.`);
}

function* destinationRule({ view, name }: KubernetesObject): Iterable<Finding> {
  const skips = view.at("spec", "trafficPolicy", "tls", "insecureSkipVerify");
  if (skips?.boolean() === true) yield found(skips, `${name} takes any certificate from its host.`);
}

function* monitor({ view, name }: KubernetesObject, list: string): Iterable<Finding> {
  for (const endpoint of view.at("spec", list)?.items() ?? []) {
    const skips = endpoint.at("tlsConfig", "insecureSkipVerify");
    if (skips?.boolean() !== true) continue;
    // A scrape sends nothing away, unless it brings a token along.
    const sends = ["bearerTokenFile", "bearerTokenSecret", "authorization", "basicAuth"].some((key) =>
      endpoint.get(key),
    );
    yield found(
      skips,
      `${name} takes any certificate from what it scrapes${sends ? ", and sends it a token" : ""}.`,
      "info",
    );
  }
}

const insecure =
  /^--?(?:kubelet-insecure-tls|insecure-skip-(?:tls-)?verify|insecure-skip-tls|tls-skip-verify|skip-tls-verify|no-check-certificate)(?:=(?:true|1))?$/;

function* flags({ view, name }: Container): Iterable<Finding> {
  for (const list of ["command", "args"]) {
    for (const word of view.get(list)?.items() ?? []) {
      const text = word.text() ?? "";
      if (!insecure.test(text)) continue;
      yield found(word, `${name} takes any certificate: ${text.replace(/=.*/, "")}.`, "info");
    }
  }
}
