import { append, type Change, rename, set } from "../../../edits/change.ts";
import type { Container } from "../../../model/kubernetes.ts";
import { judgeSecret } from "../../../model/secret.ts";
import { type Finding, kubernetesRule } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";

export default kubernetesRule({
  id: "secret-in-env",
  title: "A secret stands in a manifest",
  why: "A manifest is read by many: in the repository, in CI logs, and by everybody who may get pods or deployments, which is far more people than may get Secrets.",
  mayBreak:
    "Containers wait until the Secret with that key exists. A secret that was published must be replaced by a new one.",
  severity: "error",
  references: ["CIS Kubernetes 5.4.1", "NSA/CISA Kubernetes Hardening Guide", "CWE-798", "CWE-522"],
  aliases: {
    kube_linter: ["env-var-secret"],
    polaris: ["sensitiveContainerEnvVar"],
    kubescape: ["C-0012", "C-0259"],
    kics: ["a88baa34-e2ad-44ea-ad6f-8cac87bc7c71"],
  },
  options: {},

  *check(manifest) {
    for (const container of manifest.containers) {
      for (const item of container.view.get("env")?.items() ?? []) {
        const finding = variable(container, item);
        if (finding) yield finding;
      }
      for (const list of ["command", "args"]) yield* commandLine(container, container.view.get(list)?.items() ?? []);
    }
  },
});

function variable(container: Container, item: YamlView): Finding | undefined {
  const name = item.get("name")?.text();
  const value = item.get("value");
  const text = value?.text();
  const verdict = name !== undefined && text !== undefined ? judgeSecret(name, text) : undefined;
  if (!verdict || !value || name === undefined) return;
  const secret = secretFor(container);
  const path = [...item.path, "value"];
  const fixes = () => [
    {
      title: `Take ${name} from the Secret ${secret}`,
      safety: "review" as const,
      changes: [rename(path, "valueFrom"), set(path, { secretKeyRef: { name: secret, key: name } })],
    },
  ];
  if (verdict.certainty === "name-only") {
    const message = `${shortened(name)} is meant for ${verdict.what}: refer to a Secret instead of writing it here.`;
    return { span: value.span, message, severity: "hint", note: creation(secret, name), fixes };
  }
  const message = `${shortened(name)} holds ${verdict.what} in plain text: refer to a Secret instead.`;
  return { span: value.span, message, note: creation(secret, name), fixes };
}

/** `--password=x`, `--password x`, and words that are secrets by themselves. */
function* commandLine(container: Container, words: readonly YamlView[]): Iterable<Finding> {
  for (const [index, view] of words.entries()) {
    const word = view.text();
    if (word === undefined) continue;
    const [, joined, value = ""] = /^--?(\w[\w.-]+)=(.*)$/s.exec(word) ?? [];
    const before = words[index - 1]?.text();
    const option = joined ?? (word.startsWith("-") ? undefined : /^--?(\w[\w.-]+)$/.exec(before ?? "")?.[1]);
    const verdict = judgeSecret(option, joined === undefined ? word : value);
    if (!verdict || verdict.certainty === "name-only") continue;
    const prefix = joined === undefined ? "" : word.slice(0, word.length - value.length);
    yield {
      span: view.span,
      message: `${option === undefined ? "This argument" : `The option ${shortened(option)}`} holds ${verdict.what} in plain text: use a Secret.`,
      note: "The process list of the container and of its node shows it as well. Where the program can read it from a file, mount the Secret instead.",
      ...(option !== undefined && { fixes: () => throughVariable(container, view, option, prefix) }),
    };
  }
}

/** Kubernetes replaces `$(NAME)` in arguments by the container's variable. */
function throughVariable(container: Container, view: YamlView, option: string, prefix: string) {
  const name = option.replace(/[^A-Za-z0-9]+/g, "_").toUpperCase();
  const env = container.view.get("env");
  if (!/^[A-Z]/.test(name) || env?.items().some((item) => item.get("name")?.text() === name)) return [];
  const secret = secretFor(container);
  const variable = { name, valueFrom: { secretKeyRef: { name: secret, key: name } } };
  const changes: readonly Change[] = [
    set(view.path, `${prefix}$(${name})`),
    append([...container.path, "env"], variable),
  ];
  return [{ title: `Take ${option} from the Secret ${secret}`, safety: "review" as const, changes }];
}

/** Named after the object, or after the container where the object's name is not one that a Secret could have. */
function secretFor({ pod, name }: Container): string {
  const base = [pod.object.name, name].find((candidate) => /^[a-z0-9][a-z0-9.-]{0,200}$/.test(candidate));
  return `${base?.replace(/[.-]+$/, "") ?? "app"}-secrets`;
}

const creation = (secret: string, key: string): string =>
  `The Secret must be created first, for example with \`kubectl create secret generic ${secret} --from-literal=${key}=…\`; keep its manifest out of the repository unless it is sealed.`;

const shortened = (name: string): string => (name.length > 30 ? `${name.slice(0, 29)}…` : name);
