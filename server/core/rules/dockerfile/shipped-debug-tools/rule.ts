import { replace } from "../../../edits/change.ts";
import type { Dockerfile, Stage } from "../../../model/dockerfile.ts";
import { wordsRemoval } from "../../../model/dockerfile-edits.ts";
import { isForDevelopment, startsNothing } from "../../../model/image-purpose.ts";
import { callsOf } from "../../../model/shell-calls.ts";
import { shippedPackages } from "../../../model/shipped-packages.ts";
import { dockerfileRule } from "../../../rule.ts";

export default dockerfileRule({
  id: "shipped-debug-tools",
  title: "Tools to look into systems and networks ship with the program",
  why: "They are what an attacker installs first: tools to scan the network, to read traffic and other processes' memory, and to open a way out.",
  mayBreak: "Who debugs in the running container misses them: attach an ephemeral container that brings its own.",
  severity: "info",
  references: ["CIS Docker 4.3", "NIST SP 800-190"],
  aliases: {},
  options: {},

  *check(file, _options, { path }) {
    const stage = file.final;
    // Whose work is with such tools, or is to be typed in, wants them.
    if (!stage || isForDevelopment(stage, path) || startsNothing(stage)) return;
    const packages = [...shippedPackages(file)].filter(({ name }) => tools.has(name));
    const script = packages.length > 0 ? unreadScript(stage) : undefined;
    const used = usedOf(new Set(packages.map(({ name }) => name)), file);
    for (const found of packages) {
      if (used.has(found.name)) continue;
      yield {
        span: found.word.span,
        message: `${found.name} ships with the program: it ${tools.get(found.name)}.`,
        ...(script !== undefined && { note: `${script} may call it: only who knows that script can leave it out.` }),
        fixes: () => {
          if (script !== undefined) return [];
          const cut =
            found.run.form === "shell" && found.of > 1
              ? wordsRemoval(file.text, found.call.words, found.index)
              : undefined;
          return cut ? [{ title: `Leave ${found.name} out`, safety: "review", changes: [replace(cut, "")] }] : [];
        },
      };
    }
  },
});

/** Of these packages those that scripts and health checks of the image call: they are no tools for people. */
function usedOf(names: ReadonlySet<string>, { text, final, instructions }: Dockerfile): ReadonlySet<string> {
  if (names.size === 0) return names;
  const scripts = final?.chain.filter(({ keyword, heredocs }) => keyword === "COPY" && heredocs.length > 0) ?? [];
  const calling = instructions.filter(({ keyword }) => callers.has(keyword));
  const texts = [...scripts.map(({ span }) => span), ...calling.map(({ body }) => body)].map(({ start, end }) =>
    text.slice(start, end),
  );
  return new Set(
    [...names].filter((name) => {
      const pattern = new RegExp(`(?:^|[\\s"'/;&|(])${commands.get(name) ?? name}(?=[\\s"',;&|)]|$)`);
      return texts.some((one) => pattern.test(one));
    }),
  );
}

/** A script that the image starts, or brings along for that, and whose text is not in the file. */
function unreadScript(stage: Stage): string | undefined {
  const copies = stage.chain.filter(({ keyword }) => keyword === "COPY" || keyword === "ADD");
  const written = new Set(
    copies.flatMap(({ heredocs, words }) => (heredocs.length > 0 ? nameOf(words[words.length - 1]?.value ?? "") : [])),
  );
  const copied = copies.flatMap(({ heredocs, words }) => (heredocs.length > 0 ? [] : words.map(({ value }) => value)));
  const starts = [stage.entrypoint(), stage.cmd()].flatMap((start) => (start ? callsOf(start) : []));
  const started = starts.flatMap(({ words }) => words.map(({ value = "" }) => value));
  return [...started, ...copied].map(nameOf).find((name) => isScript.test(name) && !written.has(name));
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

const isScript = /\.(?:ba|da|a|k|z)?sh$|entrypoint|^(?:wait-for|start|run)(?:[-_.][\w.-]*)?$/;

const callers: ReadonlySet<string> = new Set(["HEALTHCHECK", "CMD", "ENTRYPOINT"]);

/** What a package's program is called, where it is not called like the package. */
const commands: ReadonlyMap<string, string> = new Map([
  ["netcat-openbsd", "nc"],
  ["netcat-traditional", "nc"],
  ["netcat", "nc"],
  ["nmap-ncat", "n?c(?:at)?"],
  ["ncat", "ncat"],
]);

const scans = "finds machines and open ports in the network";
const connects = "opens connections to anywhere, shells included";
const traces = "reads the memory of other processes";
const listens = "reads what others send over the network";

const tools: ReadonlyMap<string, string> = new Map([
  ["nmap", scans],
  ["masscan", scans],
  ["nmap-ncat", connects],
  ["ncat", connects],
  ["netcat", connects],
  ["netcat-openbsd", connects],
  ["netcat-traditional", connects],
  ["socat", connects],
  ["telnet", connects],
  ["gdb", traces],
  ["gdbserver", traces],
  ["strace", traces],
  ["ltrace", traces],
  ["tcpdump", listens],
  ["tshark", listens],
  ["wireshark", listens],
  ["ngrep", listens],
]);
