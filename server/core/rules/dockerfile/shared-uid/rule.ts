import { readAccountChanges } from "../../../model/account-commands.ts";
import type { Instruction } from "../../../model/dockerfile.ts";
import { type Call, callsOf } from "../../../model/shell-calls.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";

export default dockerfileRule({
  id: "shared-uid",
  title: "Two accounts have the same number",
  why: "The kernel knows numbers only: what belongs to the one account belongs to the other. Another name for 0 is root.",
  mayBreak: "Files that the two accounts shared have to be given to the one that needs them.",
  severity: "warning",
  references: ["CWE-266"],
  aliases: { dockle: ["DKL-LI-0002"] },
  options: {},

  *check(file) {
    for (const stage of file.stages) {
      const names = new Map<number, string>();
      for (const run of stage.chain) {
        if (run.keyword !== "RUN" || run.onbuild) continue;
        for (const call of callsOf(run)) {
          for (const account of readAccountChanges(call.words.map(({ value }) => value))) {
            if (account.kind !== "user" || account.uid === undefined || !makers.has(call.name)) continue;
            const { uid, name } = account;
            const other = uid === 0 ? "root" : names.get(uid);
            names.set(uid, name);
            if (other !== undefined && other !== name && isOwn(stage.instructions, run))
              yield finding(call, name, other, uid);
          }
        }
      }
    }
  },
});

const makers = new Set(["useradd", "adduser", "usermod"]);

const isOwn = (instructions: readonly Instruction[], run: Instruction): boolean => instructions.includes(run);

function finding(call: Call, name: string, other: string, uid: number): Finding {
  const word = call.words.find(
    ({ value = "" }) => value === String(uid) || value.endsWith(`=${uid}`) || value.endsWith(`u${uid}`),
  );
  const shown = name.length < 30 ? name : "This account";
  return {
    span: (word ?? call.words[0])?.span ?? call.span,
    message:
      uid === 0
        ? `${shown} has uid 0: it is root under another name.`
        : `${shown} has the uid of ${other}, ${uid}: what belongs to one belongs to both.`,
    ...(uid !== 0 && { severity: "info" as const }),
  };
}
