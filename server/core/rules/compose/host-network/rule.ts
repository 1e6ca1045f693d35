import { remove } from "../../../edits/change.ts";
import { composeRule } from "../../../rule.ts";

export default composeRule({
  id: "host-network",
  title: "The service shares the host's network",
  why: "It reaches what listens on the host's loopback only, sees the host's traffic, and every port it opens is open to the world.",
  mayBreak: "What relies on broadcasts or on many ports needs them published under `ports`.",
  severity: "warning",
  references: ["CIS Docker 5.10", "CWE-653"],
  aliases: {
    kics: ["071a71ff-f868-47a4-ac0b-3c59e4ab5443"],
    cis_docker: ["5.10"],
  },
  options: {},

  *check(compose) {
    for (const { name, view } of compose.services) {
      const mode = view.get("network_mode");
      if (mode?.string() !== "host") continue;
      yield {
        span: mode.span,
        message: `${name} shares the host's network: it reaches everything that listens on the host.`,
        fixes: () => [{ title: "Remove network_mode", safety: "review", changes: [remove(mode.path)] }],
      };
    }
  },
});
