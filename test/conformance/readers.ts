import { type Case, readRows } from "./case.ts";

interface File {
  readonly path: string;
  readonly content: string;
}

const alone = (content: string): readonly File[] => [{ path: "case.yaml", content }];
const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** The Kubernetes cases of every peer, as the peer's own tests have them. */
export const kubernetesCases = (): readonly Case[] => [
  ...trivy(),
  ...checkov(),
  ...kubeLinter(),
  ...kics(),
  ...gatekeeper(),
  ...kyverno(),
  ...kubescape(),
  ...polaris(),
];

interface TrivyRow {
  readonly kind: string;
  readonly check: string;
  readonly expected: "fail" | "pass";
  readonly content: string;
  readonly test: string;
  readonly id: string;
}

function trivy(): readonly Case[] {
  return readRows<TrivyRow>("A3-trivy-checks")
    .filter(({ kind }) => kind === "kubernetes")
    .map(({ check, expected, content, test, id }) => ({
      target: "kubernetes",
      peer: "trivy",
      name: `${test} ${id}`,
      checks: [check],
      files: alone(content),
      expected,
    }));
}

interface CheckovRow {
  readonly kind: string;
  readonly check: string;
  readonly dir: string;
  readonly files: readonly File[];
  readonly expected: {
    readonly failed?: number;
    readonly passing_resources?: readonly string[];
    readonly failing_resources?: readonly string[];
  };
}

/** `Pod.default.web.app` names a container as well; the object is what is compared. */
function checkov(): readonly Case[] {
  const object = (resource: string) => {
    const [kind = "", , ...name] = resource.split(".");
    return `${kind}/${name.join(".")}`;
  };
  return readRows<CheckovRow>("A4-checkov")
    .filter(({ kind }) => kind === "kubernetes")
    .map(({ check, dir, files, expected: { failed = 0, failing_resources = [], passing_resources = [] } }) => ({
      target: "kubernetes",
      peer: "checkov",
      name: dir,
      checks: [check],
      files,
      expected: failed > 0 || failing_resources.length > 0 ? "fail" : "pass",
      objects: { fail: failing_resources.map(object), pass: passing_resources.map(object) },
    }));
}

interface KubeLinterRow {
  readonly check: string;
  readonly test: string;
  readonly content: string;
  readonly report_count: number;
}

/** Objects are called after what they are for. */
function kubeLinter(): readonly Case[] {
  return readRows<KubeLinterRow>("A5-kube-linter").map(({ check, test, content, report_count }) => ({
    target: "kubernetes",
    peer: "kube_linter",
    name: test,
    checks: [check],
    files: alone(content),
    expected: report_count > 0 ? "fail" : "pass",
    objects: { fail: [], pass: /name: dont-fire\b/.test(content) ? ["dont-fire"] : [] },
  }));
}

interface KicsRow {
  readonly kind: string;
  readonly query_id: string;
  readonly query_name: string;
  readonly path: string;
  readonly content: string;
  readonly expected: "positive" | "negative";
  readonly expected_lines?: readonly number[];
}

function kics(): readonly Case[] {
  return readRows<KicsRow>("A6-kics")
    .filter(({ kind }) => kind === "k8s")
    .map(({ query_id, query_name, path, content, expected, expected_lines }) => ({
      target: "kubernetes",
      peer: "kics",
      name: `${query_name} ${nameOf(path)}`,
      checks: [query_id],
      files: [{ path: nameOf(path), content }],
      expected: expected === "negative" ? "pass" : "fail",
      ...(expected_lines && { lines: expected_lines }),
    }));
}

interface GatekeeperRow {
  readonly policy: string;
  readonly parameters?: { readonly repos?: readonly string[]; readonly allowedImages?: readonly string[] };
  readonly test: string;
  readonly content: string;
  readonly expected: "violation" | "none";
}

function gatekeeper(): readonly Case[] {
  return readRows<GatekeeperRow>("A8-gatekeeper-library").map(({ policy, parameters, test, content, expected }) => ({
    target: "kubernetes",
    peer: "gatekeeper",
    name: test,
    checks: [policy],
    files: alone(content),
    expected: expected === "violation" ? "fail" : "pass",
    trusted: (parameters?.repos ?? parameters?.allowedImages)?.map((prefix) => prefix.replace(/\/?\*?$/, "")),
  }));
}

interface KyvernoRow {
  readonly policy_path: readonly string[];
  readonly policy: string;
  readonly resources: readonly File[];
  readonly expected: readonly { readonly kind: string; readonly name: string; readonly result: string }[];
}

function kyverno(): readonly Case[] {
  return readRows<KyvernoRow>("A9-kyverno-policies").map(({ policy_path, policy, resources, expected }) => {
    const named = (wanted: string) =>
      expected.filter(({ result }) => result === wanted).map(({ kind, name }) => `${kind}/${name.replace(/.*\//, "")}`);
    return {
      target: "kubernetes",
      peer: "kyverno",
      name: policy,
      checks: [(policy_path[0] ?? "").split("/").slice(0, 2).join("/")],
      files: resources,
      expected: named("fail").length > 0 ? "fail" : "pass",
      objects: { fail: named("fail"), pass: named("pass") },
    };
  });
}

interface KubescapeRow {
  readonly rule: string;
  readonly case: string;
  readonly controls?: readonly { readonly controlID: string }[];
  readonly expected: "fail" | "pass";
  readonly inputs: readonly File[];
  readonly alerts?: readonly {
    readonly alertObject?: {
      readonly k8sApiObjects?: readonly { readonly kind?: string; readonly metadata?: { readonly name?: string } }[];
    };
  }[];
}

function kubescape(): readonly Case[] {
  return readRows<KubescapeRow>("A10-kubescape").map((row) => ({
    target: "kubernetes",
    peer: "kubescape",
    name: `${row.rule}: ${row.case}`,
    checks: (row.controls ?? []).map(({ controlID }) => controlID),
    files: row.inputs,
    expected: row.expected,
    objects: { fail: alerted(row), pass: [] },
  }));
}

/** An alert about nothing but one object; with several, the peer does not say which of them is wrong. */
const alerted = ({ alerts = [] }: KubescapeRow): readonly string[] =>
  alerts.flatMap(({ alertObject }) => {
    const [object, ...more] = alertObject?.k8sApiObjects ?? [];
    return object?.kind && object.metadata?.name && more.length === 0 ? [`${object.kind}/${object.metadata.name}`] : [];
  });

interface PolarisRow {
  readonly check: string;
  readonly path: string;
  readonly content: string;
  readonly expected: "fail" | "pass";
}

function polaris(): readonly Case[] {
  return readRows<PolarisRow>("A11-polaris").map(({ check, path, content, expected }) => ({
    target: "kubernetes",
    peer: "polaris",
    name: path.replace("test/checks/", ""),
    checks: [check],
    files: alone(content),
    expected,
  }));
}
