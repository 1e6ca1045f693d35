import { rename } from "../../../edits/change.ts";
import { type ClosedMap, closedMaps } from "../../../model/closed-maps.ts";
import type { KubernetesObject } from "../../../model/kubernetes.ts";
import { containerContextFields, guardingSpecFields, podContextFields } from "../../../model/pod-fields.ts";
import { nearest } from "../../../nearest.ts";
import { type Finding, kubernetesRule } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";

export default kubernetesRule({
  id: "misspelled-setting",
  title: "A protection is misspelled, and so it is not there",
  why: "The API server drops fields that it does not know, with a warning that nobody sees in a pipeline: whoever wrote it believes in a protection that the pod does not have.",
  mayBreak: "The setting takes effect for the first time.",
  severity: "error",
  references: ["Kubernetes documentation: Field Validation", "CWE-1188"],
  aliases: {},
  options: {},

  *check(manifest) {
    for (const map of closedMaps(manifest)) {
      for (const { key, value } of map.view.entries()) {
        const meant = value.via === "own" && !map.fields.has(key) ? meantBy(key, map) : undefined;
        if (meant) yield finding(value, key, meant, map.who);
      }
    }
    for (const object of manifest.objects) yield* labels(object);
  },
});

const fold = (key: string): string => key.toLowerCase().replace(/[-_. ]/g, "");

/** Names that people give to fields that are called otherwise. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ["readonlyrootfs", "readOnlyRootFilesystem"],
  ["readonlyfilesystem", "readOnlyRootFilesystem"],
  ["rootfilesystemreadonly", "readOnlyRootFilesystem"],
  ["nonroot", "runAsNonRoot"],
  ["seccomp", "seccompProfile"],
  ["apparmor", "appArmorProfile"],
  ["selinux", "seLinuxOptions"],
]);

function meantBy(key: string, { view, guarding }: ClosedMap): string | undefined {
  // A field of another place is misplaced, and no misspelling of this one.
  if (guardingSpecFields.has(key) || containerContextFields.has(key) || podContextFields.has(key)) return undefined;
  const known = [...guarding];
  const folded = fold(key);
  const other = otherNames.get(folded);
  const meant =
    known.find((one) => fold(one) === folded) ??
    (other && guarding.has(other) ? other : undefined) ??
    (key.length > 5 ? nearest(key, known, key.length > 9 ? 2 : 1) : undefined);
  return meant !== undefined && view.get(meant) === undefined ? meant : undefined;
}

const finding = (view: YamlView, key: string, meant: string, who: string): Finding => ({
  span: view.keySpan,
  message: `Kubernetes knows no ${key}, so this does nothing for ${who}: it is called ${meant}.`,
  fixes: () => [{ title: `Rename it to ${meant}`, safety: "review", changes: [rename(view.path, meant)] }],
});

const prefix = "pod-security.kubernetes.io/";
const modes = ["enforce", "audit", "warn"].flatMap((mode) => [mode, `${mode}-version`]);

function* labels({ kind, apiVersion, view, name }: KubernetesObject): Iterable<Finding> {
  if (kind !== "Namespace" || apiVersion !== "v1") return;
  for (const { key, value } of view.at("metadata", "labels")?.entries() ?? []) {
    if (!key.startsWith("pod-security.kubernetes") || modes.includes(key.slice(prefix.length))) continue;
    const meant = nearest(
      key,
      modes.map((mode) => prefix + mode),
      3,
    );
    if (!meant) continue;
    const message = `This label of namespace ${name} does nothing: it is called ${meant}.`;
    yield { ...finding(value, key, meant, name), message };
  }
}
