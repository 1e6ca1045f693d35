import { remove } from "../../../edits/change.ts";
import { composeBoolean } from "../../../model/compose-boolean.ts";
import { composeRule } from "../../../rule.ts";

export default composeRule({
  id: "privileged-container",
  title: "The service is privileged",
  why: "It has every capability, all devices and no seccomp or AppArmor: whoever gets in mounts the host's disk and owns the host.",
  mayBreak: "Whatever loads kernel modules, mounts file systems or uses devices needs `cap_add` or `devices` instead.",
  severity: "error",
  references: ["CIS Docker 5.5", "CWE-250"],
  aliases: {
    kics: ["ae5b6871-7f45-42e0-bb4c-ab300c4d2026"],
    cis_docker: ["5.5"],
  },
  options: {},

  *check(compose) {
    for (const { name, view } of compose.services) {
      const privileged = view.get("privileged");
      if (!privileged || composeBoolean(privileged) !== true) continue;
      yield {
        span: privileged.span,
        message: `${name} is privileged: it can do on the host whatever root can.`,
        fixes: () => [{ title: "Remove privileged", safety: "review", changes: [remove(privileged.path)] }],
      };
    }
  },
});
