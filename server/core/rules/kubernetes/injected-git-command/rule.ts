import { remove } from "../../../edits/change.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "injected-git-command",
  title: "git-sync is told which program to run",
  why: "git-sync runs whatever GITSYNC_GIT names in place of git: whoever may set a variable of the pod runs code in it, with the rights and secrets that it has.",
  mayBreak: "git-sync then runs the git of its own image.",
  severity: "warning",
  references: ["CWE-78"],
  aliases: { checkov: ["CKV_K8S_159"] },
  options: {},

  *check(manifest) {
    for (const { view, name } of manifest.containers) {
      for (const variable of view.get("env")?.items() ?? []) {
        const key = variable.get("name");
        if (key?.text() !== "GITSYNC_GIT") continue;
        yield {
          span: key.span,
          message: `${name} runs what GITSYNC_GIT names in place of git.`,
          fixes: () => [{ title: "Remove GITSYNC_GIT", safety: "review", changes: [remove(variable.path)] }],
        };
      }
    }
  },
});
