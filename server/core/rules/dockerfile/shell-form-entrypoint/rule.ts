import { replace } from "../../../edits/change.ts";
import type { Dockerfile, Instruction, Stage } from "../../../model/dockerfile.ts";
import { startWords } from "../../../model/start-words.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";

export default dockerfileRule({
  id: "shell-form-entrypoint",
  title: "A shell stands between the container and its program",
  why: "The shell is process 1 and hands no signals on, so the program is killed instead of being stopped; and the image needs a shell, which is the first thing that whoever gets in looks for.",
  mayBreak: "A shell no longer replaces variables and patterns in the words.",
  severity: "hint",
  references: ["Dockerfile reference: shell and exec form"],
  aliases: {
    hadolint: ["DL3025"],
    buildkit: ["JSONArgsRecommended"],
    kics: ["b86987e1-6397-4619-81d5-8807f2387c79"],
  },
  options: {},

  *check(file) {
    for (const stage of file.stages) {
      if (stage.windows) continue;
      for (const instruction of stage.instructions) {
        // Whoever says SHELL in the stage wants one.
        if (instruction.keyword === "SHELL") break;
        const finding = judge(file, stage, instruction);
        if (finding) yield finding;
      }
    }
  },
});

function judge(file: Dockerfile, stage: Stage, start: Instruction): Finding | undefined {
  const { keyword, form, body } = start;
  if ((keyword !== "ENTRYPOINT" && keyword !== "CMD") || form === "exec" || start.onbuild) return undefined;
  const written = file.text.slice(body.start, body.end);
  if (written.trim() === "" || /^exec\s/.test(written) || !start.shell()) return undefined;
  const words = startWords(file, start);
  // Beside another instruction the two mean something else in exec form.
  const isAlone = keyword === "ENTRYPOINT" ? !stage.cmd() : !stage.entrypoint();
  return {
    span: start.keywordSpan,
    message: `${keyword} starts a shell first: it is process 1, and the program gets no signals.`,
    ...(!words && { note: 'What needs a shell can be written as a script that ends with `exec program "$@"`.' }),
    fixes: () => {
      if (!words || !isAlone) return [];
      const list = words.words.map(({ value }) => JSON.stringify(value)).join(", ");
      return [{ title: "Start the program without a shell", safety: "review", changes: [replace(body, `[${list}]`)] }];
    },
  };
}
