import type { Dockerfile, Instruction } from "../../../model/dockerfile.ts";
import { hostOf, verifies } from "../../../model/downloads.ts";
import { callsOf } from "../../../model/shell-calls.ts";
import { dockerfileRule } from "../../../rule.ts";

export default dockerfileRule({
  id: "added-remote-file",
  title: "ADD downloads a file unchecked",
  why: "Whoever controls the server, the domain or the connection decides what goes into the image, and it may be another file at each build.",
  mayBreak: "Nothing: there is no automatic repair.",
  severity: "warning",
  references: ["CIS Docker 4.9", "CWE-494"],
  aliases: { kics: ["4b410d24-1cbe-4430-a632-62c9a931cf1c"] },
  options: {},

  *check(file) {
    for (const add of file.instructions) {
      if (add.keyword !== "ADD" || add.flag("checksum")) continue;
      for (const source of add.words.slice(0, -1)) {
        const url = /^https?:/i.test(source.value) ? source.value : file.stageOf(add)?.substitute(source.text, add);
        if (!url || !/^https?:\/\//i.test(url) || isGit(url) || namesItsContent(url)) continue;
        if (verifiedLater(file, add, url)) continue;
        const host = hostOf(url);
        yield {
          span: source.span,
          message: `ADD takes whatever ${host && host.length < 60 ? host : "the server"} serves${/^http:/i.test(url) ? " over plain HTTP" : ""}: no --checksum says what it must be.`,
          note: "`curl -fsSL <URL> | sha256sum` prints the checksum of today's file; compare it with the one that its author publishes, then write `ADD --checksum=sha256:<checksum> <URL> …`.",
        };
      }
    }
  },
});

const isGit = (url: string): boolean => /\.git(?:[#?]|$)/i.test(url);

/** A commit's hash in the URL. */
const namesItsContent = (url: string): boolean => /[/=@][0-9a-f]{40}(?:[/?#]|$)/.test(url);

/** A later RUN of the stage checks a file of that name. */
function verifiedLater(file: Dockerfile, add: Instruction, url: string): boolean {
  const stage = file.stageOf(add);
  const name = /[^/?#]+(?=[?#]|$)/.exec(url.replace(/[?#].*$/s, ""))?.[0];
  if (!stage || !name) return false;
  const later = stage.instructions.slice(stage.instructions.indexOf(add) + 1);
  return later.some((run) => {
    if (run.keyword !== "RUN") return false;
    const text = file.text.slice(run.span.start, run.span.end);
    return text.includes(name) && callsOf(run).some(verifies);
  });
}
