import { remove } from "../../../edits/change.ts";
import { composeRule } from "../../../rule.ts";

export default composeRule({
  id: "host-pid",
  title: "The service sees every process of the host",
  why: "Every process of the host can be seen and, as root, entered or killed: environment variables with secrets lie open in /proc.",
  mayBreak: "Monitoring and debugging agents no longer see the host's processes.",
  severity: "error",
  references: ["CIS Docker 5.16", "CWE-653"],
  aliases: {
    kics: ["4f31dd9f-2cc3-4751-9b53-67e4af83dac0"],
    cis_docker: ["5.16"],
  },
  options: {},

  *check(compose) {
    for (const { name, view } of compose.services) {
      const pid = view.get("pid");
      if (pid?.string() !== "host") continue;
      yield {
        span: pid.span,
        message: `${name} sees every process of the host.`,
        fixes: () => [{ title: "Remove pid", safety: "review", changes: [remove(pid.path)] }],
      };
    }
  },
});
