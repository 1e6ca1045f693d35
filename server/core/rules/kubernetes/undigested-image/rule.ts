import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "undigested-image",
  title: "The image is not pinned by its digest",
  why: "Whoever may push can move a tag: what runs tomorrow under the same name is what they put there.",
  mayBreak: "Nothing breaks, but updates no longer come by themselves: let a bot raise tag and digest.",
  // Needs a bot to live with, and admission can resolve digests for a whole cluster.
  severity: "off",
  references: ["NSA/CISA Kubernetes Hardening Guide", "CWE-494"],
  aliases: {
    checkov: ["CKV_K8S_43"],
    kics: ["7c81d34c-8e5a-402b-9798-9f442630e678"],
    kubescape: ["C-0306"],
    kyverno: ["other/require-image-checksum", "other/resolve-image-to-digest"],
    gatekeeper: ["general/imagedigests"],
  },
  options: {},

  *check(manifest) {
    for (const { name, image, imageView } of manifest.containers) {
      const text = imageView?.text();
      if (!imageView || !text || /[{$]/.test(text) || isDigest(image?.digest)) continue;
      yield {
        span: imageView.span,
        message: `${name} runs whatever ${image?.repository ?? text} is called at the time: it has no digest.`,
      };
    }
  },
});

/** The algorithms that the image specification registers, with as many digits as they have. */
const isDigest = (digest: string | undefined): boolean =>
  /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}|blake3:[0-9a-f]{64})$/.test(digest ?? "");
