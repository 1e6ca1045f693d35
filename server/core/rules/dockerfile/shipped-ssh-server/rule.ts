import { replace } from "../../../edits/change.ts";
import type { Dockerfile } from "../../../model/dockerfile.ts";
import { callsOf, isWritten } from "../../../model/shell-calls.ts";
import { shippedPackages } from "../../../model/shipped-packages.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";
import type { ShellWord } from "../../../syntax/shell.ts";

export default dockerfileRule({
  id: "shipped-ssh-server",
  title: "An SSH server is in the image",
  why: "It is one more login with keys and passwords of its own to guess and to patch, and its shells pass by what the orchestrator logs and limits.",
  mayBreak:
    "Nothing is changed for you: look into containers with `docker exec` or `kubectl exec`, and take the server out.",
  severity: "warning",
  references: ["CIS Docker 5.7", "NIST SP 800-190"],
  aliases: {},
  options: {},

  *check(file) {
    for (const { name, word } of shippedPackages(file)) {
      if (name === "openssh" || name === "ssh") yield* meta(file, name, word);
      else if (servers.has(name))
        yield { span: word.span, message: `${name} puts an SSH server into the image: a container needs none.` };
    }
    const stage = file.final;
    for (const start of [stage?.entrypoint(), stage?.cmd()]) {
      if (!start || !stage?.instructions.includes(start)) continue;
      const call = callsOf(start).find(({ name }) => name === "sshd" || name === "dropbear");
      if (call)
        yield {
          span: call.words[0]?.span ?? call.span,
          message: `The container starts ${call.name}: it needs no SSH server.`,
        };
    }
  },
});

const servers = new Set(["openssh-server", "openssh-server-pam", "dropbear", "dropbear-bin", "tinyssh"]);

/** Alpine's package of everything (openssh) and Debian's (ssh), which are mostly there for the client. */
function* meta(file: Dockerfile, name: string, word: ShellWord): Iterable<Finding> {
  const { span, text } = word;
  yield {
    span,
    message: `${name} brings an SSH server along: for git and scp openssh-client is enough.`,
    severity: "info",
    fixes: () =>
      isWritten(file, word) && text === name
        ? [{ title: "Use openssh-client", safety: "review", changes: [replace(span, "openssh-client")] }]
        : [],
  };
}
