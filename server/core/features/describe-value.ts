import type { Part } from "../analysis.ts";
import type { ComposeDocument } from "../model/compose.ts";
import type { ManifestDocument } from "../model/kubernetes.ts";
import { rolesOf } from "../model/rbac.ts";
import type { YamlView } from "../syntax/yaml-view.ts";
import { contains, type Span } from "../text.ts";
import { describeCapability } from "./describe-capability.ts";
import { describeResource, describeVerb } from "./describe-right.ts";
import { volumeTypes, words } from "./value-words.ts";

export interface Described {
  readonly span: Span;
  readonly markdown: string;
}

/** What a word means that decides about security: a capability, a volume's type, a right, a level. */
export function valueAt({ model }: Part, offset: number): Described | undefined {
  if (model.target === "compose") return firstAt(composeWords(model.compose), offset);
  if (model.target !== "kubernetes") return undefined;
  return firstAt(manifestWords(model.manifest, offset), offset);
}

interface Word {
  readonly span: Span;
  readonly meaning: string | undefined;
}

function firstAt(found: Iterable<Word>, offset: number): Described | undefined {
  for (const { span, meaning } of found) if (meaning && contains(span, offset)) return { span, markdown: meaning };
  return undefined;
}

const meant = (view: YamlView | undefined, describe: (text: string) => string | undefined): readonly Word[] => {
  const text = view?.text();
  return view && text !== undefined ? [{ span: view.span, meaning: describe(text) }] : [];
};

const listed = (view: YamlView | undefined): readonly Word[] =>
  (view?.items() ?? []).flatMap((item) => meant(item, describeCapability));

function* composeWords({ services }: ComposeDocument): Iterable<Word> {
  for (const { view } of services) yield* [...listed(view.get("cap_add")), ...listed(view.get("cap_drop"))];
}

function* manifestWords(manifest: ManifestDocument, offset: number): Iterable<Word> {
  const near = manifest.objects.filter(({ span }) => contains(span, offset));
  for (const { pods, view, kind } of near) {
    for (const pod of pods) {
      for (const { securityContext, view: container } of pod.containers) {
        const capabilities = securityContext?.get("capabilities");
        yield* [...listed(capabilities?.get("add")), ...listed(capabilities?.get("drop"))];
        for (const mount of container.get("volumeMounts")?.items() ?? []) {
          yield* meant(mount.get("mountPropagation"), words.mountPropagation);
        }
        yield* profiles(securityContext);
      }
      yield* profiles(pod.securityContext);
      for (const volume of pod.spec.get("volumes")?.items() ?? []) yield* volumeWords(volume);
    }
    if (kind === "Service") yield* meant(view.at("spec", "type"), words.serviceType);
    if (kind === "NetworkPolicy") {
      for (const type of view.at("spec", "policyTypes")?.items() ?? []) yield* meant(type, words.policyType);
    }
    if (kind === "Namespace") yield* labelWords(view);
  }
  for (const { rules } of rolesOf({ ...manifest, objects: near })) {
    for (const { verbs, resources } of rules) {
      for (const verb of verbs) yield { span: verb.view.span, meaning: describeVerb(verb) };
      for (const resource of resources) yield { span: resource.view.span, meaning: describeResource(resource) };
    }
  }
}

function* profiles(context: YamlView | undefined): Iterable<Word> {
  yield* meant(context?.at("seccompProfile", "type"), words.seccompType);
  yield* meant(context?.at("appArmorProfile", "type"), words.appArmorType);
  for (const sysctl of context?.get("sysctls")?.items() ?? []) yield* meant(sysctl.get("name"), words.sysctl);
}

function* volumeWords(volume: YamlView): Iterable<Word> {
  for (const { key, value } of volume.entries()) {
    const meaning = Object.hasOwn(volumeTypes, key) ? volumeTypes[key] : undefined;
    yield { span: value.keySpan, meaning: meaning && `**${key}**: ${meaning}` };
  }
  yield* meant(volume.at("hostPath", "type"), words.hostPathType);
}

function* labelWords(view: YamlView): Iterable<Word> {
  for (const { key, value } of view.at("metadata", "labels")?.entries() ?? []) {
    const mode = /^pod-security\.kubernetes\.io\/(enforce|audit|warn)(-version)?$/.exec(key);
    if (!mode) continue;
    yield { span: value.keySpan, meaning: words.podSecurityMode(`${mode[1]}${mode[2] ?? ""}`) };
    if (!mode[2]) yield* meant(value, words.podSecurityLevel);
  }
}
