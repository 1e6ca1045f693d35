import { namedStage } from "../../../model/named-stage.ts";
import { dockerfileRule } from "../../../rule.ts";

export default dockerfileRule({
  id: "copied-filesystem",
  title: "A whole file system is copied into the image",
  why: "Everything comes along: package caches, build tools, keys and tokens that a step has left, and accounts. Whoever gets in, or pulls the image, finds it.",
  mayBreak: "Nothing is changed for you: name the files and directories that the program needs.",
  severity: "warning",
  references: ["CIS Docker 4.3", "CWE-538"],
  aliases: { hadolint: ["DL3067"] },
  options: {},

  *check(file) {
    for (const copy of file.instructions) {
      const from = copy.keyword === "COPY" ? copy.flag("from") : undefined;
      const [source, target] = copy.words;
      if (!from || copy.words.length !== 2 || !source || !target) continue;
      if (!/^\/(?:\.|\*)?$/.test(source.value) || !/^\/\.?$/.test(target.value)) continue;
      const stage = file.stageOf(copy);
      const whole = stage && from.value ? namedStage(file, stage, from.value) : undefined;
      // Images that are made to be copied whole hold little.
      if (!whole?.facts?.shell) continue;
      // The known way to make one layer out of many: nothing else is in the image.
      const squashes = stage?.image?.name === "scratch";
      yield {
        span: source.span,
        message: `The whole of ${from.value && from.value.length < 40 ? from.value : "the stage"} comes along: caches, tools, and what its steps have left.`,
        ...((squashes || !file.ships(copy)) && { severity: "info" as const }),
      };
    }
  },
});
