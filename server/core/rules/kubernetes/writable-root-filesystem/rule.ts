import { set } from "../../../edits/change.ts";
import type { Container } from "../../../model/kubernetes.ts";
import { rootWork } from "../../../model/root-work.ts";
import { mountPaths, scratchMounts } from "../../../model/scratch-mounts.ts";
import { scratchPaths, unmountedNote } from "../../../model/scratch-paths.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "writable-root-filesystem",
  title: "The container's file system is writable",
  why: "Whoever gets in can drop tools, replace the program and leave a back door in the running container.",
  mayBreak:
    "Programs that write outside the mounted directories fail; the fix mounts /tmp and what the image is known to write to.",
  severity: "warning",
  references: ["NSA/CISA Kubernetes Hardening Guide", "CIS Docker 5.12", "CWE-732"],
  aliases: {
    trivy: ["KSV-0014"],
    checkov: ["CKV_K8S_22"],
    kics: ["a9c2f49d-0671-4fc9-9ece-f4e261e128d0"],
    kube_linter: ["no-read-only-root-fs"],
    polaris: ["notReadOnlyRootFilesystem"],
    kube_score: ["container-security-context-readonlyrootfilesystem"],
    kubesec: ["ReadOnlyRootFilesystem"],
    kubescape: ["C-0017"],
    kyverno: ["best-practices/require-ro-rootfs"],
    gatekeeper: ["pod-security-policy/read-only-root-filesystem"],
  },
  options: {},

  *check(manifest) {
    for (const container of manifest.containers) {
      if (container.list === "ephemeralContainers" || container.pod.windowsHint) continue;
      const { value, view } = container.effective("readOnlyRootFilesystem");
      if (value !== false || (!view && container.pod.object.partial)) continue;
      const { facts, name } = container;
      const work = rootWork(container);
      const note =
        work?.changes === "image"
          ? `${name} runs ${work.program}, which writes to the image's own files: a read-only file system stops it.`
          : unmountedNote(name, facts, [...mountPaths(container), ...scratchPaths(facts)], "kubernetes");
      yield {
        span: view?.span ?? container.nameSpan,
        message: view
          ? `${container.name} can write to its own programs: readOnlyRootFilesystem is false.`
          : `${container.name} can write to its own programs: readOnlyRootFilesystem is not set.`,
        absent: !view,
        // An init container is gone before anybody can talk to it.
        ...(container.list === "initContainers" && { severity: "info" as const }),
        ...(note !== undefined
          ? { note }
          : {
              fixes: () => [
                {
                  title: "Make the root file system read-only",
                  safety: "review",
                  changes: [
                    set([...container.path, "securityContext", "readOnlyRootFilesystem"], true),
                    ...[container, ...sharing(container, manifest.yaml.text)].flatMap(scratchMounts),
                  ],
                },
              ],
            }),
      };
    }
  },
});

/** The containers whose securityContext is an alias of this one's: what is set here holds for them as well. */
function sharing({ pod, securityContext }: Container, text: string): readonly Container[] {
  if (!securityContext || pod.containers.length > mostContainers) return [];
  const { start } = securityContext.entrySpan;
  const anchor = /^[^:\n]{0,30}:\s{0,30}&([^\s,[\]{}]{1,100})/.exec(text.slice(start, start + 200))?.[1];
  return anchor === undefined
    ? []
    : pod.containers.filter(({ securityContext: other }) => {
        return other?.via === "alias" && text.slice(other.span.start, other.span.end) === `*${anchor}`;
      });
}

/** More are in no pod; each is compared with all. */
const mostContainers = 100;
