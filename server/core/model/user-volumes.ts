import type { Change } from "../edits/change.ts";
import { insertBefore } from "../edits/dockerfile-editor.ts";
import type { Dockerfile, Instruction, Stage } from "./dockerfile.ts";

/**
 * Gives the directories that the stage declares as volumes to the new user before they are declared: a new volume takes
 * its owner from the image, and what is done to the directory behind VOLUME is lost. `replaced` is the USER from which
 * on root is gone, where there is one.
 */
export function ownVolumes(
  file: Dockerfile,
  stage: Stage,
  owner: string | undefined,
  replaced: Instruction | undefined,
): Change[] {
  if (owner === undefined || stage.windows || !stage.facts?.shell) return [];
  return stage.instructions.flatMap((volume) => {
    if (volume.keyword !== "VOLUME" || volume.onbuild || stage.userAt(volume).value.root !== true) return [];
    const paths = volume.words.map(({ value }) => value);
    const isOurs = paths.every((path) => own.test(path) && !shared.test(path) && !isGiven(file, stage, path));
    if (!isOurs || paths.length === 0) return [];
    const list = paths.join(" ");
    const place = replaced && replaced.span.start < volume.span.start ? replaced : volume;
    return insertBefore(file, place, [`RUN mkdir -p ${list} && chown -R ${owner} ${list}`]);
  });
}

/** Plain absolute paths. */
const own = /^(?:\/[\w.-]+)+\/?$/;

/** Directories of the system, which others use as well. */
const shared =
  /^\/(?:tmp|run|dev|proc|sys|etc|usr|bin|sbin|lib|home|root|opt|srv|var|mnt|media)\/?$|^\/(?:dev|proc|sys|run|root)\/|^\/var\/(?:run|tmp|log|lib|cache)\/?$|^\/var\/run\//;

/** True where a RUN already says whose the directory is. */
function isGiven({ text }: Dockerfile, stage: Stage, path: string): boolean {
  const mentions = ({ keyword, span }: Instruction) => {
    const written = text.slice(span.start, span.end);
    return keyword === "RUN" && /\bch(?:own|mod)\b/.test(written) && written.includes(path.replace(/\/$/, ""));
  };
  return stage.chain.some(mentions);
}
