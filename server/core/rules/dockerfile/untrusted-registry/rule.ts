import { copiedImages } from "../../../model/copied-images.ts";
import { parseImageReference } from "../../../model/parse-image-reference.ts";
import { isTrusted } from "../../../model/trusted-registry.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";
import type { Span } from "../../../text.ts";

export default dockerfileRule({
  id: "untrusted-registry",
  title: "The image comes from a registry that is not trusted",
  why: "Whoever can push to that registry, or take over a name in it, runs code here. Only what your own policy names has been looked at.",
  mayBreak:
    "Nothing is changed for you: mirror the image into a trusted registry, or add its registry to `trustedRegistries`.",
  severity: "warning",
  references: ["CIS Docker 4.2", "CWE-1357"],
  aliases: { hadolint: ["DL3026"], kics: ["d0b535a2-5e5f-d18f-52f8-cc59a3f236bd"], cis_docker: ["4.2"] },
  options: {},

  *check(file, _, { trustedRegistries }) {
    for (const { image, imageWord, parent, facts } of file.stages) {
      if (parent || !image || !imageWord || facts?.family === "scratch" || isTrusted(image, trustedRegistries))
        continue;
      yield finding(imageWord.span, image.registry);
    }
    for (const { name, span } of copiedImages(file)) {
      const image = parseImageReference(name);
      // A plain name may be that of a build context.
      if (image && /[./]/.test(name) && !isTrusted(image, trustedRegistries)) yield finding(span, image.registry);
    }
  },
});

const finding = (span: Span, registry: string): Finding => ({
  span,
  message: `${registry} is not among the trusted registries.`,
});
