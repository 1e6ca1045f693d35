import type { Change } from "../edits/change.ts";
import { removeWithComments } from "../edits/dockerfile-removal.ts";
import { imageFacts } from "../facts/images.ts";
import { renameBase } from "./base-image-rename.ts";
import type { Obstacle, Step } from "./distroless-runtime.ts";
import type { Dockerfile, Instruction, Stage } from "./dockerfile.ts";
import { isIdleRun } from "./idle-run.ts";
import { namedStage } from "./named-stage.ts";
import { parseImageReference } from "./parse-image-reference.ts";
import { callsOf } from "./shell-calls.ts";

/**
 * Moves the stages that install Node.js packages from Alpine to Debian, where packages with native addons have to come
 * from if they are to run on Debian. Alpine's slim image and Debian's bring the same tools.
 */
export function glibcBuilders(file: Dockerfile, stage: Stage): Step {
  const changes = new Map<number, readonly Change[]>();
  for (const builder of sourcesOf(file, stage)) {
    const step = movedToGlibc(file, builder);
    if ("obstacle" in step) return step;
    for (const change of step.changes) changes.set(spanStart(change), [change]);
  }
  return { changes: [...changes.values()].flat() };
}

const spanStart = (change: Change): number => (change.op === "replace" ? change.span.start : -1);

/** Moves one stage, of which some RUNs are dropped; nothing where it is not on Alpine. */
export function movedToGlibc(file: Dockerfile, builder: Stage, dropped: readonly Instruction[] = []): Step {
  if (builder.facts?.libc !== "musl") return { changes: [] };
  const runs = builder.chain.filter((run) => run.keyword === "RUN" && !dropped.includes(run));
  const obstacle = runs.map(bound).find((one) => one !== undefined);
  if (obstacle) return { obstacle };
  const slim = slimOf(builder);
  const moved = slim === undefined ? undefined : renameBase(file, builder, slim, true);
  if (!moved) {
    return {
      obstacle: { at: builder.from, text: "packages come from Alpine, and addons built there don't run on Debian" },
    };
  }
  return { changes: [...moved, ...runs.filter(isShim).flatMap((run) => removeWithComments(file, run))] };
}

/** The stages that the stage's packages may come from, directly or by way of others. */
export function sourcesOf(file: Dockerfile, stage: Stage): ReadonlySet<Stage> {
  const found = new Set<Stage>();
  const open = [stage];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const copy of next.chain) {
      const from = copy.keyword === "COPY" ? copy.flag("from")?.value : undefined;
      const source = from === undefined || isPlain(copy) ? undefined : namedStage(file, next, from);
      if (!source || found.has(source)) continue;
      found.add(source);
      open.push(source);
    }
  }
  return found;
}

/** True where only such files are copied as are the same on every system. */
function isPlain({ words }: Instruction): boolean {
  return words
    .slice(0, -1)
    .every(({ value }) =>
      /(?:^|\/)(?:dist|build|public|static|assets|locales|[\w*.-]+\.(?:c?js|mjs|json|html|css|map|lock|yaml|yml|txt))\/?$/.test(
        value,
      ),
    );
}

const anywhere = new Set(
  "npm npx yarn pnpm corepack node pip pip3 python python3 tsc vite next nest mkdir cp mv rm ls cat echo cd set export test [ true exit if find touch ln pwd env chown chmod".split(
    " ",
  ),
);

/** A RUN that only brings Alpine closer to Debian. */
const isShim = (run: Instruction): boolean =>
  isIdleRun(run, shims) && callsOf(run).every(({ name }) => name === "apk" || name === "set");

const shims = new Set(["libc6-compat", "gcompat"]);

/** A RUN that may need Alpine. */
function bound(run: Instruction): Obstacle | undefined {
  if (isShim(run)) return undefined;
  const call = callsOf(run).find(({ name }) => !anywhere.has(name));
  return call && { at: run, text: `${call.name} is called on Alpine, and addons built there don't run on Debian` };
}

function slimOf({ image }: Stage): string | undefined {
  if (!image?.tag || image.digest !== undefined || !/^(?:node|python)$/.test(image.name)) return undefined;
  const tag = image.tag.replace(/(^|-)alpine(?:3\.\d+)?$/, "$1slim");
  const text = `${image.text.slice(0, -image.tag.length)}${tag}`;
  const reference = parseImageReference(text);
  return tag !== image.tag && reference && imageFacts(reference)?.libc === "glibc" ? text : undefined;
}
