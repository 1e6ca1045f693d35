import { dockerfileRule } from "../../../rule.ts";

export default dockerfileRule({
  id: "system-volume",
  title: "A volume lies over a directory of the system",
  why: "What the image holds there is copied into a volume that outlives it: old programs, accounts and settings come back with every new image, and whoever writes to the volume writes to the system.",
  mayBreak: "Nothing is changed for you: keep data in a directory of its own.",
  severity: "warning",
  references: ["CWE-732"],
  aliases: { dockle: ["DKL-DI-0002"] },
  options: {},

  *check(file) {
    for (const volume of file.instructions) {
      if (volume.keyword !== "VOLUME") continue;
      for (const word of volume.words) {
        const path = word.value.includes("$") ? file.stageOf(volume)?.substitute(word.text, volume) : word.value;
        if (path === undefined || !system.test(path)) continue;
        yield {
          span: word.span,
          message: `VOLUME puts ${path.replace(/(?<=[^/])\/+$/, "")}, a directory of the system, into a volume.`,
        };
      }
    }
  },
});

const system =
  /^\/+(?:(?:proc|sys|dev|boot|bin|sbin|lib|lib64|usr|etc|root)\/*|(?:proc|sys|dev)\/.+|usr\/(?:bin|sbin|lib)\/*)?$/;
