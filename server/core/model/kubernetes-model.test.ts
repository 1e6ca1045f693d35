import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseYaml } from "../syntax/yaml.ts";
import type { Span } from "../text.ts";
import { effectiveField } from "./effective-field.ts";
import type { Container, ManifestDocument } from "./kubernetes.ts";
import { readManifest } from "./kubernetes-model.ts";

const read = (text: string): ManifestDocument => readManifest(parseYaml(text));
const places = (text: string): readonly string[] => read(text).containers.map(({ place }) => place);
const podPlaces = (text: string): readonly string[] => read(text).pods.map(({ place }) => place);

function onlyContainer(text: string): Container {
  const { containers } = read(text);
  assert.equal(containers.length, 1);
  const [container] = containers;
  assert.ok(container);
  return container;
}

const indent = (text: string, by: number): string => text.replace(/^(?=.)/gm, " ".repeat(by));

const podSpec = "containers:\n- name: app\n  image: acme/app:1\n";
const pod = (spec = podSpec): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${indent(spec, 2)}`;
const selector = "selector:\n  matchLabels:\n    app: web\n";
const template = (spec = podSpec): string => `template:\n  spec:\n${indent(spec, 4)}`;
const workload = (kind: string, spec: string, apiVersion = "apps/v1"): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: web\nspec:\n${indent(spec, 2)}`;

test("every workload of Kubernetes' own has its pod", () => {
  for (const kind of ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"]) {
    assert.deepEqual(places(workload(kind, selector + template())), [`${kind}/web container app`]);
  }
  assert.deepEqual(places(pod()), ["Pod/web container app"]);
  assert.deepEqual(places(workload("Job", template(), "batch/v1")), ["Job/web container app"]);
  assert.deepEqual(places(workload("ReplicationController", template(), "v1")), [
    "ReplicationController/web container app",
  ]);
  assert.deepEqual(places(workload("DeploymentConfig", template(), "apps.openshift.io/v1")), [
    "DeploymentConfig/web container app",
  ]);
  const job = `schedule: "@daily"\njobTemplate:\n  spec:\n${indent(template(), 4)}`;
  assert.deepEqual(places(workload("CronJob", job, "batch/v1")), ["CronJob/web container app"]);
  const podTemplate = `apiVersion: v1\nkind: PodTemplate\nmetadata:\n  name: web\n${template()}`;
  assert.deepEqual(places(podTemplate), ["PodTemplate/web container app"]);
});

test("all three lists of containers count, each in its own words", () => {
  const spec = `${podSpec}initContainers:\n- name: init\n  image: a\nephemeralContainers:\n- name: debug\n  image: a\n`;
  assert.deepEqual(places(pod(spec)), [
    "Pod/web container app",
    "Pod/web initContainer init",
    "Pod/web ephemeralContainer debug",
  ]);
});

test("lists hold objects, also lists in lists, typed lists and OpenShift templates", () => {
  const list = (kind: string, items: readonly string[], key = "items"): string =>
    `apiVersion: v1\nkind: ${kind}\n${key}:\n${items.map((item) => `- ${indent(item, 2).trimStart()}`).join("")}`;
  assert.deepEqual(
    places(list("List", [pod(), list("DeploymentList", [workload("Deployment", selector + template())])])),
    ["Pod/web container app", "Deployment/web container app"],
  );
  assert.deepEqual(places(list("Template", [pod()], "objects")), ["Pod/web container app"]);
});

test("JSON is read as YAML is", () => {
  const json =
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"},"spec":{"containers":[{"name":"app","image":"a"}]}}';
  assert.deepEqual(places(json), ["Pod/web container app"]);
});

test("custom resources that embed a pod are found by its shape", () => {
  assert.deepEqual(places(workload("Rollout", `strategy: {}\n${template()}`, "argoproj.io/v1alpha1")), [
    "Rollout/web container app",
  ]);
  const knative = "template:\n  spec:\n    containers:\n    - image: acme/app:1\n";
  assert.deepEqual(places(workload("Service", knative, "serving.knative.dev/v1")), ["Service/web container 1"]);
  const training = `pytorchReplicaSpecs:\n  Master:\n${indent(template(), 4)}  Worker:\n${indent(template(), 4)}`;
  assert.deepEqual(podPlaces(workload("PyTorchJob", training, "kubeflow.org/v1")), [
    "PyTorchJob/web",
    "PyTorchJob/web",
  ]);
  const predictor = `predictor:\n${indent(podSpec, 2)}`;
  assert.deepEqual(places(workload("InferenceService", predictor, "serving.kserve.io/v1beta1")), [
    "InferenceService/web container app",
  ]);
});

