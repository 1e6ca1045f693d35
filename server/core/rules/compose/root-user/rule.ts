import { set } from "../../../edits/change.ts";
import type { Service } from "../../../model/compose.ts";
import { knownAccount, spareUid } from "../../../model/pod-account.ts";
import type { Finding } from "../../../rule.ts";
import { composeRule } from "../../../rule.ts";

export default composeRule({
  id: "root-user",
  title: "The service may run as root",
  why: "A process that escapes its container keeps its uid, and uid 0 is root on the host as well. Inside, root can install tools and read every file.",
  mayBreak: "An image made for root can't write to its own files; files on volumes have to belong to the new user.",
  severity: "warning",
  references: ["CIS Docker 4.1", "OWASP Docker Security Cheat Sheet", "CWE-250"],
  aliases: { dockle: [], cis_docker: ["4.1"] },
  options: {},

  *check(compose) {
    for (const service of compose.services) {
      const finding = judge(service, compose.partial || service.partial);
      if (finding) yield finding;
    }
  },
});

function judge(service: Service, partial: boolean): Finding | undefined {
  const { facts, name, view } = service;
  const user = view.get("user");
  const text = user?.text();
  const uid = knownAccount(service)?.uid ?? spareUid;
  const fixes = () => [
    {
      title: `Run as uid ${uid}`,
      safety: "review" as const,
      changes: [set([...service.path, "user"], `${uid}:${uid}`)],
    },
  ];
  if (user && text !== undefined) {
    if (!/^(?:root|0+)(?::|$)/.test(text)) return undefined;
    return { span: user.span, message: `${name} runs as root: user is ${text}.`, fixes };
  }
  // An entrypoint that leaves root by itself does what is asked for.
  if (partial || (user && !user.isNull()) || facts?.runsAsRoot === false || facts?.dropsPrivileges) return undefined;
  // Its Dockerfile, where the user is set, is judged by itself.
  if (view.get("build")) return undefined;
  const known = facts?.runsAsRoot === true;
  return {
    span: service.nameSpan,
    message: known
      ? `${name} runs as root: the image ${facts.image} does, and no user is set.`
      : `${name} may run as root: it sets no user, and its image is not known.`,
    absent: true,
    ...(!known && { severity: "hint" as const }),
    fixes,
  };
}
