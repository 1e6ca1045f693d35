import { remove } from "../../../edits/change.ts";
import { commandsOf } from "../../../model/container-commands.ts";
import { kubernetesRule } from "../../../rule.ts";
import type { Span } from "../../../text.ts";

export default kubernetesRule({
  id: "sudo",
  title: "sudo runs in the container",
  why: "An account that may call sudo without a password is root one word later, for whoever gets a shell as that account; and sudo works only where privilege escalation is allowed.",
  mayBreak: "What needed root fails: set runAsUser, or prepare it in an init container or in the image.",
  severity: "warning",
  references: ["CWE-250"],
  aliases: { kubescape: ["C-0062"] },
  options: {},

  *check(manifest) {
    for (const container of manifest.containers) {
      const found = commandsOf(container).find(({ name }) => name === "sudo");
      if (!found) continue;
      const { view, words } = found;
      const program = view.text() ?? "";
      const alone = /^(?:\S*\/)?sudo$/.test(program) && /^[^-]/.test(words[1] ?? "-");
      yield {
        span: alone ? view.span : (wordIn(manifest.yaml.text, view.entrySpan) ?? view.keySpan),
        message: `${container.name} runs sudo, so its account is root without a password.`,
        fixes: () => (alone ? [{ title: "Remove sudo", safety: "review", changes: [remove(view.path)] }] : []),
      };
    }
  },
});

/** Where the word stands in a script, which may go over many lines. */
function wordIn(text: string, { start, end }: Span): Span | undefined {
  const match = /\bsudo\b/.exec(text.slice(start, end));
  return match ? { start: start + match.index, end: start + match.index + match[0].length } : undefined;
}
