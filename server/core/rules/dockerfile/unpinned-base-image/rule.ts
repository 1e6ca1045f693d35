import { lifetimes } from "../../../facts/end-of-life.ts";
import { latestCycle } from "../../../facts/latest-cycle.ts";
import { snapshotDate } from "../../../facts/snapshot.ts";
import { imageNamed } from "../../../model/base-image-name.ts";
import { renameBase } from "../../../model/base-image-rename.ts";
import type { Dockerfile, Stage } from "../../../model/dockerfile.ts";
import type { ImageReference } from "../../../model/image-reference.ts";
import { mayBeLocal } from "../../../model/local-image.ts";
import { flag } from "../../../options.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";

export default dockerfileRule({
  id: "unpinned-base-image",
  title: "The base image's version is not pinned",
  why: "What is built changes whenever somebody pushes to the base image: a bad or hijacked one is in the next build, and nobody can say what was in the last.",
  mayBreak: "Nothing breaks, but new versions no longer come by themselves: let a bot raise them.",
  severity: "warning",
  references: ["CIS Docker 4.2", "CWE-1357"],
  aliases: {
    hadolint: ["DL3006", "DL3007"],
    trivy: ["DS-0001"],
    checkov: ["CKV_DOCKER_7"],
    kics: ["9efb0b2d-89c9-41a3-91ca-dcc0aec911fd", "f45ea400-6bbe-4501-9fc7-1c3d75c32067"],
    dockle: ["DKL-DI-0006"],
  },
  options: {
    digest: flag("Also hint at base images that have a tag and no digest.", false),
  },

  *check(file, { digest }) {
    for (const stage of file.stages) {
      const { image, fromWord } = stage;
      if (stage.parent || !fromWord) continue;
      const { span, text } = fromWord;
      if (!image && lacksTagAnywhere(text)) yield { span, ...floating(text), note: unknownVersion };
      if (!image || image.digest !== undefined || image.name === "scratch") continue;
      if (image.tag === undefined || image.tag === "latest") yield { span, ...judge(file, stage, image) };
      else if (digest) {
        const message = `${imageNamed(image)} can be pushed anew under its tag: only a digest names one image.`;
        yield { span, message, severity: "hint" };
      }
    }
  },
});

function judge(file: Dockerfile, stage: Stage, image: ImageReference): Omit<Finding, "span"> {
  const named = imageNamed(image);
  if (tagsOnlyLatest(image)) {
    return {
      message: `${named} has no tag that stays: only a digest keeps it from changing between builds.`,
      severity: "hint",
    };
  }
  const { message } = floating(image.text);
  if (mayBeLocal(image)) {
    return {
      message,
      severity: "hint",
      note: "The name may also be that of a build context or of an image on this machine.",
    };
  }
  const cycle = latestCycle(image.name);
  if (cycle === undefined) return { message, note: unknownVersion };
  const bare = image.tag === undefined ? image.text : image.text.slice(0, -":latest".length);
  const text = `${bare}:${cycle}`;
  const fixes = () => {
    const changes = renameBase(file, stage, text, true);
    return changes ? [{ title: `Pin ${imageNamed({ text })}`, safety: "review" as const, changes }] : [];
  };
  return { message, note: `On ${snapshotDate}, latest was ${cycle}.`, fixes };
}

/** True where variables can't tell of a version: it says latest at the end, or only the registry is one. */
function lacksTagAnywhere(text: string): boolean {
  if (text.endsWith(":latest")) return true;
  const slash = text.lastIndexOf("/");
  const isVariable = text.slice(0, Math.max(slash, 0)).includes("$");
  return isVariable && !text.includes("@") && /^[a-z0-9._-]+$/.test(text.slice(slash + 1));
}

const unknownVersion =
  "Only you know which version is in use today, so none is filled in: name its tag, or better tag and digest.";

function floating(text: string): { message: string } {
  const named = imageNamed({ text });
  return {
    message: text.endsWith(":latest")
      ? `${named} moves: each build may get another version.`
      : `${named} has no tag, which means latest: each build may get another version.`,
  };
}

/** Images whose version is in their name, and those whose versions only customers get. */
function tagsOnlyLatest(image: ImageReference): boolean {
  return (
    /^(?:cgr\.dev\/chainguard|gcr\.io\/distroless)\//.test(image.name) ||
    lifetimes(image).some(({ axis }) => axis === "product")
  );
}
