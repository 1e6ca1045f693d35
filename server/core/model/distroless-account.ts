import { type Change, replace } from "../edits/change.ts";
import { removeInstruction } from "../edits/dockerfile-editor.ts";
import type { Dockerfile, Stage } from "./dockerfile.ts";
import { insertAtStart } from "./user-placement.ts";

/** The account of the new image. */
export interface NewAccount {
  /** What USER says. */
  readonly user: string;
  /** Its numbers, `65532:65532`. */
  readonly ids: string;
  /** Names of accounts that go on to exist. */
  readonly names: ReadonlySet<string>;
}

/** Runs as the new image's account, and gives it the files that were given to the account of before. */
export function accountChanges(file: Dockerfile, stage: Stage, account: NewAccount): Change[] {
  const own = stage.instructions.filter(({ keyword, onbuild }) => keyword === "USER" && !onbuild);
  const last = own[own.length - 1];
  const word = last?.words[0];
  if (!last || !word) {
    return [
      ...insertAtStart(file, stage, [[`USER ${account.user}`]]),
      ...owners(file, stage, stage.user().value.uid, account),
    ];
  }
  const earlier = own.slice(0, -1).flatMap((instruction) => removeInstruction(file, instruction));
  const stays = /^[1-9]\d*:\d+$/.test(word.text) || account.names.has(bare(word.text.split(":", 1)[0]));
  if (stays) return [...earlier, ...owners(file, stage, undefined, account)];
  return [...earlier, replace(word.span, account.user), ...owners(file, stage, stage.user().value.uid, account)];
}

/** The owners of copied files, where they are names, or the number of the account that is no longer used. */
function owners({ text }: Dockerfile, stage: Stage, uid: number | undefined, { ids, names }: NewAccount): Change[] {
  return stage.instructions.flatMap((copy) => {
    const flag = copy.flag("chown");
    if (!flag?.valueSpan || flag.value === undefined) return [];
    const [owner = "", group = ""] = flag.value.split(":");
    const isKept = owner === "root" || owner === "0" || names.has(bare(owner));
    const isGroupKept = group === "root" || /^\d*$/.test(group) || names.has(bare(group));
    if (isGroupKept && (isKept || (/^\d+$/.test(owner) && Number(owner) !== uid))) return [];
    const quote = /^["']/.exec(text.slice(flag.valueSpan.start, flag.valueSpan.end))?.[0] ?? "";
    const to = isKept ? `${owner}:${ids.replace(/^.*:/, "")}` : ids;
    return [replace(flag.valueSpan, `${quote}${to}${quote}`)];
  });
}

/** `$NAME` for `${NAME}`. */
const bare = (word = ""): string => word.replace(/[{}]/g, "");
