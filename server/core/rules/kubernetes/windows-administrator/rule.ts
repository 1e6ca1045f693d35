import { set } from "../../../edits/change.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "windows-administrator",
  title: "The Windows container runs as its administrator",
  why: "ContainerAdministrator may change every file and service of the container, and starts from there against the node.",
  mayBreak: "Programs that write to their own directories, or register services, fail as ContainerUser.",
  severity: "info",
  references: ["Kubernetes documentation: Configure RunAsUserName for Windows pods and containers", "CWE-250"],
  aliases: { kyverno: ["windows-security/require-run-as-containeruser"] },
  options: {},

  *check(manifest) {
    for (const { pod, securityContext, name, nameSpan, path } of manifest.containers) {
      if (!pod.windowsHint) continue;
      const own = securityContext?.at("windowsOptions", "runAsUserName");
      const user = own ?? pod.securityContext?.at("windowsOptions", "runAsUserName");
      const text = user?.text();
      const written = user !== undefined && !user.isNull();
      if (written ? !/^(?:.*\\)?ContainerAdministrator$/i.test(text ?? "") : pod.object.partial) continue;
      yield {
        span: written ? user.span : nameSpan,
        message: written
          ? `${name} runs as ContainerAdministrator.`
          : `${name} runs as the image's own account, which is mostly ContainerAdministrator.`,
        absent: !written,
        fixes: () => [
          {
            title: "Run as ContainerUser",
            safety: "review",
            changes: [
              set(user?.path ?? [...path, "securityContext", "windowsOptions", "runAsUserName"], "ContainerUser"),
            ],
          },
        ],
      };
    }
  },
});
