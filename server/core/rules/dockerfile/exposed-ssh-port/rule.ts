import { replace } from "../../../edits/change.ts";
import type { Instruction, Word } from "../../../model/dockerfile.ts";
import { lineRemoval } from "../../../model/dockerfile-edits.ts";
import { dockerfileRule, type Fix } from "../../../rule.ts";

export default dockerfileRule({
  id: "exposed-ssh-port",
  title: "The image exposes the SSH port",
  why: "An SSH server in a container is one more login with keys and passwords of its own to guess and to patch, and its shells pass by what the orchestrator logs and limits.",
  mayBreak:
    "`docker run -P` and tools that read EXPOSE no longer publish the port; an SSH server in the image keeps listening.",
  severity: "warning",
  references: ["CIS Docker 5.7"],
  aliases: {
    trivy: ["DS-0004"],
    checkov: ["CKV_DOCKER_1"],
    kics: ["5907595b-5b6d-4142-b173-dbb0e73fbff8"],
  },
  options: {},

  *check(file) {
    for (const expose of file.instructions) {
      if (expose.keyword !== "EXPOSE") continue;
      for (const word of expose.words) {
        const value = word.value.includes("$") ? file.stageOf(expose)?.substitute(word.text, expose) : word.value;
        const range = value === undefined ? undefined : readRange(value);
        if (!range || range.from > 22 || range.to < 22) continue;
        const ports = range.from === range.to ? "" : `, in ${value}`;
        yield {
          span: word.span,
          message: `EXPOSE lists port 22${ports}: that is SSH, and a container needs no SSH server.`,
          note: "To look into a container, use `docker exec` or `kubectl exec`: they need no server in the image.",
          fixes: () => [removal(file.text, expose, word, range)],
        };
      }
    }
  },
});

interface Range {
  readonly from: number;
  readonly to: number;
  readonly suffix: string;
}

/** SSH is spoken over TCP, which is meant where no protocol is named. */
function readRange(value: string): Range | undefined {
  const [, from, to = from, suffix = ""] = /^(\d{1,5})(?:-(\d{1,5}))?(\/tcp)?$/i.exec(value) ?? [];
  return from === undefined ? undefined : { from: Number(from), to: Number(to), suffix };
}

function removal(text: string, expose: Instruction, word: Word, { from, to, suffix }: Range): Fix {
  const fix = (span: { start: number; end: number }, kept: string): Fix => ({
    title: "Do not expose port 22",
    safety: "review",
    changes: [replace(span, kept)],
  });
  const around = [range(from, 21, suffix), range(23, to, suffix)].filter((part) => part !== "");
  if (around.length > 0) return fix(word.span, around.join(" "));
  if (expose.words.length === 1) return fix(lineRemoval(text, expose.span), "");
  const index = expose.words.indexOf(word);
  const before = expose.words[index - 1];
  const behind = expose.words[index + 1];
  if (before) return fix({ start: before.span.end, end: word.span.end }, "");
  return fix({ start: word.span.start, end: behind?.span.start ?? word.span.end }, "");
}

function range(from: number, to: number, suffix: string): string {
  if (from > to) return "";
  return `${from === to ? from : `${from}-${to}`}${suffix}`;
}
