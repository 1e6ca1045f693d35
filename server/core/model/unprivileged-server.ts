import { type Change, replace } from "../edits/change.ts";
import { insertAfter } from "../edits/dockerfile-editor.ts";
import type { Fix } from "../rule.ts";
import { renameBase } from "./base-image-rename.ts";
import type { Dockerfile, Instruction, Stage } from "./dockerfile.ts";
import type { ImageReference } from "./image-reference.ts";
import { insertAtStart } from "./user-placement.ts";

/**
 * Takes the variant of a server that is built to run without root, under the same tag: to set USER alone would leave it
 * files that it can't write to. Undefined where there is none, or the file has made the server's own files writable.
 */
export function unprivilegedServer(file: Dockerfile, stage: Stage): Fix | undefined {
  const { image, facts } = stage;
  const name = facts?.nonRootAlternative;
  const uid = facts?.podSecurityContext?.runAsUser;
  if (!image || !name || uid === undefined || stage.parent || stage.user().setBy || !hasVariant(image))
    return undefined;
  if (stage.instructions.some((run) => run.keyword === "RUN" && touches(file, run, "/var/cache/nginx"))) {
    return undefined;
  }
  const to = image.tag === undefined ? name : `${name}:${image.tag}`;
  const base = renameBase(file, stage, to, false);
  if (!base) return undefined;
  return { title: `Use ${to}`, safety: "review", changes: [...base, ...ports(file, stage), ...root(file, stage, uid)] };
}

/** Its tags are made of the same words, but for a few; versions before 1.18 were never built for it. */
function hasVariant({ tag, digest }: ImageReference): boolean {
  if (digest !== undefined) return false;
  if (tag === undefined) return true;
  if (
    !/^(?:latest|stable|mainline|\d+(?:\.\d+){0,2}|(?=[a-z]))(?:(?:^|-)(?:alpine[\d.]*|slim|perl|bookworm|trixie))*$/.test(
      tag,
    )
  )
    return false;
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(tag) ?? [];
  return major === undefined || Number(major) > 1 || Number(minor) >= 18;
}

/** It listens on 8080, unless the file brings a configuration that says otherwise. */
function ports(file: Dockerfile, stage: Stage): Change[] {
  if (stage.instructions.some((instruction) => touches(file, instruction, "/etc/nginx"))) return [];
  const exposed = stage.instructions.filter(({ keyword, onbuild }) => keyword === "EXPOSE" && !onbuild);
  return exposed.flatMap(({ words }) =>
    words
      .filter(({ text }) => /^80(?:\/tcp)?$/.test(text))
      .map(({ span }) => replace({ start: span.start, end: span.start + 2 }, "8080")),
  );
}

/** What the build runs has to go on being root. */
function root(file: Dockerfile, stage: Stage, uid: number): Change[] {
  if (!stage.instructions.some(({ keyword, onbuild }) => keyword === "RUN" && !onbuild)) return [];
  return [...insertAfter(file, stage.from, ["USER root"]), ...insertAtStart(file, stage, [[`USER ${uid}`]])];
}

function touches({ text }: Dockerfile, { keyword, span }: Instruction, path: string): boolean {
  return (
    (keyword === "RUN" || keyword === "COPY" || keyword === "ADD") && text.slice(span.start, span.end).includes(path)
  );
}
