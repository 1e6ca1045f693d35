import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { levels } from "../server/core/features/level.ts";
import type { Block } from "../server/core/model/block.ts";
import { readCompose } from "../server/core/model/compose-model.ts";
import type { Container, KubernetesObject } from "../server/core/model/kubernetes.ts";
import { readManifest } from "../server/core/model/kubernetes-model.ts";
import { parseYaml, splitDocuments } from "../server/core/syntax/yaml.ts";
import type { Span } from "../server/core/text.ts";

const folder = new URL("../../shared/corpus/", import.meta.url);
const present = existsSync(folder);
if (!present) console.log("The corpus of real files is not here: skipped.");

interface Row {
  readonly source: string;
  readonly path: string;
  readonly content: string;
  readonly kinds?: Readonly<Record<string, number>>;
  readonly services?: number;
}

const readRows = (file: string): readonly Row[] =>
  readFileSync(new URL(file, folder), "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** Blocks lie in the text; a place to report at is a token on one line of it. */
function checkSpans(text: string, block: Block, nameSpan: Span): void {
  assert.ok(0 <= block.span.start && block.span.start <= block.span.end && block.span.end <= text.length, block.place);
  assert.ok(block.span.start <= nameSpan.start && nameSpan.end <= block.span.end, block.place);
  assert.ok(!text.slice(nameSpan.start, nameSpan.end).includes("\n"), block.place);
}

/** Asks for everything that a rule may ask a container for. */
function readContainer(container: Container): void {
  for (const field of ["runAsUser", "runAsGroup"] as const) container.effective(field);
  for (const field of ["runAsNonRoot", "allowPrivilegeEscalation", "privileged"] as const) container.effective(field);
  for (const field of ["seccompType", "procMount"] as const) container.effective(field);
  assert.equal(typeof `${container.image?.name} ${container.facts?.image} ${container.path.join()}`, "string");
  assert.ok([container.added, container.dropped, container.ports].every(Array.isArray));
}

interface Count {
  objects: number;
  pods: number;
  containers: number;
  partial: number;
}

function countObject(counts: Map<string, Count>, object: KubernetesObject, partial: boolean): void {
  const count = counts.get(object.kind) ?? { objects: 0, pods: 0, containers: 0, partial: 0 };
  counts.set(object.kind, count);
  count.objects++;
  count.pods += object.pods.length;
  count.containers += object.pods.flatMap(({ containers }) => containers).length;
  if (partial && object.pods.length > 0) count.partial++;
}

const builtin =
  /^(?:v1|apps.v1|batch.v1) (?:Pod|Deployment|StatefulSet|DaemonSet|ReplicaSet|ReplicationController|Job|CronJob)$/;
const podless =
  /^(?:CustomResourceDefinition|ConfigMap|Secret|Kustomization|HelmRelease|ClusterPolicy|Policy|ConstraintTemplate|Config)$/;

/** Reads all manifests of a file; returns the kinds that it found. */
function readFile(content: string, counts: Map<string, Count>): Record<string, number> {
  const kinds: Record<string, number> = {};
  for (const { text } of splitDocuments(content)) {
    const document = readManifest(parseYaml(text));
    for (const object of document.objects) {
      kinds[object.kind] = (kinds[object.kind] ?? 0) + 1;
      countObject(counts, object, object.partial);
      checkSpans(text, object, object.nameSpan);
      if (builtin.test(`${object.apiVersion} ${object.kind}`)) {
        assert.ok(object.pods.length > 0 || object.partial, object.place);
      }
      if (podless.test(object.kind)) assert.deepEqual(object.pods, [], object.place);
    }
    for (const container of document.containers) {
      checkSpans(text, container, container.nameSpan);
      readContainer(container);
    }
    for (const { violations } of levels(document, "1.37")) {
      for (const { span } of violations) assert.ok(span.start < span.end && span.end <= text.length);
    }
  }
  return kinds;
}

const sorted = (kinds: Readonly<Record<string, number>>): string => JSON.stringify(Object.entries(kinds).sort());

test("manifests as people write them", { skip: !present }, () => {
  const counts = new Map<string, Count>();
  const other: string[] = [];
  const rows = readRows("B2-manifests/manifests.jsonl");
  for (const { path, content, kinds = {} } of rows) {
    const found = readFile(content, counts);
    // The corpus counts a list as one object, and nothing in files that its own parser refused.
    const listed = Object.keys(kinds).some((kind) => kind.endsWith("List"));
    if (!listed && Object.keys(kinds).length > 0 && sorted(found) !== sorted(kinds)) other.push(path);
  }
  assert.deepEqual(other, []);
  const workloads = [...counts].filter(([, { pods }]) => pods > 0).sort(([, a], [, b]) => b.pods - a.pods);
  for (const [kind, { objects, pods, containers, partial }] of workloads) {
    console.log(`${kind}: ${objects} objects, ${pods} pods, ${containers} containers, ${partial} partial`);
  }
  assert.ok((counts.get("Deployment")?.pods ?? 0) > 600);
});

test("Compose files as people write them", { skip: !present }, () => {
  const counts = { services: 0, images: 0, ports: 0, mounts: 0, variables: 0, options: 0, partial: 0 };
  for (const { path, content, services } of readRows("B4-compose/compose.jsonl")) {
    let found = 0;
    for (const { text } of splitDocuments(content)) {
      const document = readCompose(parseYaml(text));
      found += document.services.length;
      if (document.partial) counts.partial++;
      for (const service of document.services) {
        checkSpans(text, service, service.nameSpan);
        for (const { span } of service.environment) checkSpans(text, service, span);
        if (service.image) counts.images++;
        counts.ports += service.ports.length;
        counts.mounts += service.mounts.length;
        counts.variables += service.environment.length;
        counts.options += service.securityOptions.length;
      }
    }
    counts.services += found;
    // The corpus counts no services in the first format, nor where its own parser refused the file.
    if (services) assert.equal(found, services, path);
  }
  console.log(JSON.stringify(counts));
  assert.ok(counts.services > 1200);
});
