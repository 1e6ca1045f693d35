import { type Change, replace } from "../edits/change.ts";
import type { Dockerfile, Stage } from "./dockerfile.ts";

/**
 * Moves a program out of root's home, which nobody else may enter: another user could not even start there. Nothing to
 * do where it lies elsewhere; undefined where more than WORKDIR names the place.
 */
export function leaveRootHome({ text }: Dockerfile, stage: Stage): Change[] | undefined {
  const { value: workdir, setBy } = stage.workdir();
  const isHome = workdir !== undefined && within.test(workdir);
  const mentions = stage.instructions.filter((one) => placing.has(one.keyword) && within.test(textOf(text, one.span)));
  const moved = mentions.filter(({ keyword }) => keyword === "WORKDIR");
  const word = setBy?.words[0];
  if (!isHome) return mentions.length > moved.length ? undefined : [];
  if (mentions.length > 1 || moved[0] !== setBy || !word || word.value.includes("$")) return undefined;
  const whole = textOf(text, stage.span);
  const free = ["/app", "/srv/app"].find(
    (path) => !whole.includes(`${path}/`) && !new RegExp(`${path}\\b`).test(whole),
  );
  return free === undefined ? undefined : [replace(word.span, free)];
}

const within = /(?:^|[\s"'=:[])\/root(?:\/|$|["'\s:])/;
const placing = new Set(["WORKDIR", "COPY", "ADD", "CMD", "ENTRYPOINT", "ENV"]);

const textOf = (text: string, { start, end }: { readonly start: number; readonly end: number }): string =>
  text.slice(start, end);
