import type { Dockerfile, Instruction } from "../../../model/dockerfile.ts";
import { isForDevelopment } from "../../../model/image-purpose.ts";
import { redirection } from "../../../model/redirection.ts";
import { lastRemovals } from "../../../model/removals.ts";
import { type Call, callsOf, unquoted } from "../../../model/shell-calls.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";

export default dockerfileRule({
  id: "passwordless-sudo",
  title: "An account becomes root without a password",
  why: "Whoever gets a shell as that account is root one word later: running as another user than root wins nothing.",
  mayBreak: "What calls sudo in the running container fails: do it in the build, before USER.",
  severity: "warning",
  references: ["CWE-250", "CIS Docker 4.8"],
  aliases: {},
  options: {},

  *check(file, _options, { path }) {
    if (!/NOPASSWD|\b(?:sudo|wheel|docker|admin)\b/.test(file.text)) return;
    const isMild = file.final !== undefined && isForDevelopment(file.final, path);
    for (const instruction of file.instructions) {
      const severity = isMild || !(file.ships(instruction) || instruction.onbuild) ? { severity: "hint" as const } : {};
      for (const finding of [...rules(file, instruction), ...groups(instruction)]) yield { ...finding, ...severity };
    }
  },
});

/** NOPASSWD that a command or a heredoc writes. */
function* rules({ text }: Dockerfile, instruction: Instruction): Iterable<Finding> {
  const { keyword, body } = instruction;
  if ((keyword !== "RUN" && keyword !== "COPY") || takesAway(text, instruction)) return;
  for (const match of text.slice(body.start, body.end).matchAll(/\bNOPASSWD\b/g)) {
    const start = body.start + match.index;
    const before = text.slice(Math.max(body.start, start - 80), start);
    // root may do everything anyway, and a pattern of sed is what is searched for.
    if (/\broot\s+ALL=[^\n]*$/.test(before) || isPattern(before, text.slice(start, start + 80))) continue;
    yield {
      span: { start, end: start + match[0].length },
      message: "Whoever this names becomes root in the container without a password.",
    };
  }
}

/** `s/NOPASSWD//`: the word stands in the first part, and not in what is put in its place. */
const isPattern = (before: string, behind: string): boolean => {
  const mark = /\bs([/|#,])[^\n]*$/.exec(before)?.[1];
  return (
    mark !== undefined && before.slice(before.lastIndexOf(`s${mark}`) + 2).indexOf(mark) < 0 && behind.includes(mark)
  );
};

/** The step that writes the rule removes its file afterwards: no layer ever holds it. */
function takesAway(text: string, run: Instruction): boolean {
  if (run.keyword !== "RUN" || !text.includes("/etc/sudoers.d/")) return false;
  const calls = callsOf(run);
  const removed = lastRemovals(calls);
  return calls.some((call, index) =>
    targetsOf(text, call).some((path) => path.startsWith("/etc/sudoers.d/") && removed(path) > index),
  );
}

/** The files that a call writes what it says to. */
function targetsOf(text: string, { name, words }: Call): readonly string[] {
  const to = redirection(text, words);
  const named = name === "tee" ? words.slice(1).map(unquoted) : [];
  return to === undefined ? named : [...named, to];
}

/** `usermod -aG sudo app`: the group's members may do everything as root, or start containers of their own. */
function* groups(run: Instruction): Iterable<Finding> {
  if (run.keyword !== "RUN") return;
  for (const { name, words } of callsOf(run)) {
    if (name !== "usermod" && name !== "useradd" && name !== "adduser" && name !== "addgroup" && name !== "gpasswd")
      continue;
    const word = words.find(
      ({ value = "" }, index) =>
        index > 0 &&
        (attached.test(value) || (value.split(",").some((one) => strong.has(one)) && isGroup(words, index, name))),
    );
    if (!word) continue;
    const group = word.value?.split(/[=,]|^-[a-zA-Z]*G/).find((one) => strong.has(one));
    yield { span: word.span, message: `Members of ${group} are as good as root.`, severity: "info" };
  }
}

const strong: ReadonlySet<string> = new Set(["sudo", "wheel", "docker", "admin"]);

/** `-Gsudo`, `--groups=adm,sudo`. */
const attached = /^(?:-[a-zA-Z]?G|--groups=)(?:[\w-]{1,32},){0,8}(?:sudo|wheel|docker|admin)(?:,|$)/;

function isGroup(words: readonly { readonly value: string | undefined }[], index: number, name: string): boolean {
  const before = words[index - 1]?.value ?? "";
  if (/^(?:-[a-zA-Z]*G|--groups)$/.test(before)) return true;
  // `adduser app sudo`, `gpasswd -a app sudo`
  return (
    (name === "adduser" ||
      name === "addgroup" ||
      (name === "gpasswd" && /^(?:-a|--add)$/.test(words[1]?.value ?? ""))) &&
    index === words.length - 1 &&
    index > 1 &&
    !before.startsWith("-")
  );
}