test("templates of Argo workflows are pods, with the workflow's security context where they have none", () => {
  const spec = `securityContext:
  runAsUser: 1000
templates:
- name: build
  container:
    image: acme/build:1
- name: report
  securityContext:
    runAsUser: 2000
  script:
    image: acme/report:1
    source: echo
  sidecars:
  - name: proxy
    image: acme/proxy:1
- name: all
  dag: {}
`;
  const { containers, objects } = read(workload("Workflow", spec, "argoproj.io/v1alpha1"));
  assert.equal(objects[0]?.partial, false);
  assert.deepEqual(
    containers.map((one) => [one.place, one.path.join("."), one.effective("runAsUser").value]),
    [
      ["Workflow/web container build", "spec.templates.0.container", 1000],
      ["Workflow/web container report", "spec.templates.1.script", 2000],
      ["Workflow/web container proxy", "spec.templates.1.sidecars.0", 2000],
    ],
  );
});

test("steps of Tekton tasks are containers whose pod stands elsewhere", () => {
  const task = "steps:\n- name: build\n  image: acme/build:1\n- name: shared\n  ref: {}\n";
  const document = read(workload("Task", task, "tekton.dev/v1"));
  assert.deepEqual(
    document.containers.map(({ place }) => place),
    ["Task/web container build"],
  );
  assert.equal(document.objects[0]?.partial, true);
});

test("what only looks like a pod is none", () => {
  const schema = `versions:\n- schema:\n    openAPIV3Schema:\n      properties:\n        spec:\n${indent(podSpec, 10)}`;
  const none = [
    workload("CustomResourceDefinition", schema, "apiextensions.k8s.io/v1"),
    workload("ClusterPolicy", `rules:\n- validate:\n    pattern:\n      spec:\n${indent(podSpec, 8)}`, "kyverno.io/v1"),
    workload("K8sBad", `parameters:\n${indent(podSpec, 2)}`, "constraints.gatekeeper.sh/v1beta1"),
    workload("HelmRelease", `values:\n${indent(podSpec, 2)}`, "helm.toolkit.fluxcd.io/v2"),
    workload("Config", `verify:\n- ${indent(podSpec, 2).trimStart()}`, "skaffold/v4beta1"),
    workload("Odd", "containers:\n- web\n- db\n", "acme.example/v1"),
    `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches:\n- patch:\n    spec:\n${indent(podSpec, 6)}`,
    `apiVersion: v1\nkind: ConfigMap\ndata:\n${indent(podSpec, 2)}`,
    "image:\n  repository: acme/app\ncontainers:\n- name: app\n  image: a\n",
    "services:\n  web:\n    image: nginx\n",
    "just text",
    "- 1\n- 2",
    "",
  ];
  for (const text of none) assert.deepEqual(podPlaces(text), [], text);
});

test("a patch is partial, a workload is not", () => {
  const unnamed = podSpec.replace("  image: acme/app:1\n", "  tty: true\n");
  const partial = [
    workload("Deployment", template(unnamed)),
    workload("Deployment", selector + template(unnamed)),
    workload("Deployment", template()),
    workload("Deployment", "replicas: 3\n"),
    workload("Deployment", `${selector}replicas: 3\ntemplate:\n  spec:\n    nodeSelector: {}\n`),
    workload("Deployment", selector + template(`${podSpec}- name: old\n  $patch: delete\n`)),
    `${workload("Deployment", selector + template())}$patch: delete\n`,
    workload("Prometheus", unnamed, "monitoring.coreos.com/v1"),
    workload(
      "Elasticsearch",
      template(`${unnamed}initContainers:\n- name: x\n  image: a\n`),
      "elasticsearch.k8s.elastic.co/v1",
    ),
    pod(unnamed).replace("  name: web\n", "  labels: {}\n"),
  ];
  const whole = [
    workload("Deployment", selector + template()),
    workload("Deployment", `replicas: 1\n${template()}`),
    workload("DaemonSet", template().replace("  spec:", "  metadata:\n    labels: {}\n  spec:")),
    workload("Rollout", template(), "argoproj.io/v1alpha1"),
    pod(),
    pod(unnamed),
    "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n",
  ];
  for (const text of partial) assert.equal(read(text).objects[0]?.partial, true, text);
  for (const text of whole) assert.equal(read(text).objects[0]?.partial, false, text);
});

test("a container tells its image, capabilities and ports", () => {
  const container = onlyContainer(
    pod(`containers:
- name: app
  image: ghcr.io/acme/app:1.2
  ports: [{containerPort: 80, hostPort: 8080}, {containerPort: "http"}]
  securityContext:
    capabilities: {add: [NET_ADMIN, CAP_CHOWN], drop: [ALL]}
`),
  );
  assert.equal(container.image?.name, "ghcr.io/acme/app");
  assert.equal(container.facts, undefined);
  assert.equal(onlyContainer(pod().replace("acme/app:1", "node:22")).facts?.image, "node");
  assert.deepEqual(container.dropped, ["ALL"]);
  assert.deepEqual(
    container.added.map(({ name }) => name),
    ["NET_ADMIN", "CAP_CHOWN"],
  );
  assert.deepEqual(
    container.ports.map(({ containerPort, hostPort }) => [containerPort, hostPort]),
    [
      [80, 8080],
      [undefined, undefined],
    ],
  );
});

