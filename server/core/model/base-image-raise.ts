import { type Change, replace } from "../edits/change.ts";
import { systemCodename } from "../facts/codenames.ts";
import { ended, lifetimes } from "../facts/end-of-life.ts";
import type { ImageFacts, Lifetime } from "../facts/facts.ts";
import { imageFacts } from "../facts/images.ts";
import { renameBase } from "./base-image-rename.ts";
import type { Dockerfile, Instruction, Stage } from "./dockerfile.ts";
import { gonePackage } from "./gone-packages.ts";
import type { ImageReference } from "./image-reference.ts";
import { isManaged, systemWideInstaller } from "./managed-python.ts";
import { isPackageManager } from "./package-call.ts";
import { parseImageReference } from "./parse-image-reference.ts";
import { raisedTag } from "./raised-tag.ts";
import { replacedImage } from "./replaced-image.ts";
import { callsOf } from "./shell-calls.ts";

/** A supported image in place of one that ended, with all that has to change in the file; or why there is none. */
export type Raise =
  | { readonly image: string; readonly changes: readonly Change[] }
  | { readonly refused: string | undefined };

/** Raises every stage that stands on the same image, so that what one stage builds still fits where another runs it. */
export function raiseBase(file: Dockerfile, stage: Stage, today: string): Raise {
  const { image } = stage;
  if (!image || file.stages.length > most) return { refused: undefined };
  const to = supported(image, today);
  if ("refused" in to) return to;
  const changes = new Map<string, Change>();
  for (const other of file.stages) {
    if (other.parent || other.image?.name !== image.name) continue;
    const its = other === stage ? to : supported(other.image, today);
    if ("refused" in its) continue;
    const obstacle = obstacleIn(file, other, its.image);
    if (obstacle !== undefined) return { refused: obstacle };
    const renamed = renameBase(file, other, its.image, true);
    if (!renamed && other === stage) return { refused: "The version comes from a variable that is set elsewhere." };
    for (const change of renamed ?? []) changes.set(JSON.stringify(change), change);
  }
  return { image: to.image, changes: [...changes.values(), ...paths(file, image, to.image)] };
}

/** Nobody writes so many stages; whoever generates them does not want them edited. */
const most = 60;

type Supported = { readonly image: string } | { readonly refused: string | undefined };

function supported(image: ImageReference, today: string): Supported {
  const hasEnded = (lifetime: Lifetime) => ended(lifetime, today);
  const own = lifetimes(image);
  if (!own.some(hasEnded)) return { refused: undefined };
  if (image.digest !== undefined) return { refused: "A digest pins the image: the new one's is not known here." };
  const text = newName(image, own, hasEnded);
  if (text === undefined) return { refused: reason(image) };
  const reference = parseImageReference(text);
  return reference && !lifetimes(reference).some(hasEnded) ? { image: text } : { refused: undefined };
}

function newName(
  image: ImageReference,
  own: readonly Lifetime[],
  hasEnded: (lifetime: Lifetime) => boolean,
): string | undefined {
  if (own.some(({ axis }) => axis === "image")) return replacedImage(image);
  const distroless = /^(gcr\.io\/distroless\/[a-z0-9-]+)-debian\d+$/.exec(image.name)?.[1];
  const suffix = image.tag === undefined ? "" : `:${image.tag}`;
  if (distroless) {
    const newest = [distroless, distroless.replace(/\/nodejs\d+$/, "/nodejs24")].find((one) =>
      isOnNewest(one, hasEnded),
    );
    return newest && `${newest}-debian13${suffix}`;
  }
  if (image.tag === undefined || !isRaised(image) || isPorted(own)) return undefined;
  const tag = raisedTag(image.tag, own, hasEnded);
  return tag === undefined ? undefined : `${image.text.slice(0, image.text.length - image.tag.length)}${tag}`;
}

/** What comes with a version has to be there in the same one; the Python of one release is not that of the next. */
function isOnNewest(name: string, hasEnded: (lifetime: Lifetime) => boolean): boolean {
  const newest = parseImageReference(`${name}-debian13`);
  return newest !== undefined && !name.endsWith("python3") && !lifetimes(newest).some(hasEnded);
}

const webServers = new Set(["nginx", "nginxinc/nginx-unprivileged", "httpd", "caddy", "haproxy", "memcached"]);

/** Their builds are written for one major version. */
const buildTools = new Set(["maven", "gradle", "clojure"]);

/** True where a new version is a matter of the tag. A database's files have to be migrated, .NET's projects name it. */
function isRaised(image: ImageReference): boolean {
  const kind = imageFacts(image)?.kind;
  if (image.name.startsWith("mcr.microsoft.com/") || buildTools.has(image.name)) return false;
  return kind === "os" || kind === "language" || webServers.has(image.name);
}

/** Programs for these can't run on what has come since. */
const isPorted = (own: readonly Lifetime[]): boolean =>
  own.some(
    ({ product, cycle }) => (product === "Python" && /^2\b/.test(cycle)) || (product === "PHP" && /^5\b/.test(cycle)),
  );

