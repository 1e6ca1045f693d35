import type { Dockerfile, Instruction, Stage } from "./dockerfile.ts";
import { resolved } from "./program-files.ts";
import type { Shipped } from "./stage-split.ts";
import { startWords } from "./start-words.ts";

/** True where the start of the program, its health check or one of its `settings` names a file that is not shipped. */
export function leavesBehind(
  file: Dockerfile,
  stage: Stage,
  shipped: Shipped,
  settings: readonly Instruction[],
): boolean {
  const workdir = stage.workdir().value ?? "/";
  const moves = shipped.workdir !== undefined && shipped.workdir !== workdir;
  const targets = targetsOf(stage, workdir);
  if (targets.length > most || workdir.length > longest) return true;
  const isShipped = isWithin(shipped.files);
  const isOwn = isWithin([workdir, ...targets]);
  const isMissed = (path: string) => {
    const whole = resolved(path, workdir);
    return (moves && !path.startsWith("/")) || (isOwn(whole) && !isShipped(whole));
  };
  const rewritten = new Set(shipped.changes?.map((change) => (change.op === "replace" ? change.span.start : -1)));
  const starts = [stage.entrypoint(), stage.cmd(), stage.last("HEALTHCHECK")].flatMap((instruction) =>
    instruction ? (startWords(file, instruction)?.words ?? []) : [],
  );
  const values = [
    ...starts.filter(({ span }) => !rewritten.has(span.start)).map(({ value }) => value),
    ...settings.flatMap(({ assignments }) => assignments.map(({ value = "" }) => value)),
  ];
  return values.some((value) => pathsIn(value).some(isMissed));
}

/** What of a word may be the path of a file: of `--config=etc/app.yaml` the second half. */
function pathsIn(value: string): readonly string[] {
  if (value.includes("://") || value.startsWith("classpath")) return [];
  return value
    .split(/[=:,;\s]+/)
    .filter((part) => part.length < longest && (directory.test(part) || ending.test(part)));
}

/** No program is made of so much, or lies so deep. */
const most = 50;
const longest = 500;

const directory = /^(?!\d[\d.]*\/\d+$)(?:\.{0,2}\/)?[\w.-]+\/[\w./-]*$|^\.{0,2}\/[\w.-]+$/;
const ending =
  /^[\w-][\w.-]*\.(?:ya?ml|json|toml|ini|conf|cfg|env|properties|xml|html|tmpl|sql|pem|crt|cer|key|p12|jks|db|csv|txt|mmdb|lua|proto|wasm|jar|dll|so)$/;

function targetsOf(stage: Stage, workdir: string): readonly string[] {
  const copies = stage.chain.filter(({ keyword }) => keyword === "COPY" || keyword === "ADD");
  return copies.flatMap((copy) => {
    const to = stage.substitute(copy.words.at(-1)?.text ?? "", copy);
    return to === undefined || resolved(to, workdir) === "/" ? [] : [resolved(to, workdir)];
  });
}

const isWithin = (roots: readonly string[]) => (path: string) =>
  roots.some((root) => path === root || path.startsWith(`${root}/`));
