import type { KubernetesObject } from "../../../model/kubernetes.ts";
import { type Finding, kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "wildcard-host",
  title: "An Ingress answers for every host",
  why: "It takes what is meant for other names too: a forgotten one, or one that somebody else's Ingress serves later.",
  mayBreak: "Nothing is changed for you: the host's name has to be written.",
  severity: "hint",
  references: ["CWE-668"],
  aliases: {
    kyverno: [
      "best-practices/disallow-empty-ingress-host",
      "other/restrict-ingress-wildcard",
      "other/restrict-ingress-defaultbackend",
      "istio/restrict-virtual-service-wildcard",
    ],
    gatekeeper: ["general/block-wildcard-ingress"],
  },
  options: {},

  *check(manifest) {
    for (const object of manifest.whole.objects) {
      const group = object.apiVersion.replace(/\/.*/, "");
      if (object.kind === "Ingress" && (group === "networking.k8s.io" || group === "extensions"))
        yield* ingress(object);
      if (object.kind === "VirtualService" && group === "networking.istio.io") yield* virtualService(object);
    }
  },
});

function* ingress(object: KubernetesObject): Iterable<Finding> {
  const spec = object.view.get("spec");
  const backend = spec?.get("defaultBackend") ?? spec?.get("backend");
  if (backend && !backend.isNull()) {
    yield { span: backend.keySpan, message: `Ingress ${object.name} answers for every host that no rule names.` };
  }
  for (const rule of spec?.get("rules")?.items() ?? []) {
    const host = rule.get("host");
    const text = host?.text() ?? "";
    if (text !== "" && !text.startsWith("*")) continue;
    const first = rule.entries()[0];
    yield {
      span: host && text !== "" ? host.span : (host?.keySpan ?? first?.value.keySpan ?? object.nameSpan),
      message:
        text === ""
          ? `This rule of Ingress ${object.name} has no host, so it answers for all of them.`
          : `Ingress ${object.name} answers for every name below ${text.replace(/^\*\.?/, "") || "the sun"}.`,
    };
  }
}

function* virtualService(object: KubernetesObject): Iterable<Finding> {
  for (const host of object.view.at("spec", "hosts")?.items() ?? []) {
    const text = host.text() ?? "";
    if (!text.startsWith("*")) continue;
    yield {
      span: host.span,
      message: `VirtualService ${object.name} answers for ${text}, so also for what others serve.`,
    };
  }
}
