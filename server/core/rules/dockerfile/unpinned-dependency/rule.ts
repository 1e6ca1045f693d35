import type { Instruction, Stage } from "../../../model/dockerfile.ts";
import { callsOf } from "../../../model/shell-calls.ts";
import { dockerfileRule } from "../../../rule.ts";
import { firstUnpinned, type Known } from "./installers.ts";

export default dockerfileRule({
  id: "unpinned-dependency",
  title: "A library or tool is installed without its version",
  why: "Whoever takes over the package's name, or an account that may publish it, is in the next build: its install scripts run at once, and nobody has chosen the new version.",
  mayBreak: "Nothing is changed for you: write the version that works today, or install from a lock file.",
  severity: "info",
  references: ["CWE-1357", "CWE-494"],
  aliases: {
    hadolint: ["DL3013", "DL3016", "DL3028", "DL3062"],
    kics: [
      "02d9c71f-3ee8-4986-9c27-1a20d0d19bfc",
      "e36d8880-3f78-4546-b9a1-12f0745ca0d5",
      "22cd11f7-9c6c-4f6e-84c0-02058120b341",
    ],
  },
  options: {},

  *check(file) {
    const copiedInto = new Set<Stage | undefined>();
    for (const instruction of file.instructions) {
      if (brings(file.text, instruction)) copiedInto.add(file.stageOf(instruction));
      if (instruction.keyword !== "RUN") continue;
      const stage = file.stageOf(instruction);
      const written = file.text.slice(
        instruction.body.start,
        Math.min(instruction.body.end, instruction.body.start + most),
      );
      const known: Known = {
        isSet: (name) => stage?.substitute(`\${${name}:-}`, instruction) !== "" || written.includes(`${name}=`),
        hasModule: copiedInto.has(stage) || (stage?.parent !== undefined && copiedInto.has(stage.parent)),
      };
      for (const call of callsOf(instruction)) {
        const word = firstUnpinned(call, known);
        if (!word) continue;
        const name = word.text.length < 50 ? word.text.replace(/^["']|["']$/g, "") : "A package";
        yield {
          span: word.span,
          message: `${name} is installed in whatever version is published on the day of the build.`,
        };
      }
    }
  },
});

/** More of a RUN than that is not looked through. */
const most = 5000;

/** Files of the context or of a repository, which may hold a go.mod. */
const brings = (text: string, { keyword, body, flags }: Instruction): boolean =>
  keyword === "COPY" || keyword === "ADD"
    ? !flags.some(({ name }) => name === "from")
    : keyword === "RUN" &&
      (flags.some(({ name }) => name === "mount") ||
        /\bgit\s+clone\b|\bgo\s+mod\s+init\b/.test(text.slice(body.start, Math.min(body.end, body.start + most))));
