import { isTrusted } from "../../../model/trusted-registry.ts";
import { composeRule } from "../../../rule.ts";

export default composeRule({
  id: "untrusted-registry",
  title: "The image comes from a registry that is not trusted",
  why: "Whoever can push to that registry, or take over a name in it, runs code here. Only what your own policy names has been looked at.",
  mayBreak:
    "Nothing is changed for you: mirror the image into a trusted registry, or add its registry to `trustedRegistries`.",
  severity: "warning",
  references: ["CIS Docker 4.2", "CWE-1357"],
  aliases: {},
  options: {},

  *check(compose, _, { trustedRegistries }) {
    for (const { name, image, imageView, view } of compose.services) {
      if (!image || !imageView || view.get("build") || isTrusted(image, trustedRegistries)) continue;
      yield { span: imageView.span, message: `${name} comes from ${image.registry}, which is not trusted.` };
    }
  },
});
