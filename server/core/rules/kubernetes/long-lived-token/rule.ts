import { set } from "../../../edits/change.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "long-lived-token",
  title: "A token of the pod stays valid for long",
  why: "A stolen token works until it ends, wherever the thief takes it. The kubelet renews tokens by itself, so a short life costs nothing.",
  mayBreak: "Programs that read the token once and never again have to read it anew.",
  severity: "warning",
  references: ["Kubernetes documentation: Configure Service Accounts for Pods (token volume projection)", "CWE-613"],
  aliases: {},
  options: {},

  *check(manifest) {
    for (const pod of manifest.pods) {
      for (const volume of pod.spec.get("volumes")?.items() ?? []) {
        for (const source of volume.at("projected", "sources")?.items() ?? []) {
          const life = source.at("serviceAccountToken", "expirationSeconds");
          const seconds = life?.number() ?? 0;
          if (!life || seconds <= day / 2) continue;
          yield {
            span: life.span,
            message: `A token of ${pod.object.name || "the pod"} stays valid for ${spoken(seconds)}, wherever it is taken to.`,
            ...(seconds <= day && { severity: "info" as const }),
            fixes: () => [{ title: "Let it end after an hour", safety: "review", changes: [set(life.path, 3600)] }],
          };
        }
      }
    }
  },
});

const day = 24 * 60 * 60;

function spoken(seconds: number): string {
  const days = seconds / day;
  return days >= 2 ? `${Math.round(days)} days` : `${Math.round(seconds / 3600)} hours`;
}
