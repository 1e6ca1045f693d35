import { append, type Change, set } from "../../../edits/change.ts";
import { capabilityName } from "../../../model/capabilities.ts";
import type { Service } from "../../../model/compose.ts";
import { composeBoolean } from "../../../model/compose-boolean.ts";
import { composeRule } from "../../../rule.ts";

/** What an entrypoint needs that starts as root, hands its files over and leaves root by itself. */
const stepDown = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"];

export default composeRule({
  id: "undropped-capabilities",
  title: "The service keeps capabilities that it does not need",
  why: "Docker's default set lets root forge packets, change owners and make device nodes. Few programs need any of it.",
  mayBreak: "Entrypoints that start as root and change owners or users need those few capabilities back in `cap_add`.",
  severity: "warning",
  references: ["CIS Docker 5.4", "OWASP Docker Security Cheat Sheet", "CWE-250"],
  aliases: {
    kics: ["ce76b7d0-9e77-464d-b86f-c5c48e03e22d"],
    cis_docker: ["5.4"],
  },
  options: {},

  *check(compose) {
    for (const service of compose.services) {
      const drop = service.view.get("cap_drop");
      const dropped = (drop?.items() ?? []).map((item) => capabilityName(item.text() ?? ""));
      if (dropped.includes("ALL") || composeBoolean(service.view.get("privileged")) === true) continue;
      const written = drop !== undefined && !drop.isNull();
      if (!written && (compose.partial || service.partial)) continue;
      yield {
        span: written ? drop.keySpan : service.nameSpan,
        message: written
          ? `${service.name} drops some capabilities and keeps the others: drop ALL.`
          : `${service.name} keeps Docker's default capabilities: none is dropped.`,
        absent: !written,
        fixes: () => [{ title: "Drop all capabilities", safety: "review", changes: changes(service) }],
      };
    }
  },
});

function changes(service: Service): readonly Change[] {
  const added = (service.view.get("cap_add")?.items() ?? []).map((item) => capabilityName(item.text() ?? ""));
  const needed = service.facts?.dropsPrivileges && !service.view.get("user") ? [...stepDown] : [];
  if (service.ports.some(({ target }) => target !== undefined && Number.parseInt(target, 10) < 1024)) {
    needed.push("NET_BIND_SERVICE");
  }
  const missing = needed.filter((name) => !added.includes(name) && !added.includes("ALL"));
  return [
    set([...service.path, "cap_drop"], ["ALL"]),
    ...missing.map((name) => append([...service.path, "cap_add"], name)),
  ];
}
