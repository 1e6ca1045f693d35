import { type Case, readRows } from "./case.ts";

/** The cases of the peers' own tests that are Dockerfiles. */
export function dockerfileCases(): readonly Case[] {
  return [...hadolint(), ...trivy(), ...checkov(), ...kics(), ...buildkit()];
}

/**
 * Many cases are single instructions. Debian's image has what they call, and starts as root, which is what the peers
 * assume of an image that is not named.
 */
const base = "FROM debian:13";

function dockerfile(content: string, from = base): Case["files"] {
  const whole = /^[ \t]*FROM[ \t]/im.test(content) ? content : `${from}\n${content}`;
  return [{ path: "Dockerfile", content: whole }];
}

interface HadolintRow {
  readonly id: string;
  readonly rule: string;
  readonly expected: "fires" | "not";
  readonly mode: "plain" | "onbuild";
  readonly dockerfile: string;
  readonly dockerfile_onbuild?: string;
  readonly config?: string;
  readonly test: string;
}

function hadolint(): readonly Case[] {
  return readRows<HadolintRow>("A2-hadolint").map((row) => ({
    peer: "hadolint",
    target: "dockerfile",
    name: `${row.test} ${row.id}`,
    checks: [row.rule],
    files: dockerfile(
      (row.mode === "onbuild" ? row.dockerfile_onbuild : undefined) ?? row.dockerfile,
      // An image of our choice would have a registry of its own.
      row.rule === "DL3026" ? "FROM scratch" : base,
    ),
    expected: row.expected === "fires" ? "fail" : "pass",
    trusted: registriesOf(row.config) ?? [],
  }));
}

/** `allowedRegistries = [ "docker.io" ]` */
function registriesOf(config: string | undefined): readonly string[] | undefined {
  const list = /allowedRegistries = \[([^\]]*)\]/.exec(config ?? "")?.[1];
  return list === undefined ? undefined : [...list.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name);
}

interface TrivyRow {
  readonly id: string;
  readonly kind: string;
  readonly check: string;
  readonly expected: "fail" | "pass";
  readonly content: string;
  readonly test?: string;
  readonly origin: string;
}

function trivy(): readonly Case[] {
  return readRows<TrivyRow>("A3-trivy-checks")
    .filter(({ kind }) => kind === "dockerfile")
    .map(({ id, check, expected, content, test, origin }) => ({
      peer: "trivy",
      target: "dockerfile",
      name: `${test ?? origin} ${id}`,
      checks: [check],
      files: dockerfile(content),
      expected,
    }));
}

interface CheckovRow {
  readonly check: string;
  readonly name: string;
  readonly files: readonly { readonly path: string; readonly content: string }[];
}

/** Each file by itself: its folder says what is expected of it. */
function checkov(): readonly Case[] {
  return readRows<CheckovRow>("A4-checkov")
    .filter(({ check }) => check.includes("DOCKER"))
    .flatMap(({ check, files }) =>
      files.map(({ path, content }) => ({
        peer: "checkov",
        target: "dockerfile",
        name: path.replace(/^.*?\/((?:checks|resources)\/)/, ""),
        checks: [check],
        files: dockerfile(content),
        expected: /\/fail(?:ure)?/.test(path) ? "fail" : "pass",
      })),
    );
}

interface KicsRow {
  readonly id: string;
  readonly kind: string;
  readonly query_id: string;
  readonly query_name: string;
  readonly expected: "positive" | "negative";
  readonly expected_lines?: readonly number[];
  readonly content: string;
}

function kics(): readonly Case[] {
  return readRows<KicsRow>("A6-kics")
    .filter(({ kind }) => kind === "dockerfile")
    .map(({ id, query_id, query_name, expected, expected_lines, content }) => ({
      peer: "kics",
      target: "dockerfile",
      name: `${query_name} ${id}`,
      checks: [query_id],
      files: dockerfile(content),
      expected: expected === "positive" ? "fail" : "pass",
      // The query's own default, where it asks for a list.
      trusted: ["docker.io"],
      ...(expected_lines && { lines: expected_lines }),
    }));
}

interface BuildkitRow {
  readonly id: string;
  readonly origin: "go-test" | "docs-example";
  readonly dockerfile: string;
  readonly rule?: string;
  readonly expected?: "fires" | "not";
  readonly warnings?: readonly { readonly rule: string }[];
}

/** A test without a rule of its own says of every check which warns, and of no other. */
function buildkit(): readonly Case[] {
  return readRows<BuildkitRow>("A7-buildkit-checks").flatMap((row): Case[] => {
    const named = { peer: "buildkit", target: "dockerfile", files: dockerfile(row.dockerfile) } as const;
    if (row.rule) {
      const expected = row.expected === "fires" ? "fail" : "pass";
      return [{ ...named, name: `${row.rule} ${row.id}`, checks: [row.rule], expected }];
    }
    const warned = new Set((row.warnings ?? []).map(({ rule }) => rule));
    const checks = warned.size > 0 ? [...warned] : ["SecretsUsedInArgOrEnv"];
    return checks.map((check) => ({
      ...named,
      name: `${check} ${row.id}`,
      checks: [check],
      expected: warned.size > 0 ? ("fail" as const) : ("pass" as const),
    }));
  });
}
