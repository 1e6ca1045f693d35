import { decodeBase64 } from "../../../model/base64.ts";
import type { KubernetesObject } from "../../../model/kubernetes.ts";
import { judgeSecret } from "../../../model/secret.ts";
import { type Finding, kubernetesRule } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";

export default kubernetesRule({
  id: "secret-in-manifest",
  title: "A Secret's manifest holds the secret",
  why: "base64 hides nothing: who reads the file, in a repository, its history or a log of CI, has the secret.",
  mayBreak:
    "Nothing is changed for you: keep the value in a vault, or seal the manifest. A secret that was published must be replaced.",
  severity: "warning",
  references: ["Kubernetes documentation: Good practices for Kubernetes Secrets", "CWE-312", "CWE-798"],
  aliases: {},
  options: {},

  *check(manifest) {
    for (const object of manifest.objects) {
      if (object.kind !== "Secret" || object.apiVersion !== "v1" || isKept(object)) continue;
      yield* entries(object, "data", (text) => decodeBase64(text));
      yield* entries(object, "stringData", (text) => text);
    }
  },
});

/** Encrypted by SOPS, filled in by a vault's plug-in, or made by a controller for itself. */
function isKept({ view }: KubernetesObject): boolean {
  if (view.get("sops") || view.at("metadata", "annotations", "avp.kubernetes.io/path")) return true;
  const type = view.get("type")?.text() ?? "";
  return type === "kubernetes.io/service-account-token" || type.startsWith("helm.sh/");
}

function* entries(
  { view, name }: KubernetesObject,
  field: string,
  decode: (text: string) => string | undefined,
): Iterable<Finding> {
  for (const { key, value } of view.get(field)?.entries() ?? []) {
    const text = value.text();
    const verdict = text === undefined ? undefined : judge(key, decode(text) ?? "");
    if (!verdict) continue;
    const short = key.length > 30 ? `${key.slice(0, 29)}…` : key;
    yield {
      ...placeOf(value),
      message: `${short} of Secret ${name} can be read by whoever reads this file: it is ${verdict.what}.`,
      note: "Key Vault with the Secrets Store CSI driver, External Secrets, Sealed Secrets or SOPS keep it out of the repository.",
    };
  }
}

/** A certificate is made to be shown, and what is there to be replaced is no secret yet. */
function judge(key: string, value: string) {
  if (/\.(?:crt|cert|pub)$|^ca\.pem$|^username$/i.test(key)) return undefined;
  const verdict = judgeSecret(key, value);
  return verdict && verdict.certainty !== "name-only" ? verdict : undefined;
}

/** A block of text has no span on one line: its key is underlined, and the text is kept from being shown. */
function placeOf({ span, keySpan, entrySpan }: YamlView): Pick<Finding, "span" | "hides"> {
  if (span.end - span.start > 1) return { span };
  return { span: keySpan, hides: { start: span.start, end: entrySpan.end } };
}
