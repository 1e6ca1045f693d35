import { replace } from "../../../edits/change.ts";
import { flagUses } from "../../../model/flag-uses.ts";
import { dockerfileRule } from "../../../rule.ts";

export default dockerfileRule({
  id: "host-network-build",
  title: "A build step uses the network of the machine that builds",
  why: "`RUN --network=host` reaches what listens on that machine's loopback address, and cloud credentials behind its metadata address: an install script that somebody has taken over does so, too.",
  mayBreak: "Steps that call a service on the machine that builds no longer find it.",
  severity: "warning",
  references: ["BuildKit documentation: network entitlements", "CWE-653"],
  aliases: {},
  options: {},

  *check(file) {
    for (const { flag, removal } of flagUses(file, "RUN", "network", "host")) {
      yield {
        span: flag.span,
        message: "This step reaches whatever listens on the machine that builds, its own loopback included.",
        fixes: () => [{ title: "Use the build's own network", safety: "review", changes: [replace(removal, "")] }],
      };
    }
  },
});
