import { remove } from "../../../edits/change.ts";
import { isRuntimeSocket } from "../../../model/node-path.ts";
import { composeRule } from "../../../rule.ts";

export default composeRule({
  id: "docker-socket",
  title: "The container runtime's socket is mounted",
  why: "Whoever can talk to the socket starts a privileged container and is root on the host. Mounting it read-only changes nothing: the socket still takes commands.",
  mayBreak:
    "Programs that watch or start containers through the socket stop working; give them a socket proxy that lets through only what they need.",
  severity: "error",
  references: ["CIS Docker 5.32", "OWASP Docker Security Cheat Sheet", "CWE-250"],
  aliases: {
    kics: ["d6355c88-1e8d-49e9-b2f2-f8a1ca12c75b"],
    cis_docker: ["5.32"],
  },
  options: {},

  *check(compose) {
    for (const { name, mounts } of compose.services) {
      for (const { source, view } of mounts) {
        if (source === undefined || !isRuntimeSocket(source)) continue;
        yield {
          span: view.kind === "scalar" ? view.span : (view.get("source")?.span ?? view.keySpan),
          message: `${source} is mounted: ${name} can start containers as root on the host.`,
          fixes: () => [{ title: "Remove the socket", safety: "review", changes: [remove(view.path)] }],
        };
      }
    }
  },
});
