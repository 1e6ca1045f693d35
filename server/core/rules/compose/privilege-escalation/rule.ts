import { append, set } from "../../../edits/change.ts";
import { composeBoolean } from "../../../model/compose-boolean.ts";
import { composeRule } from "../../../rule.ts";

export default composeRule({
  id: "privilege-escalation",
  title: "A process may gain more privileges than its parent",
  why: "Whoever gets a shell can run a setuid binary or one with file capabilities, and is root in the container.",
  mayBreak: "Programs that rely on setuid binaries, such as sudo, su or ping, fail.",
  severity: "warning",
  references: ["CIS Docker 5.26", "OWASP Docker Security Cheat Sheet", "CWE-250"],
  aliases: {
    kics: ["27fcc7d6-c49b-46e0-98f1-6c082a6a2750", "610e266e-6c12-4bca-9925-1ed0cd29742b"],
    cis_docker: ["5.26", "5.2", "5.3"],
  },
  options: {},

  *check(compose) {
    for (const service of compose.services) {
      const option = service.securityOptions.find(({ text }) => text.startsWith("no-new-privileges"));
      if (option ? !option.text.endsWith(":false") : compose.partial || service.partial) continue;
      // A privileged service needs no escalation; that is reported as what it is.
      if (composeBoolean(service.view.get("privileged")) === true) continue;
      yield {
        span: option?.view.span ?? service.nameSpan,
        message: option
          ? `${service.name} may gain privileges: no-new-privileges is false.`
          : `${service.name} may gain privileges through setuid binaries: no-new-privileges is not set.`,
        absent: !option,
        fixes: () => [
          {
            title: "Forbid new privileges",
            safety: "review",
            changes: [
              option
                ? set(option.view.path, "no-new-privileges:true")
                : append([...service.path, "security_opt"], "no-new-privileges:true"),
            ],
          },
        ],
      };
    }
  },
});
