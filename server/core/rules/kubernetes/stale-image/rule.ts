import { set } from "../../../edits/change.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "stale-image",
  title: "A node may run an old copy of the image",
  why: "With another policy than Always a node takes whatever it has under that name, old or planted, and lets pods use images that they could not pull themselves.",
  mayBreak: "Every start asks the registry: while it is away, no pod starts.",
  // A tag that never moves needs no second look, and the admission plug-in AlwaysPullImages decides for a cluster.
  severity: "off",
  references: ["Kubernetes documentation: Images (image pull policy)", "CWE-494"],
  aliases: {
    checkov: ["CKV_K8S_15"],
    kics: ["caa3479d-885d-4882-9aac-95e5e78ef5c2"],
    polaris: ["pullPolicyNotAlways"],
    kube_score: ["container-image-pull-policy"],
    kubescape: ["C-0075"],
    kyverno: ["other/imagepullpolicy-always"],
  },
  options: {},

  *check(manifest) {
    for (const { name, view, image, imageView, pod } of manifest.containers) {
      if (!image || !imageView || image.digest) continue;
      const policy = view.get("imagePullPolicy");
      const written = policy !== undefined && !policy.isNull();
      const moves = image.tag === undefined || image.tag === "latest";
      // Without a policy the API server takes Always for what is called latest.
      if (written ? policy.text() === "Always" : moves || pod.object.partial) continue;
      yield {
        span: written ? policy.span : imageView.span,
        message: `${name} may run an old copy of ${image.repository}: imagePullPolicy is not Always.`,
        fixes: () => [
          {
            title: "Always ask the registry",
            safety: "review",
            changes: [set([...view.path, "imagePullPolicy"], "Always")],
          },
        ],
      };
    }
  },
});
