import type { Instruction, Stage } from "../../../model/dockerfile.ts";
import { dockerfileRule } from "../../../rule.ts";

export default dockerfileRule({
  id: "self-owned-program",
  title: "The program may rewrite its own files",
  why: "Whoever takes over the process changes what it runs, and stays in after the next start, if the file system is writable.",
  mayBreak: "A program that writes beside its own files fails: give it directories of its own for that.",
  severity: "off",
  references: ["CWE-732"],
  aliases: { kics: ["aa93e17f-b6db-4162-9334-c70334e7ac28"] },
  options: {},

  *check(file) {
    const stage = file.final;
    if (!stage) return;
    for (const copy of stage.chain) {
      const flag = copy.keyword === "COPY" || copy.keyword === "ADD" ? copy.flag("chown") : undefined;
      if (!flag?.value || !isOwn(stage, copy, flag.value)) continue;
      yield {
        span: flag.span,
        message: `What is copied belongs to ${flag.value.length < 40 ? flag.value : "the account"}, which the container runs as and may rewrite it.`,
      };
    }
  },
});

function isOwn(stage: Stage, copy: Instruction, owner: string): boolean {
  const name = stage.substitute(owner, copy)?.split(":", 1)[0];
  const { text, uid } = stage.user().value;
  if (name === undefined || /^(?:root|0)$/.test(name)) return false;
  if (name === text?.split(":", 1)[0] || name === String(uid)) return true;
  return stage.accounts().some((account) => account.name === name && account.uid !== undefined && account.uid === uid);
}
