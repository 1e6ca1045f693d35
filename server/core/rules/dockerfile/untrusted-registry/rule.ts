import { isTrusted } from "../../../model/trusted-registry.ts";
import { dockerfileRule } from "../../../rule.ts";

export default dockerfileRule({
  id: "untrusted-registry",
  title: "The image comes from a registry that is not trusted",
  why: "Whoever can push to that registry, or take over a name in it, runs code here. Only what your own policy names has been looked at.",
  mayBreak:
    "Nothing is changed for you: mirror the image into a trusted registry, or add its registry to `trustedRegistries`.",
  severity: "warning",
  references: ["CIS Docker 4.2", "CWE-1357"],
  aliases: { hadolint: ["DL3026"], cis_docker: ["4.2"] },
  options: {},

  *check(file, _, { trustedRegistries }) {
    for (const { image, imageWord, parent, facts } of file.stages) {
      if (parent || !image || !imageWord || facts?.family === "scratch" || isTrusted(image, trustedRegistries))
        continue;
      yield { span: imageWord.span, message: `${image.registry} is not among the trusted registries.` };
    }
  },
});
