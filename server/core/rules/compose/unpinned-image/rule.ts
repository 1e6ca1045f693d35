import { composeRule } from "../../../rule.ts";

export default composeRule({
  id: "unpinned-image",
  title: "The image's version is not pinned",
  why: "What runs changes whenever somebody pushes: a bad or hijacked image arrives with the next pull, and nobody can say what ran before.",
  mayBreak: "Nothing breaks, but updates no longer come by themselves: let a bot raise the version.",
  severity: "warning",
  references: ["CWE-1357"],
  aliases: {},
  options: {},

  *check(compose) {
    for (const { name, image, imageView, view } of compose.services) {
      // With `build` the image is a name for what is built here.
      if (!image || !imageView || image.digest || view.get("build")) continue;
      if (image.tag !== undefined && image.tag !== "latest") continue;
      yield {
        span: imageView.span,
        message: image.tag
          ? `${name} runs whatever ${image.repository}:latest is at the time.`
          : `${name} runs whatever ${image.repository} is at the time: no tag means latest.`,
        note: "Only you know which version runs today, so none is filled in: name its tag, or better tag and digest.",
      };
    }
  },
});
