import { replace } from "../../../edits/change.ts";
import { flagUses } from "../../../model/flag-uses.ts";
import { dockerfileRule } from "../../../rule.ts";

export default dockerfileRule({
  id: "privileged-build-step",
  title: "A build step runs without the sandbox",
  why: "`RUN --security=insecure` has every capability and sees the build machine's devices: a package's install script that somebody has taken over owns the machine that builds, and everything that is built there.",
  mayBreak: "Steps that mount, or start containers of their own, fail: do those outside of the build.",
  severity: "error",
  references: ["BuildKit documentation: security entitlements", "CWE-250"],
  aliases: {},
  options: {},

  *check(file) {
    for (const { flag, removal } of flagUses(file, "RUN", "security", "insecure")) {
      yield {
        span: flag.span,
        message: "This step runs with all rights on the machine that builds.",
        fixes: () => [{ title: "Run the step in the sandbox", safety: "review", changes: [replace(removal, "")] }],
      };
    }
  },
});
