import { mayBeLocal } from "../../../model/local-image.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "unpinned-image",
  title: "The image's version is not pinned",
  why: "What runs changes whenever somebody pushes: a bad or hijacked image reaches the cluster at the next restart, and nobody can say what ran before.",
  mayBreak: "Nothing breaks, but updates no longer come by themselves: let a bot raise the version.",
  severity: "warning",
  references: ["NSA/CISA Kubernetes Hardening Guide", "CWE-1357"],
  aliases: {
    trivy: ["KSV-0013"],
    checkov: ["CKV_K8S_14"],
    kics: ["583053b7-e632-46f0-b989-f81ff8045385"],
    kube_linter: ["latest-tag"],
    polaris: ["tagNotSpecified"],
    kube_score: ["container-image-tag"],
    kyverno: ["best-practices/disallow-latest-tag"],
    gatekeeper: ["general/disallowedtags"],
  },
  options: {},

  *check(manifest) {
    for (const { name, image, imageView } of manifest.containers) {
      if (!image || !imageView || image.digest || isPlaceholder(image)) continue;
      if (image.tag !== undefined && image.tag !== "latest") continue;
      const local = mayBeLocal(image);
      yield {
        span: imageView.span,
        message: image.tag
          ? `${name} runs whatever ${image.repository}:latest is at the time.`
          : `${name} runs whatever ${image.repository} is at the time: no tag means latest.`,
        ...(local && { severity: "hint" as const }),
        note: local
          ? "The name may also be that of an image that Kustomize, Skaffold or the like fills in."
          : "Only you know which version runs today, so none is filled in: name its tag, or better tag and digest.",
      };
    }
  },
});

/** Kubebuilder's name for the image that Kustomize puts in, and Istio's for the one that its injector does. */
function isPlaceholder({ name, tag }: { readonly name: string; readonly tag: string | undefined }): boolean {
  return (name === "controller" && tag === "latest") || (name === "auto" && tag === undefined);
}
