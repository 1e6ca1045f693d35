import type { Dockerfile, Instruction } from "../../../model/dockerfile.ts";
import { hostOf, verifies } from "../../../model/downloads.ts";
import { type Call, callsOf } from "../../../model/shell-calls.ts";
import { dockerfileRule } from "../../../rule.ts";

export default dockerfileRule({
  id: "added-remote-file",
  title: "ADD downloads a file unchecked",
  why: "Whoever controls the server, the domain or the connection decides what goes into the image, and it may be another file at each build.",
  mayBreak: "Nothing: there is no automatic repair.",
  severity: "warning",
  references: ["CIS Docker 4.9", "CWE-494"],
  aliases: { checkov: ["CKV_DOCKER_4"], kics: ["4b410d24-1cbe-4430-a632-62c9a931cf1c"] },
  options: {},

  *check(file) {
    let verifying: readonly Instruction[] | undefined;
    for (const add of file.instructions) {
      if (add.keyword !== "ADD" || add.flag("checksum")) continue;
      for (const source of add.words.slice(0, -1)) {
        const url = /^https?:/i.test(source.value) ? source.value : file.stageOf(add)?.substitute(source.text, add);
        if (!url || !/^https?:\/\//i.test(url) || isGit(url) || namesItsContent(url) || isMark(url)) continue;
        verifying ??= file.instructions.filter((run) => run.keyword === "RUN" && callsOf(run).some(verifies));
        if (verifying.some((run) => verifiesFile(file, run, add, url))) continue;
        const host = hostOf(url);
        yield {
          span: source.span,
          message: `ADD takes whatever ${host && host.length < 40 ? host : "the server"} serves${/^http:/i.test(url) ? " over plain HTTP" : ""}: no --checksum says what it must be.`,
          note: "`curl -fsSL <URL> | sha256sum` prints the checksum of today's file; compare it with the one that its author publishes, then write `ADD --checksum=sha256:<checksum> <URL> …`.",
        };
      }
    }
  },
});

const isGit = (url: string): boolean => /\.git(?:[#?]|$)/i.test(url);

/** A commit's hash in the URL. */
const namesItsContent = (url: string): boolean => /[/=@][0-9a-f]{40}(?:[/?#]|$)/.test(url);

/** An answer that only tells the build's cache that something has changed: nobody unpacks or runs it. */
const isMark = (url: string): boolean =>
  /^https:\/\/api\.github\.com\/repos\/[^/]+\/[^/]+\/(?:git\/refs?|commits|branches|compare)\b/i.test(url) ||
  /^https?:\/\/(?:www\.)?(?:random\.org|worldtimeapi\.org|worldclockapi\.com)\//i.test(url);

/** It stands in the same stage behind the ADD, and names the file. */
function verifiesFile(file: Dockerfile, run: Instruction, add: Instruction, url: string): boolean {
  if (run.span.start < add.span.start || file.stageOf(run) !== file.stageOf(add)) return false;
  const written = file.text.slice(run.span.start, run.span.end);
  const names = [url.replace(/[?#].*$/s, ""), add.words.at(-1)?.value ?? ""].map((path) => /[^/]+$/.exec(path)?.[0]);
  if (names.some((name) => name !== undefined && name.length > 2 && written.includes(name))) return true;
  // `sha256sum -c SHA256SUMS`: which files that lists is not known.
  return callsOf(run).some((call) => verifies(call) && listsSums(call));
}

const listsSums = ({ name, words }: Call): boolean =>
  /sum$/.test(name) && words.slice(1).some(({ value = "-" }) => !value.startsWith("-"));
