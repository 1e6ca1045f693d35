import type { YamlView } from "../syntax/yaml-view.ts";
import type { ContainerList, KubernetesObject } from "./kubernetes.ts";

/** Where in an object a pod stands. */
export interface PodShape {
  readonly spec: YamlView;
  readonly metadata: YamlView | undefined;
  readonly securityContext: YamlView | undefined;
  readonly containers: readonly ContainerShape[];
  /** `builtin` where Kubernetes itself defines the place, `embedded` where a custom resource holds a pod spec. */
  readonly origin: "builtin" | "embedded" | "argo" | "tekton";
  /** What names this pod among the object's pods, where something does. */
  readonly nameView: YamlView | undefined;
}

export interface ContainerShape {
  readonly list: ContainerList;
  readonly view: YamlView;
}

type Typed = Pick<KubernetesObject, "view" | "apiVersion" | "kind">;

export function findPods(object: Typed): readonly PodShape[] {
  const group = groupOf(object.apiVersion);
  const holderPath = builtinHolder(object);
  if (holderPath) return builtinPods(object.view.at(...holderPath));
  return holdsNoPods(group, object.kind) ? [] : searchPods(object.view, group);
}

/** Where a workload of Kubernetes' own keeps the mapping with its pod's `metadata` and `spec`. */
export function builtinHolder({ apiVersion, kind }: Pick<Typed, "apiVersion" | "kind">): readonly string[] | undefined {
  return builtinGroups.has(groupOf(apiVersion)) ? holders.get(kind) : undefined;
}

function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf("/");
  return slash < 0 ? "" : apiVersion.slice(0, slash);
}

const builtinGroups = new Set(["", "apps", "batch", "extensions", "apps.openshift.io"]);

const holders: ReadonlyMap<string, readonly string[]> = new Map([
  ["Pod", []],
  ["PodTemplate", ["template"]],
  ["Deployment", ["spec", "template"]],
  ["StatefulSet", ["spec", "template"]],
  ["DaemonSet", ["spec", "template"]],
  ["ReplicaSet", ["spec", "template"]],
  ["ReplicationController", ["spec", "template"]],
  ["DeploymentConfig", ["spec", "template"]],
  ["Job", ["spec", "template"]],
  ["CronJob", ["spec", "jobTemplate", "spec", "template"]],
]);

function builtinPods(holder: YamlView | undefined): readonly PodShape[] {
  const spec = holder?.get("spec");
  if (spec?.kind !== "map") return [];
  return [podAt(spec, holder?.get("metadata"), "builtin")];
}

/** Groups whose objects hold schemas, patterns, patches or a tool's settings: what looks like a pod there is none. */
const podlessGroup =
  /^(?:admission|apiextensions|admissionregistration|kustomize\.config)\.k8s\.io$|(?:^|\.)(?:kyverno\.io|gatekeeper\.sh)$|^skaffold$/;

function holdsNoPods(group: string, kind: string): boolean {
  return podlessGroup.test(group) || (group === "" && (kind === "ConfigMap" || kind === "Secret"));
}

/** Keys below which no pod of this object stands: Helm values, say, may look like one and mean something else. */
const podlessKeys = new Set([
  "metadata",
  "status",
  "data",
  "values",
  "valuesObject",
  "valuesInline",
  "openAPIV3Schema",
]);

const mostVisited = 20_000;
const deepest = 24;

function searchPods(root: YamlView, group: string): readonly PodShape[] {
  const found: PodShape[] = [];
  let visited = 0;

  const search = (view: YamlView, parent: YamlView | undefined, depth: number): void => {
    if (++visited > mostVisited || depth > deepest) return;
    if (view.kind === "seq") {
      for (const item of view.items()) if (item.kind !== "scalar") search(item, parent, depth + 1);
      return;
    }
    const pod = podShape(view, parent, root, group);
    if (pod) {
      found.push(pod);
      return;
    }
    for (const { key, value } of view.entries()) {
      if (value.kind !== "scalar" && !podlessKeys.has(key)) search(value, view, depth + 1);
    }
  };

  search(root, undefined, 0);
  return found;
}

function podShape(view: YamlView, parent: YamlView | undefined, root: YamlView, group: string): PodShape | undefined {
  if (group === "argoproj.io") {
    const template = argoTemplate(view, parent);
    if (template) return template;
  }
  if (group === "tekton.dev") return view.path.at(-1) === "podTemplate" ? tektonTemplate(view) : tektonTask(view);
  const list = view.get("containers") ?? view.get("initContainers");
  if (!list || !holdsContainers(list)) return;
  return podAt(view, parent?.path.length === root.path.length ? undefined : parent?.get("metadata"), "embedded");
}

function holdsContainers(list: YamlView): boolean {
  const items = list.items();
  return items.length > 0 && items.every((item) => isFilled(item.get("name")) || isFilled(item.get("image")));
}

const isFilled = (view: YamlView | undefined): boolean => view?.text() !== undefined;

const lists: readonly ContainerList[] = ["containers", "initContainers", "ephemeralContainers"];

function podAt(spec: YamlView, metadata: YamlView | undefined, origin: "builtin" | "embedded"): PodShape {
  return {
    spec,
    metadata: mapping(metadata),
    securityContext: mapping(spec.get("securityContext")),
    containers: lists.flatMap((list) => containersOf(spec.get(list), list)),
    origin,
    nameView: origin === "builtin" ? undefined : metadata?.get("name"),
  };
}

function containersOf(view: YamlView | undefined, list: ContainerList): readonly ContainerShape[] {
  return (view?.items() ?? []).filter((item) => item.kind === "map").map((item) => ({ list, view: item }));
}

export function mapping(view: YamlView | undefined): YamlView | undefined {
  return view?.kind === "map" ? view : undefined;
}

/** A template of an Argo workflow is a pod of its own; the workflow's `securityContext` counts where it has none. */
function argoTemplate(view: YamlView, workflow: YamlView | undefined): PodShape | undefined {
  const main = [view.get("container"), view.get("script")].filter((one) => isFilled(one?.get("image")));
  const set = view.at("containerSet", "containers");
  if (main.length === 0 && set?.kind !== "seq") return;
  return {
    spec: view,
    metadata: mapping(view.get("metadata")),
    securityContext: mapping(view.get("securityContext")) ?? mapping(workflow?.get("securityContext")),
    containers: [
      ...main.flatMap((one) => (one ? [{ list: "containers" as const, view: one }] : [])),
      ...containersOf(set, "containers"),
      ...containersOf(view.get("sidecars"), "containers"),
      ...containersOf(view.get("initContainers"), "initContainers"),
    ],
    origin: "argo",
    nameView: view.get("name"),
  };
}

/** The steps of a Tekton task are the containers of its pod; the pod's own settings stand elsewhere, in the run. */
function tektonTask(view: YamlView): PodShape | undefined {
  const steps = containersOf(view.get("steps"), "containers").filter((step) => isFilled(step.view.get("image")));
  if (steps.length === 0) return;
  return {
    spec: view,
    metadata: undefined,
    securityContext: undefined,
    containers: [...steps, ...containersOf(view.get("sidecars"), "containers")],
    origin: "tekton",
    nameView: undefined,
  };
}

/** What a run of Tekton adds to the pods of its tasks. */
function tektonTemplate(view: YamlView): PodShape | undefined {
  if (view.kind !== "map") return undefined;
  const securityContext = mapping(view.get("securityContext"));
  return { spec: view, metadata: undefined, securityContext, containers: [], origin: "tekton", nameView: undefined };
}