test("windows and user namespaces are the pod's own word, a node selector is a hint", () => {
  const facts = (spec: string) =>
    read(pod(spec + podSpec)).pods.map((one) => [one.windows, one.windowsHint, one.ownUserNamespace]);
  assert.deepEqual(facts("os: {name: windows}\n"), [[true, true, false]]);
  assert.deepEqual(facts("nodeSelector: {kubernetes.io/os: windows}\n"), [[false, true, false]]);
  assert.deepEqual(facts("nodeSelector: {beta.kubernetes.io/os: windows}\n"), [[false, true, false]]);
  assert.deepEqual(facts("os: {name: linux}\nhostUsers: false\n"), [[false, false, true]]);
  assert.deepEqual(facts("hostUsers: true\n"), [[false, false, false]]);
});

const slices = (text: string, named: readonly { readonly nameSpan: Span }[]): readonly string[] =>
  named.map(({ nameSpan }) => text.slice(nameSpan.start, nameSpan.end));

test("names are where something absent is reported", () => {
  const text = workload("Deployment", `${selector}${template("containers:\n- image: a\n- name: app\n- tty: true\n")}`);
  const { objects, containers } = read(text);
  assert.deepEqual(slices(text, objects), ["web"]);
  assert.deepEqual(slices(text, containers), ["a", "app", "tty"]);
  assert.deepEqual(
    containers.map(({ span }) => text.slice(span.start, span.end)),
    ["- image: a", "- name: app", "- tty: true"],
  );
  const generated = "apiVersion: batch/v1\nkind: Job\nmetadata:\n  generateName: run-\n";
  assert.deepEqual(slices(generated, read(generated).objects), ["run-"]);
  assert.deepEqual(
    read(generated).objects.map(({ place }) => place),
    ["Job/run-"],
  );
  const nameless = "apiVersion: v1\nkind: Pod\n";
  assert.deepEqual(slices(nameless, read(nameless).objects), ["Pod"]);
  const empty = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ""\nspec:\n  containers:\n  - {name: "", image: a}\n`;
  const unnamed = read(empty);
  assert.deepEqual(slices(empty, [...unnamed.objects, ...unnamed.containers]), ["Pod", "a"]);
  assert.equal(unnamed.containers[0]?.name, "1");
});

test("several pods of one object are reported at their containers, as its name cannot tell them apart", () => {
  const template = (name: string) => `template:\n  spec:\n    containers:\n    - name: ${name}\n`;
  const one = workload("RayCluster", `head:\n${indent(template("head"), 2)}`, "ray.io/v1");
  assert.deepEqual(slices(one, read(one).pods), ["web"]);
  const two = `${one}  worker:\n${indent(template("worker"), 4)}`;
  assert.deepEqual(slices(two, read(two).pods), ["head", "worker"]);
});

test("aliases that multiply cost no more than a large manifest", () => {
  for (const depth of [14, 30]) {
    const doubled = Array.from({ length: depth }, (_, at) => `l${at + 1}: &l${at + 1} [*l${at}, *l${at}]\n`).join("");
    const bomb = `apiVersion: acme.example/v1\nkind: Bomb\nl0: &l0 {containers: [{name: a, image: b}]}\n${doubled}`;
    assert.ok(read(bomb).containers.length < 20_000);
  }
});

const fields = ["runAsUser", "runAsNonRoot", "allowPrivilegeEscalation", "privileged", "seccompType"] as const;

test("whatever is typed, something is read", () => {
  const texts = [
    workload("Deployment", selector + template()),
    pod(`${podSpec}  securityContext: {runAsUser: 1, capabilities: {add: [A], drop: [B]}}\n`),
    workload("Workflow", "templates:\n- container: {image: a}\n", "argoproj.io/v1alpha1"),
  ];
  const readAll = (text: string): void => {
    for (const container of read(text).containers) {
      for (const field of fields) assert.match(effectiveField(container, field).from, /^(container|pod|default)$/);
      assert.ok(container.added.length + container.dropped.length + container.ports.length >= 0);
      assert.ok(container.span.end <= text.length && container.nameSpan.end <= text.length);
    }
  };
  for (const text of texts) for (let length = 0; length <= text.length; length++) readAll(text.slice(0, length));
  const noise = fc.constantFrom("{", "}", "[", "&a ", "*a", "<<: ", "null", "\n", "- ", ": ", "'", "\t", "$patch: x\n");
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.array(fc.tuple(place, noise), { maxLength: 6 }), (text, insertions) => {
      let broken = text;
      for (const [at, what] of insertions) {
        const offset = Math.floor(at * broken.length);
        broken = broken.slice(0, offset) + what + broken.slice(offset);
      }
      readAll(broken);
    }),
  );
});
