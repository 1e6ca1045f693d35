import type { Pod } from "../../../model/kubernetes.ts";
import { evaluatePodSecurity, type Violation } from "../../../model/pod-security/evaluate.ts";
import { type Finding, workspaceRule } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";
import { nearestTo } from "../../../workspace/nearest-object.ts";
import type { NamespaceObject } from "../../../workspace/objects.ts";

export default workspaceRule({
  id: "rejected-pod",
  title: "The pod's namespace refuses it",
  why: "The namespace enforces a level of the Pod Security Standards that the pod does not reach: the API server refuses to create it, and a rollout stands still without a word in the workload itself.",
  mayBreak: "Nothing is changed for you here: the findings on the same fields bring the fixes.",
  severity: "error",
  references: ["Kubernetes documentation: Pod Security Admission", "Pod Security Standards"],
  aliases: {},
  options: {},

  *check(manifest, _options, { surroundings, kubernetesVersion }) {
    for (const pod of manifest.whole.pods) {
      // What a template fills in decides, and is not known.
      if (isTemplated(pod)) continue;
      const { namespace } = pod.object;
      const enforcing =
        namespace &&
        nearestTo(surroundings.path, surroundings.named("namespace", namespace), ({ enforces }) => enforces?.level);
      if (enforcing) yield* refusals(pod, enforcing, kubernetesVersion);
    }
  },
});

function* refusals(pod: Pod, { name, enforces }: NamespaceObject, newest: string): Iterable<Finding> {
  if (enforces?.level !== "baseline" && enforces?.level !== "restricted") return;
  const version = /^v1\.\d+$/.test(enforces.version ?? "") ? (enforces.version ?? newest) : newest;
  const bySpan = new Map<number, Violation[]>();
  for (const violation of evaluatePodSecurity(pod, version)) {
    if (enforces.level === "baseline" && violation.level !== "baseline") continue;
    bySpan.set(violation.span.start, [...(bySpan.get(violation.span.start) ?? []), violation]);
  }
  for (const [first, ...others] of bySpan.values()) {
    if (!first) continue;
    const checks = [...new Set([first, ...others].map(({ check }) => check.replace(/_(?:baseline|restricted)$/, "")))];
    yield {
      span: first.span,
      message: `Namespace ${name} enforces ${enforces.level} and refuses this pod: ${listed(checks)}.`,
      related: [{ at: enforces.at, message: `${name} enforces ${enforces.level} here` }],
    };
  }
}

/** As many as a sentence has room for. */
function listed(checks: readonly string[]): string {
  return checks.length > 2 ? `${checks[0]} and ${checks.length - 1} more` : checks.join(" and ");
}

function isTemplated({ securityContext, containers }: Pod): boolean {
  return [securityContext, ...containers.map((container) => container.securityContext)].some(holdsTemplate);
}

function holdsTemplate(view: YamlView | undefined): boolean {
  if (!view) return false;
  const inner = [...view.entries().map(({ value }) => value), ...view.items()];
  return inner.length > 0 ? inner.some(holdsTemplate) : /\$[({]|\{\{/.test(view.text() ?? "");
}
