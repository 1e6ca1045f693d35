import { bindingsOf } from "../../../model/rbac.ts";
import { removeSubject } from "../../../model/subject-fixes.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "anonymous-binding",
  title: "Requests without a login have rights",
  why: "Everybody who reaches the API server has these rights, without any credential.",
  mayBreak: "Whatever asks the API server without a login is refused: health checks of load balancers, mostly.",
  severity: "error",
  references: ["Kubernetes documentation: Role Based Access Control Good Practices", "CWE-306"],
  aliases: {
    trivy: ["KSV-0122"],
    kubesec: ["BindingsToSystemAnonymous"],
    kubescape: ["C-0262"],
    kyverno: ["other/restrict-binding-system-groups"],
    gatekeeper: ["general/disallowanonymous"],
  },
  options: {},

  *check(manifest) {
    for (const binding of bindingsOf(manifest)) {
      if (binding.builtin || openRoles.has(binding.roleRef?.name ?? "")) continue;
      for (const subject of binding.subjects) {
        if (subject.kind === "ServiceAccount" || !anonymous.has(subject.name)) continue;
        const role = binding.roleRef?.name ?? "a role";
        yield {
          span: subject.nameView.span,
          message: `${subject.name} holds ${role}: nobody needs to log in for its rights.`,
          fixes: () => removeSubject(subject),
        };
      }
    }
  },
});

const anonymous: ReadonlySet<string> = new Set(["system:anonymous", "system:unauthenticated"]);

/** Made to be open: the version, the keys that others check tokens with, and what a node needs to join. */
const openRoles: ReadonlySet<string> = new Set([
  "system:public-info-viewer",
  "system:service-account-issuer-discovery",
  "kubeadm:bootstrap-signer-clusterinfo",
]);
