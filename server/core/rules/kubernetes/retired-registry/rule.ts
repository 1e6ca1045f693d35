import { set } from "../../../edits/change.ts";
import { type Fix, kubernetesRule } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";

export default kubernetesRule({
  id: "retired-registry",
  title: "The image comes from a registry that has been given up",
  why: "Nothing new is put there, security fixes included; and what is given up can be switched off, or taken over, any day.",
  mayBreak: "A mirror or an allow list has to know the new registry's name.",
  severity: "warning",
  references: ["Kubernetes blog: k8s.gcr.io Image Registry Will Be Frozen", "CWE-1104"],
  aliases: { kubescape: ["C-0253"], kyverno: ["other/restrict-deprecated-registry"] },
  options: {},

  *check(manifest) {
    for (const { name, image, imageView } of manifest.containers) {
      if (!image || !imageView) continue;
      const host = image.registry;
      const retired = registries.get(host) ?? registries.get(`${host}/${image.repository.split("/")[0]}`);
      if (!retired) continue;
      yield {
        span: imageView.span,
        message: `${name} takes its image from ${retired.name}, which ${retired.what}.`,
        fixes: () => moved(imageView, retired),
      };
    }
  },
});

interface Retired {
  readonly name: string;
  readonly what: string;
  /** Where the same images are under the same names. */
  readonly successor?: string;
}

/** Sources: the Kubernetes blog of 2023-02-06 and 2023-03-10, and the sites' own announcements. */
const registries: ReadonlyMap<string, Retired> = new Map([
  ["k8s.gcr.io", { name: "k8s.gcr.io", what: "has been frozen since April 2023", successor: "registry.k8s.io" }],
  ["gcr.io/google_containers", { name: "gcr.io/google_containers", what: "has been frozen for years" }],
  ["gcr.io/google-containers", { name: "gcr.io/google-containers", what: "has been frozen for years" }],
  ["registry.opensource.zalan.do", { name: "registry.opensource.zalan.do", what: "has been given up for ghcr.io" }],
]);

function moved(view: YamlView, { name, successor }: Retired): readonly Fix[] {
  const text = view.text() ?? "";
  if (!successor || !text.startsWith(`${name}/`)) return [];
  return [
    { title: `Use ${successor}`, safety: "review", changes: [set(view.path, successor + text.slice(name.length))] },
  ];
}
