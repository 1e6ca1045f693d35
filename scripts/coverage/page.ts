import { type AnyRule, fullId } from "../../server/core/rule.ts";
import { reasonFor } from "./reasons.ts";
import { coveringRules, isOwed, type Row } from "./row.ts";
import { type Unclaimed, unclaimed } from "./unclaimed.ts";

/** `docs/coverage.md`: what the peers check, and which rule does it here, or why none does. */
export function coveragePage(rows: readonly Row[], rules: readonly AnyRule[]): string {
  return [
    "# Coverage",
    "Every concern that other tools check in Kubernetes manifests (Trivy, Checkov, KICS, kube-linter, Polaris, kube-score, kubesec, Kubescape, Kyverno's policies, the Pod Security Standards) and in Dockerfiles (hadolint, BuildKit, Trivy, Checkov, KICS, dockle), with the rules that know it here, or the reason why none does. A rule counts where it carries one of the peers' own ids; its page lists them all.",
    ...targets.flatMap(({ target, title, inFiles }) => {
      const own = rows.filter((row) => row.target === target);
      const owed = own.filter(isOwed);
      const covered = owed.filter((row) => coveringRules(row, rules).length > 0);
      const missing = unclaimed.filter((one) => one.target === target);
      return [
        `## ${title}`,
        `${covered.length} of ${owed.length} security-relevant concerns of ${inFiles} are covered by a rule.`,
        `### Security-relevant, in ${inFiles}`,
        table(owed, rules),
        ...(missing.length > 0
          ? [
              `### Checks of covered concerns of ${inFiles} that no rule does`,
              "A concern above counts as covered where a rule does some of its checks. These are left out:",
              unclaimedTable(missing),
            ]
          : []),
        `### The others, in ${inFiles}`,
        table(
          own.filter((row) => !isOwed(row)),
          rules,
        ),
      ];
    }),
  ]
    .join("\n\n")
    .concat("\n");
}

const targets = [
  { target: "kubernetes", title: "Kubernetes", inFiles: "manifests" },
  { target: "dockerfile", title: "Docker", inFiles: "Dockerfiles" },
] as const;

function unclaimedTable(missing: readonly Unclaimed[]): string {
  const lines = missing.map(
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
