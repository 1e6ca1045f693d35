import type { Instruction, Stage } from "../../../model/dockerfile.ts";
import { type Download, hostOf, readDownload, verifies } from "../../../model/downloads.ts";
import { readsCode, runFile } from "../../../model/interpreters.ts";
import { redirection } from "../../../model/redirection.ts";
import { type Call, callsOf } from "../../../model/shell-calls.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";
import type { ShellPipeline, ShellWord } from "../../../syntax/shell.ts";

export default dockerfileRule({
  id: "piped-download",
  title: "The build runs a downloaded script unchecked",
  why: "Whoever controls the server, the domain or the connection runs code of their choice in the build, and so in the image. Nobody sees what ran: the script may be another one at the next build.",
  mayBreak: "Nothing: there is no automatic repair.",
  severity: "warning",
  references: ["CWE-494", "CWE-829"],
  aliases: {},
  options: {},

  *check(file) {
    const fetchedIn = new Map<Stage | undefined, Map<string, string | undefined>>();
    for (const instruction of file.instructions) {
      if (instruction.keyword !== "RUN") continue;
      const calls = callsOf(instruction);
      const stage = file.stageOf(instruction);
      const fetched = fetchedIn.get(stage) ?? new Map<string, string | undefined>();
      fetchedIn.set(stage, fetched);
      if (calls.length === 0) yield* powershell(instruction, file.text);
      for (const run of [...piped(calls), ...substituted(calls), ...saved(file.text, calls, fetched)]) {
        if (!namesItsContent(run.url)) yield finding(run);
      }
    }
  },
});

interface Run {
  readonly interpreter: Pick<ShellWord, "span" | "text">;
  readonly url: string | undefined;
}

function finding({ interpreter, url }: Run): Finding {
  const host = hostOf(url);
  const source = host && host.length < 32 ? `whatever ${host} serves` : "a download";
  const name = interpreter.text.length < 24 ? interpreter.text : "This command";
  return {
    span: interpreter.span,
    message: `${name} runs ${source} at build time: nothing checks what it is.`,
    note: 'Save the script to a file, compare it with a checksum (`echo "<sha256>  install.sh" | sha256sum -c`) and then run it, or install the program from a package repository. Which checksum is right, only its author can say.',
  };
}

/** A URL with a commit's hash gives the same content for ever: `raw.githubusercontent.com/acme/app/<sha>/install.sh`. */
const namesItsContent = (url: string | undefined): boolean =>
  url !== undefined && /[/=@][0-9a-f]{40}(?:[/?#]|$)/.test(url);

/** `curl … | sh`: a download to the standard output with an interpreter behind it in the same pipe. */
function piped(calls: readonly Call[]): readonly Run[] {
  const runs: Run[] = [];
  const poured = new Map<ShellPipeline, Download>();
  for (const call of calls) {
    const { pipeline } = call;
    const word = call.words[0];
    if (!pipeline || !word) continue;
    const download = readDownload(call);
    if (download?.file === "-" || download?.file === "/dev/stdout")
      poured.set(pipeline, poured.get(pipeline) ?? download);
    const source = poured.get(pipeline);
    if (source && readsCode(call)) runs.push({ interpreter: word, url: source.url });
  }
  return runs;
}

/** `sh -c "$(curl …)"`, `eval "$(curl …)"`, `bash <(curl …)`: the download is the script. */
function substituted(calls: readonly Call[]): readonly Run[] {
  return calls.flatMap((call, index) => {
    const script = runFile(call) ?? inlineScript(call);
    const word = call.words[0];
    if (!word || !script || !/^"?(?:\$\(|`|<\()/.test(script.text) || !/[)`]"?$/.test(script.text)) return [];
    const download = firstDownload(calls, index + 1, script.span.end);
    return download?.file === "-" ? [{ interpreter: word, url: download.url }] : [];
  });
}

/** Among the calls that stand inside of a word: they follow the call that the word belongs to. */
function firstDownload(calls: readonly Call[], from: number, end: number): Download | undefined {
  for (let at = from; at < calls.length; at++) {
    const call = calls[at];
    if (!call || call.span.start >= end) return;
    const download = readDownload(call);
    if (download) return download;
  }
  return;
}

function inlineScript({ name, words }: Call): ShellWord | undefined {
  if (name === "eval") return words[1];
  if (!/^(?:sh|bash|ash|dash|ksh|zsh|python[\d.]*)$/.test(name)) return;
  const option = words.findIndex(({ value }, index) => index > 0 && /^-[a-z]*c$/.test(value ?? ""));
  return option < 0 ? undefined : words[option + 1];
}

/** `curl -o x … && sh x`, `curl … > x && sh x`, with nothing in between that verifies it; `fetched` is what RUNs of the stage have left. */
function saved(text: string, calls: readonly Call[], fetched: Map<string, string | undefined>): readonly Run[] {
  const runs: Run[] = [];
  for (const call of calls) {
    if (verifies(call)) fetched.clear();
    const download = readDownload(call);
    const file = download?.file === "-" ? redirection(text, call.words) : download?.file;
    if (file && download?.url) fetched.set(plain(file), download.url);
    const word = call.words[0];
    const script = runFile(call) ?? (word?.text.includes("/") ? word : undefined);
    const path = script && plain(script.value ?? script.text);
    if (word && path !== undefined && fetched.has(path)) {
      runs.push({ interpreter: word, url: fetched.get(path) });
      fetched.delete(path);
    }
  }
  return runs;
}

const plain = (path: string): string => path.replace(/^"(.*)"$/s, "$1").replace(/^(?:\.\/)+/, "");

/** `iex ((New-Object Net.WebClient).DownloadString('…'))` and `irm … | iex`. */
function* powershell(instruction: Instruction, text: string): Iterable<Finding> {
  const { start, end } = instruction.body;
  const body = text.slice(start, end);
  if (
    /\bGet-FileHash\b/i.test(body) ||
    !/\b(?:iex|Invoke-Expression)\b/i.test(body) ||
    !/\b(?:DownloadString|Invoke-WebRequest|Invoke-RestMethod|iwr|irm)\b/i.test(body)
  )
    return;
  let at = start;
  for (const statement of body.split(";")) {
    const called = /\b(?:iex|Invoke-Expression)\b/i.exec(statement);
    if (called && /\b(?:DownloadString|Invoke-WebRequest|Invoke-RestMethod|iwr|irm)\b/i.test(statement)) {
      const span = { start: at + called.index, end: at + called.index + called[0].length };
      yield finding({ interpreter: { span, text: called[0] }, url: /https?:\/\/[^\s'"]+/.exec(statement)?.[0] });
    }
    at += statement.length + 1;
  }
}
