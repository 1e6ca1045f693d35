import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "personal-data-in-config-map",
  title: "Personal data stands in a ConfigMap",
  why: "ConfigMaps are read by everybody who may look at a namespace, and data of people there is data that has got out.",
  mayBreak: "Nothing is changed for you.",
  // Names and addresses in configuration are mostly those of a team.
  severity: "off",
  references: ["CWE-359"],
  aliases: { trivy: ["KSV-01010"] },
  options: {},

  *check(manifest) {
    for (const { kind, apiVersion, view, name } of manifest.objects) {
      if (kind !== "ConfigMap" || apiVersion !== "v1") continue;
      for (const { key, value } of view.get("data")?.entries() ?? []) {
        const text = value.text() ?? "";
        const what = kinds.find(
          ([inKey, inValue]) => (inKey.test(key) && text.trim() !== "") || inValue.test(text),
        )?.[2];
        if (what)
          yield { span: value.keySpan, message: `${key.slice(0, 40)} of ConfigMap ${name} looks like ${what}.` };
      }
    }
  },
});

const never = /$^/;

const kinds: readonly (readonly [inKey: RegExp, inValue: RegExp, what: string])[] = [
  [/e-?mail/i, /[\w.+-]{1,64}@[\w-]{1,63}\.[a-z]{2,10}\b/i, "an e-mail address"],
  [/phone|mobile/i, never, "a telephone number"],
  [/\biban\b/i, /\b[A-Z]{2}\d{2}(?: ?\d{4}){3,7}\b/, "a bank account"],
  [/(?:^|[._-])ssn$|social.?security/i, never, "a social security number"],
  [/user_?name|(?:first|last|sur)_?name|birth/i, never, "the name of a person"],
];
