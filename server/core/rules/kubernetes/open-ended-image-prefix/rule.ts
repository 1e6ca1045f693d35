import { set } from "../../../edits/change.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "open-ended-image-prefix",
  title: "An allowed prefix also allows what only begins like it",
  why: "The policy compares beginnings: `registry.example.com` also lets `registry.example.com.evil.io` in, and `acme` an account called `acme-x`.",
  mayBreak: "Images of other repositories that begin with the same letters are refused.",
  severity: "warning",
  references: ["Gatekeeper library: K8sAllowedRepos", "CWE-183"],
  aliases: { trivy: ["KSV-0124"] },
  options: {},

  *check(manifest) {
    for (const object of manifest.objects) {
      if (object.kind !== "K8sAllowedRepos" || !object.apiVersion.startsWith("constraints.gatekeeper.sh/")) continue;
      for (const repo of object.view.at("spec", "parameters", "repos")?.items() ?? []) {
        const text = repo.text();
        if (!text || !isOpenEnded(text)) continue;
        yield {
          span: repo.span,
          message: `${object.name} allows everything that begins with ${text}: end it with a slash.`,
          fixes: () => [{ title: "End it with a slash", safety: "review", changes: [set(repo.path, `${text}/`)] }],
        };
      }
    }
  },
});

/** Here a name that follows the registry's is an account, and anybody may open one whose name begins like it. */
const registriesOfAccounts = new Set("docker.io gcr.io ghcr.io public.ecr.aws quay.io registry.gitlab.com".split(" "));

/** A tag or a slash behind the name ends it. */
function isOpenEnded(prefix: string): boolean {
  if (/[/:@]$/.test(prefix) || /:[^/]*$/.test(prefix)) return false;
  const parts = prefix.split("/");
  return parts.length === 1 || (parts.length === 2 && registriesOfAccounts.has(parts[0] ?? ""));
}
