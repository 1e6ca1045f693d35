import type { Part } from "../server/core/analysis.ts";
import type { Service } from "../server/core/model/compose.ts";
import type { Dockerfile } from "../server/core/model/dockerfile.ts";
import type { Container, Pod } from "../server/core/model/kubernetes.ts";
import type { YamlView } from "../server/core/syntax/yaml-view.ts";

/** What parses and yet would be refused or fail when it is run; real files have some of it before any repair. */
export function obstacles({ text, model }: Part): readonly string[] {
  if (model.target === "dockerfile") return inDockerfile(text, model.dockerfile);
  if (model.target === "compose") return model.compose.services.flatMap(inService);
  return model.target === "kubernetes" ? model.manifest.pods.flatMap(inPod) : [];
}

/** Programs that only root may run, or run for this. */
const needsRoot = /\b(?:chown|useradd|groupadd|adduser|addgroup|apt-get|apk|yum|dnf|microdnf|update-ca-certificates)\b/;

function inDockerfile(text: string, { stages }: Dockerfile): readonly string[] {
  const names = new Set<string>();
  return stages.flatMap((stage) => {
    const found = stage.instructions.flatMap((instruction) => {
      const { keyword, body, onbuild } = instruction;
      const from = instruction.flag("from")?.value?.toLowerCase();
      if (from !== undefined && /^[a-z]+$/.test(from) && !names.has(from)) return [`--from=${from} without that stage`];
      if (keyword !== "RUN" || onbuild || stage.userAt(instruction).value.root !== false) return [];
      return needsRoot.test(text.slice(body.start, body.end)) ? ["a RUN that needs root without it"] : [];
    });
    const name = stage.name?.toLowerCase();
    if (name !== undefined && names.has(name)) found.push("two stages of one name");
    if (name !== undefined) names.add(name);
    return found;
  });
}

function inService({ mounts, view }: Service): readonly string[] {
  const tmpfs = view.get("tmpfs");
  const targets = [
    ...mounts.map(({ target }) => target),
    ...[tmpfs, ...(tmpfs?.items() ?? [])].map((item) => item?.text()?.split(":")[0]),
  ];
  return repeated(targets.map(directory), "two mounts in one place");
}

function inPod({ spec, containers }: Pod): readonly string[] {
  const volumes = values(spec.get("volumes"), "name");
  return [
    ...repeated(volumes, "two volumes of one name"),
    ...containers.flatMap((container) => inContainer(container, volumes)),
  ];
}

function inContainer(
  { view, securityContext }: Container,
  volumes: readonly (string | undefined)[],
): readonly string[] {
  const mounts = view.get("volumeMounts");
  const found = [
    ...repeated(values(mounts, "mountPath").map(directory), "two mounts in one place"),
    ...repeated(values(view.get("env"), "name"), "two variables of one name"),
  ];
  for (const name of values(mounts, "name")) if (!volumes.includes(name)) found.push("a mount without its volume");
  for (const variable of view.get("env")?.items() ?? []) {
    if (variable.get("value") && variable.get("valueFrom")) found.push("a variable with two sources");
  }
  const escalation = securityContext?.get("allowPrivilegeEscalation")?.boolean();
  if (escalation === false && securityContext?.get("privileged")?.boolean())
    found.push("privileged, escalation forbidden");
  return found;
}

const values = (list: YamlView | undefined, key: string): readonly (string | undefined)[] =>
  list?.items().map((item) => item.get(key)?.text()) ?? [];

const directory = (path: string | undefined): string | undefined => path?.replace(/(?<=.)\/$/, "");

function repeated(names: readonly (string | undefined)[], what: string): string[] {
  const known = names.filter((name) => name !== undefined);
  return known.filter((name, at) => known.indexOf(name) < at).map(() => what);
}
