import type { Pod } from "../../../model/kubernetes.ts";
import { evaluatePodSecurity, readsNamespaceLabels } from "../../../model/pod-security/evaluate.ts";
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
    if (!readsNamespaceLabels(kubernetesVersion)) return;
    for (const pod of manifest.whole.pods) {
      // What a template fills in decides, and is not known.
      if (isTemplated(pod)) continue;
      const { namespace } = pod.object;
      const enforcing =
        namespace &&
        nearestTo(surroundings.path, surroundings.named("namespace", namespace), ({ enforces }) => enforces?.level);
      const finding = enforcing && refusal(pod, enforcing, kubernetesVersion);
      if (finding) yield finding;
    }
  },
});

/** One for the pod, at the first field that breaks it: the others are found by the rules for those fields. */
function refusal(pod: Pod, { name, enforces }: NamespaceObject, newest: string): Finding | undefined {
  if (enforces?.level !== "baseline" && enforces?.level !== "restricted") return undefined;
  const { level, at } = enforces;
  const version = /^v1\.\d+$/.test(enforces.version ?? "") ? (enforces.version ?? newest) : newest;
  const violations = evaluatePodSecurity(pod, version)
    .filter((violation) => level === "restricted" || violation.level === "baseline")
    .sort((one, other) => one.span.start - other.span.start);
  const [first] = violations;
  if (!first) return undefined;
  const checks = [...new Set(violations.map(({ check }) => check.replace(/_(?:baseline|restricted)$/, "")))];
  const shown = listed(`Namespace ${name} enforces ${level} and refuses this pod: `, checks);
  return {
    span: first.span,
    ...shown,
    related: [{ at, message: `${name} enforces ${level} here` }],
  };
}

/** All where a message has room for them; else the first, and the rest in the note. */
function listed(lead: string, [first = "", ...others]: readonly string[]): Pick<Finding, "message" | "note"> {
  const message = `${lead}${[first, ...others].join(", ")}.`;
  return message.length < 120
    ? { message }
    : { message: `${lead}${first} and ${others.length} more.`, note: `It also refuses: ${others.join(", ")}.` };
}

function isTemplated({ securityContext, containers }: Pod): boolean {
  return [securityContext, ...containers.map((container) => container.securityContext)].some(holdsTemplate);
}

function holdsTemplate(view: YamlView | undefined): boolean {
  if (!view) return false;
  const inner = [...view.entries().map(({ value }) => value), ...view.items()];
  return inner.length > 0 ? inner.some(holdsTemplate) : /\$[({]|\{\{/.test(view.text() ?? "");
}
