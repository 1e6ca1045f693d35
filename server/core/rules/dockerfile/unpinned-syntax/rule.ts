import { replace } from "../../../edits/change.ts";
import type { Dockerfile } from "../../../model/dockerfile.ts";
import { parseImageReference } from "../../../model/parse-image-reference.ts";
import { dockerfileRule } from "../../../rule.ts";

export default dockerfileRule({
  id: "unpinned-syntax",
  title: "The image that reads the Dockerfile is not pinned",
  why: "The image behind `# syntax=` carries out the whole build: whoever pushes to it decides what every image is made of, whatever the Dockerfile says.",
  mayBreak: "New features of the syntax come only when the number is raised.",
  severity: "warning",
  references: ["Dockerfile reference: parser directives", "CWE-1357"],
  aliases: {},
  options: {},

  *check(file) {
    const directive = file.directives.find(({ name }) => name === "syntax");
    const image = directive && parseImageReference(directive.value);
    if (!directive || !image || image.digest !== undefined) return;
    const isOfficial = /(?:^|\/)docker\/dockerfile(?:-upstream)?$/.test(image.name);
    if (isOfficial && image.tag !== undefined && /^v?\d/.test(image.tag)) return;
    const span = valueSpan(file, directive);
    if (!span) return;
    const shown = directive.value.length < 50 ? directive.value : "This image";
    yield {
      span,
      message: isOfficial
        ? `${shown} moves: each build may be carried out by another version.`
        : `${shown} carries out the build, and nothing says that it stays the same: pin its digest.`,
      ...(isOfficial && { severity: "hint" as const }),
      fixes: () =>
        isOfficial && (image.tag === undefined || image.tag === "latest")
          ? [{ title: "Use docker/dockerfile:1", safety: "review", changes: [replace(span, "docker/dockerfile:1")] }]
          : [],
    };
  },
});

function valueSpan({ text }: Dockerfile, { span, value }: Dockerfile["directives"][number]) {
  const at = text.slice(span.start, span.end).lastIndexOf(value);
  return at < 0 ? undefined : { start: span.start + at, end: span.start + at + value.length };
}
