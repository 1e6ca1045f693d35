import { type AnyRule, fullId } from "../../server/core/rule.ts";
import { reasonFor } from "./reasons.ts";
import { coveringRules, isOwed, type Row } from "./row.ts";
import { unclaimed } from "./unclaimed.ts";

/** `docs/coverage.md`: what the peers check, and which rule does it here, or why none does. */
export function coveragePage(rows: readonly Row[], rules: readonly AnyRule[]): string {
  const kubernetes = rows.filter(({ target }) => target === "kubernetes");
  const owed = kubernetes.filter(isOwed);
  const covered = owed.filter((row) => coveringRules(row, rules).length > 0);
  return [
    "# Coverage",
    "Every concern that Trivy, Checkov, KICS, kube-linter, Polaris, kube-score, kubesec, Kubescape, Kyverno's policies or the Pod Security Standards check in Kubernetes, with the rules that know it here, or the reason why none does. A rule counts where it carries one of the peers' own ids; its page lists them all.",
    `${covered.length} of ${owed.length} security-relevant concerns of manifests are covered by a rule.`,
    "## Security-relevant, in manifests",
    table(owed, rules),
    "## Checks of covered concerns that no rule does",
    "A concern above counts as covered where a rule does some of its checks. These are left out:",
    unclaimedTable(),
    "## The others",
    table(
      kubernetes.filter((row) => !isOwed(row)),
      rules,
    ),
  ]
    .join("\n\n")
    .concat("\n");
}

function unclaimedTable(): string {
  const lines = unclaimed.map(
    ({ peer, checks, because }) => `| ${peer.replaceAll("_", "-")} | ${checks.join(", ")} | ${because} |`,
  );
  return `| Peer | Checks | Why none |\n| --- | --- | --- |\n${lines.join("\n")}`;
}

function table(rows: readonly Row[], rules: readonly AnyRule[]): string {
  const lines = rows.map((row) => {
    const links = coveringRules(row, rules).map((rule) => `[${rule.id}](rules/${fullId(rule)}.md)`);
    const answer = links.length > 0 ? links.join(", ") : (reasonFor(row) ?? "");
    const peers = Object.keys(row.peers)
      .filter((peer) => !peer.startsWith("cis"))
      .map((peer) => peer.replaceAll("_", "-"));
    return `| ${row.id} | ${row.title.replaceAll("|", "\\|")} | ${answer} | ${peers.join(", ")} |`;
  });
  return `| Concern | What is flagged | Rule, or why none | Checked by |\n| --- | --- | --- | --- |\n${lines.join("\n")}`;
}
