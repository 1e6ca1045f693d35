import type { Source } from "./analysis.ts";
import { isKustomizationName } from "./model/kustomization.ts";

/** What a file is, judged cheaply before anything is parsed. */
export type FileKind = "dockerfile" | "yaml" | "compose" | "template" | "none";

const dockerfileName = /^(?:dockerfile|containerfile)(?:[.\-_].+)?$|\.(?:dockerfile|containerfile)$/is;
/** Files that lie beside Dockerfiles and share their name. */
const noDockerfile =
  /\.(?:dockerignore|md|txt|ya?ml|json|sh|py|js|ts|go|html?|tar|gz|tgz|png|lock|toml|j2|jinja2?|erb|tmpl|tpl|template|in)$/i;
const composeName = /^(?:docker-|podman-)?compose(?:[.\-_].*)?\.ya?ml$|^stack\.ya?ml$/is;
const yamlName = /\.(?:ya?ml|json)$/i;
/** What kuttl and Chainsaw expect to find in a cluster, or not to: nobody deploys it, and it says no more than is compared. */
const assertionName =
  /^(?:\d+-(?:assert(?:-[^.]+)?|errors)|(?:[^.]+-)?assert(?:-\d+)*|chainsaw-[^.]*-error(?:-\d+)*)\.(?:ya?ml|json)$/i;
const configurationName = /^\.seaworthy\.ya?ml$/i;

function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

export function isDockerfileName(path: string): boolean {
  const name = fileName(path);
  return dockerfileName.test(name) && !noDockerfile.test(name);
}

/** Files that others are judged by: manifests, what stays out of a build, and what scanners have found. */
export const isWorkspaceName = (path: string): boolean =>
  /\.(?:ya?ml|json|sarif|dockerignore)$/i.test(fileName(path)) || isKustomizationName(fileName(path));

export function detect({ path, text, languageId }: Source): FileKind {
  const name = fileName(path);
  if (configurationName.test(name) || assertionName.test(name)) return "none";
  if (languageId === "dockerfile" || isDockerfileName(path)) return "dockerfile";
  if (languageId === undefined && !yamlName.test(name) && name.includes(".")) return "none";
  if (languageId === "dockercompose") return isTemplated(text) ? "template" : "compose";
  const manifest = looksLikeManifest(text) || isKustomizationName(name);
  if (looksLikeJsonPatch(text) && !manifest) return isTemplated(text) ? "none" : "yaml";
  if (!manifest && !composeName.test(name) && !looksLikeCompose(text)) return "none";
  if (languageId === "helm" || isTemplated(text)) return "template";
  return manifest ? "yaml" : "compose";
}

/** `apiVersion` and `kind` at the beginning of lines, or quoted as in JSON. */
export function looksLikeManifest(text: string): boolean {
  return /(?:^|[\s{,])["']?apiVersion["']?[ \t]*:/.test(text) && /(?:^|[\s{,])["']?kind["']?[ \t]*:/.test(text);
}

/** A list of operations on what a spec holds, in a file of its own. */
function looksLikeJsonPatch(text: string): boolean {
  return (
    /(?:^|[\s{,])["']?op["']?[ \t]*:[ \t]*["']?(?:add|replace|remove)\b/.test(text) &&
    /(?:^|[\s{,])["']?path["']?[ \t]*:[ \t]*["']?\/spec\//.test(text)
  );
}

/** A top-level `services:` whose entries have an image or a build. */
function looksLikeCompose(text: string): boolean {
  return (
    /^(?:\uFEFF)?services[ \t]*:[ \t]*(?:#.*)?\r?$/m.test(text) &&
    /^[ \t]+(?:image|build|container_name)[ \t]*:/m.test(text)
  );
}

/**
 * True where `{{ … }}` stands outside quotes, comments and block scalars, or controls whole lines: the text is not YAML
 * yet. Inside a string it is data (Argo and Prometheus have their own templates there).
 */
export function isTemplated(text: string): boolean {
  if (!text.includes("{{")) return false;
  let blockIndent = -1;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(start, Math.min(end, start + 2000));
    start = end + 1;
    const indent = line.search(/\S/);
    if (indent === -1 || (blockIndent !== -1 && indent > blockIndent)) continue;
    const braces = line.indexOf("{{");
    if (braces !== -1 && isTemplatePosition(line.slice(0, braces))) return true;
    blockIndent = opensBlockScalar.test(line) ? indent : -1;
  }
  return false;
}

const opensBlockScalar = /(?:^|[:\-?] +)(?:[&!]\S* +)*[|>][-+\d]{0,2}[ \t]*(?:#.*)?\r?$/;

/** What stands before the braces on their line: nothing, or a key or dash whose plain value they begin. */
function isTemplatePosition(before: string): boolean {
  return /^\s*(?:- +)*(?:(?:[\w./-]+|"[^"]*"|'[^']*'):[ \t]+)?$/.test(before);
}
