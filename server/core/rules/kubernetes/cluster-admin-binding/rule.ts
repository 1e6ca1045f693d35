import { enumeration } from "../../../model/named-grants.ts";
import { bindingsOf } from "../../../model/rbac.ts";
import { kubernetesRule, type Severity } from "../../../rule.ts";

export default kubernetesRule({
  id: "cluster-admin-binding",
  title: "A binding makes an administrator",
  why: "cluster-admin may do everything: whoever takes over an account that holds it has the cluster, its nodes and its secrets.",
  mayBreak: "Nothing is changed for you: bind a role that grants what is needed.",
  severity: "error",
  references: [
    "CIS Kubernetes 5.1.1",
    "Kubernetes documentation: Role Based Access Control Good Practices",
    "NSA/CISA Kubernetes Hardening Guide",
    "CWE-250",
  ],
  aliases: {
    trivy: ["KSV-0111"],
    kics: ["249328b8-5f0f-409f-b1dd-029f07882e11"],
    kube_linter: ["cluster-admin-role-binding"],
    polaris: ["clusterrolebindingClusterAdmin", "rolebindingClusterAdminClusterRole", "rolebindingClusterAdminRole"],
    kubescape: ["C-0035", "C-0185"],
    kyverno: ["other/restrict-binding-clusteradmin"],
    cis_kubernetes: ["5.1.1"],
  },
  options: {},

  *check(manifest) {
    for (const binding of bindingsOf(manifest)) {
      const { roleRef, clusterWide } = binding;
      const severity = roleRef && severities.get(roleRef.name)?.[clusterWide ? "cluster" : "namespace"];
      if (binding.builtin || !roleRef || !severity || hosted.has(binding.name)) continue;
      const names = enumeration([...new Set(binding.subjects.map(({ name }) => name))]) || "Whoever is bound";
      const own = roleRef.kind === "Role";
      yield {
        span: roleRef.view.span,
        message: own
          ? `This is a Role named ${roleRef.name}, not the ClusterRole: see what it grants.`
          : `${names} may ${powers.get(roleRef.name)} ${clusterWide ? "in the whole cluster" : "in the namespace"} (${roleRef.name}).`,
        severity: own ? "hint" : severity,
      };
    }
  },
});

/** In a namespace, admin and edit are what one gives to people who work there. */
const severities: ReadonlyMap<string, { readonly cluster: Severity; readonly namespace: Severity }> = new Map([
  ["cluster-admin", { cluster: "error", namespace: "warning" }],
  ["admin", { cluster: "warning", namespace: "hint" }],
  ["edit", { cluster: "warning", namespace: "hint" }],
]);

const powers: ReadonlyMap<string, string> = new Map([
  ["cluster-admin", "do everything"],
  ["admin", "read all secrets and grant rights"],
  ["edit", "read all secrets and run anything"],
]);

/** Made by the providers of hosted clusters. */
const hosted: ReadonlySet<string> = new Set(["gce:podsecuritypolicy:calico-sa"]);
