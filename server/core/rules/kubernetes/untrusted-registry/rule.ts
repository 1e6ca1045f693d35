import { isTrusted } from "../../../model/trusted-registry.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "untrusted-registry",
  title: "The image comes from a registry that is not trusted",
  why: "Whoever can push to that registry, or take over a name in it, runs code here. Only what your own policy names has been looked at.",
  mayBreak:
    "Nothing is changed for you: mirror the image into a trusted registry, or add its registry to `trustedRegistries`.",
  severity: "warning",
  references: ["NSA/CISA Kubernetes Hardening Guide", "CWE-1357"],
  aliases: {
    trivy: ["KSV-0125"],
    kubescape: ["C-0078", "C-0001"],
    kyverno: ["best-practices/restrict-image-registries", "other/advanced-restrict-image-registries"],
    gatekeeper: ["general/allowedrepos", "general/allowedreposv2"],
  },
  options: {},

  *check(manifest, _, { trustedRegistries }) {
    for (const { name, image, imageView } of manifest.containers) {
      if (!image || !imageView || isTrusted(image, trustedRegistries)) continue;
      yield { span: imageView.span, message: `${name} comes from ${image.registry}, which is not trusted.` };
    }
  },
});
