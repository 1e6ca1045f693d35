import { set } from "../../../edits/change.ts";
import type { KubernetesObject } from "../../../model/kubernetes.ts";
import { type Finding, kubernetesRule } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";

export default kubernetesRule({
  id: "fail-open-admission",
  title: "A gate stands open when its keeper is away",
  why: "With failurePolicy: Ignore everything is let through while the webhook does not answer: whoever can stop it, or wait for it to restart, gets past its checks.",
  mayBreak:
    "While the webhook is away, nothing that it checks can be created or changed; leave kube-system and its own namespace out.",
  severity: "warning",
  references: ["Kubernetes documentation: Admission Webhook Good Practices", "CWE-636"],
  aliases: {},
  options: {},

  *check(manifest) {
    for (const object of manifest.objects) {
      if (!object.apiVersion.startsWith("admissionregistration.k8s.io/")) continue;
      if (/WebhookConfiguration$/.test(object.kind)) yield* webhooks(object);
      else if (/AdmissionPolicy$/.test(object.kind)) yield* policy(object);
    }
  },
});

function* webhooks({ view, kind }: KubernetesObject): Iterable<Finding> {
  for (const webhook of view.get("webhooks")?.items() ?? []) {
    const failure = webhook.get("failurePolicy");
    if (failure?.text() !== "Ignore") continue;
    const name = webhook.get("name")?.text() ?? "This webhook";
    const guards = kind.startsWith("Validating") && guardsWorkloads(webhook);
    yield {
      span: failure.span,
      message: guards
        ? `${name} lets pods and what makes them through unchecked while it is away.`
        : `${name} lets everything through while it is away.`,
      // A default that is missing, or an object of somebody's own, opens no door by itself.
      ...(!guards && { severity: "hint" as const }),
      fixes: () => [close(failure)],
    };
  }
}

const workloads = new Set([
  "pods",
  "deployments",
  "daemonsets",
  "statefulsets",
  "jobs",
  "cronjobs",
  "replicasets",
  "*",
  "*/*",
]);
const groups = new Set(["", "apps", "batch", "*", "rbac.authorization.k8s.io"]);

function guardsWorkloads(webhook: YamlView): boolean {
  const words = (view: YamlView | undefined) => view?.items().flatMap((item) => item.text() ?? []) ?? [];
  return (webhook.get("rules")?.items() ?? []).some(
    (rule) =>
      words(rule.get("apiGroups")).some((group) => groups.has(group)) &&
      words(rule.get("resources")).some((resource) => workloads.has(resource)) &&
      words(rule.get("operations")).some((operation) => operation === "CREATE" || operation === "*"),
  );
}

function* policy({ view, kind, name }: KubernetesObject): Iterable<Finding> {
  const failure = view.at("spec", "failurePolicy");
  if (failure?.text() !== "Ignore") return;
  const validates = kind.startsWith("Validating");
  yield {
    span: failure.span,
    message: `${name} lets through what it fails to evaluate: a field that it does not expect gets past it.`,
    ...(!validates && { severity: "hint" as const }),
    fixes: () => [close(failure)],
  };
}

const close = (failure: YamlView) => ({
  title: "Refuse what cannot be checked",
  safety: "review" as const,
  changes: [set(failure.path, "Fail")],
});