function reason(image: ImageReference): string | undefined {
  const { name } = image;
  if (isPorted(lifetimes(image))) return "The program has to be ported before it runs on what is supported today.";
  if (name.startsWith("mcr.microsoft.com/dotnet/"))
    return "Raise TargetFramework in the project together with the images.";
  if (imageFacts(image)?.kind === "server" && !webServers.has(name)) {
    return "Its data and settings may have to be migrated step by step: follow its upgrade notes.";
  }
  return undefined;
}

/** What in the stages on this image would not survive the new one. */
function obstacleIn(file: Dockerfile, base: Stage, to: string): string | undefined {
  const { facts: before, image } = base;
  const reference = parseImageReference(to);
  const after = reference && imageFacts(reference);
  const line = (instruction: Instruction) => file.text.slice(0, instruction.span.start).split("\n").length;
  const names = oldNames(image);
  const taken = new Set(after?.accounts.flatMap(({ uid }) => uid ?? []));
  const becomesManaged =
    image !== undefined &&
    reference !== undefined &&
    !isManaged(lifetimes(image)) &&
    hasManagedPython(reference, after);
  for (const stage of file.stages) {
    if (stage.image !== image) continue;
    for (const instruction of stage.instructions) {
      if (instruction.keyword === "FROM") continue;
      const named = names.exec(file.text.slice(instruction.span.start, instruction.span.end))?.[0];
      if (named) return `Line ${line(instruction)} names ${named} as well.`;
      const manages = managerOf(before) !== managerOf(after) && instruction.keyword === "RUN";
      const manager = manages && callsOf(instruction).find(({ name }) => isPackageManager(name))?.name;
      if (manager) return `Line ${line(instruction)} calls ${manager}, which ${to} lacks.`;
      const lost = gonePackage(instruction, after?.family);
      if (lost !== undefined)
        return `Line ${line(instruction)} installs ${lost}, which ${after?.family === "debian" ? "Debian 13" : to} does not have.`;
      const installer = becomesManaged ? systemWideInstaller(stage, instruction) : undefined;
      if (installer !== undefined) {
        return `Line ${line(instruction)} installs with ${installer} into the system's Python, which ${to} refuses: use a virtual environment.`;
      }
    }
    const clash = stage
      .accounts()
      .find(({ uid, from }) => uid !== undefined && from !== "base image" && taken.has(uid));
    if (clash) return `${to} has an account with uid ${clash.uid} already, which ${clash.name} is to get.`;
  }
  return undefined;
}

/** What is raised ends up on the newest release; images of Python bring one of their own. */
const hasManagedPython = (to: ImageReference, facts: ImageFacts | undefined): boolean =>
  /^(?:debian|ubuntu|alpine)$/.test(facts?.family ?? "") && pythonOf(to) === undefined && to.name !== "pypy";

/** Where dnf is, yum is another name for it. */
function managerOf(facts: ImageFacts | undefined): string | undefined {
  return facts?.packageManager === "yum" ? "dnf" : facts?.packageManager;
}

/** The release's name, where sources and packages may hold it (`bullseye`, `debian11`, `ubuntu2004`), and the places where old releases are kept. */
function oldNames(image: ImageReference | undefined): RegExp {
  const names = (image ? lifetimes(image) : []).flatMap(({ product, cycle }) => systemCodename(product, cycle) ?? []);
  const numbered = (image ? lifetimes(image) : []).flatMap(({ product, cycle }) =>
    systemCodename(product, cycle) === undefined
      ? []
      : [`\\b${product.toLowerCase()}-?${cycle.replace(".", "\\.?")}(?![\\d.])`],
  );
  return new RegExp([...archives, ...names, ...numbered].join("|"));
}

const archives = [
  "archive\\.debian\\.org",
  "old-releases\\.ubuntu\\.com",
  "vault\\.centos\\.org",
  "CentOS-[\\w*]+",
  "amazon-linux-extras",
  // Who keeps one does not build for each release.
  "\\bppa:[\\w./+-]+",
];

/** Python keeps its packages in a directory that is named after its version. */
function paths(file: Dockerfile, from: ImageReference, to: string): Change[] {
  const before = pythonOf(from);
  const reference = parseImageReference(to);
  const after = reference && pythonOf(reference);
  if (!before || !after || before === after) return [];
  const pattern = new RegExp(`python${before.replace(".", "\\.")}(?!\\d)`, "g");
  return file.instructions.flatMap(({ keyword, span }) => {
    if (keyword === "FROM") return [];
    const found = file.text.slice(span.start, span.end).matchAll(pattern);
    return [...found].map(({ index, 0: text }) => {
      const start = span.start + index;
      return replace({ start, end: start + text.length }, `python${after}`);
    });
  });
}

function pythonOf(reference: ImageReference): string | undefined {
  return lifetimes(reference).find(({ product }) => product === "Python")?.cycle;
}
