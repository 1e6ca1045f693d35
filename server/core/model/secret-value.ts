import type { SecretName } from "./secret-name.ts";

/** The value stands for another: a variable, a template's expression, a place in a vault, a sealed text. */
export function isReference(value: string): boolean {
  return references.test(value) || /\$[{(]|\{\{|^\{%|<%/.test(value);
}

const references =
  /^(?:\$[A-Za-z_]|%\w+%$|@\w+@$|@Microsoft\.KeyVault|arn:|op:\/\/|vault:|ssm:|secretref:|ref\+|projects\/[^/]+\/secrets\/|ENC[[(]|\{cipher\}|awssm:|gcp-sm:|keyvault)/i;

/** A switch, a number, a path, an address or a fingerprint: whatever its name, it is no secret. */
export function saysNothing(value: string, kind: SecretName["kind"]): boolean {
  if (switches.test(value)) return true;
  if (/^\d+$/.test(value)) return kind !== "password" || value.length < 4;
  if (/^\d+(?:\.\d+)?(?:ms|s|m|h|d|k|mb|gb|%)$/i.test(value)) return kind !== "password";
  return isPath(value) || /^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(value) || isFingerprint(value);
}

const switches =
  /^(?:true|false|yes|no|on|off|y|n|none|null|nil|undefined|nopass|enabled?|disabled?|required?|requested|optional|default|auto|prompt|trust|basic|bearer|oauth2?|jwt|ldap|file|env|always|never|-+|\[\]|\{\})$/i;

function isPath(value: string): boolean {
  if (/\s/.test(value)) return false;
  if (/^(?:\.{0,2}|~)\/[^+=]*$/.test(value) || /^[A-Za-z]:\\/.test(value)) return true;
  return /\.(?:pem|key|crt|cer|cert|pub|json|ya?ml|txt|jks|p12|pfx|env|conf|ini|properties|gpg|asc)$/i.test(value);
}

/** Of an OpenPGP key, as `gpg --recv-keys` takes them: capitals or with `0x`, one or several. */
function isFingerprint(value: string): boolean {
  return value.split(/[\s,]+/).every((word) => /^(?:0x[0-9A-Fa-f]{8,40}|[0-9A-F]{16}|[0-9A-F]{40})$/.test(word));
}

/** Written to be replaced, or to show that anything would do. */
export function isPlaceholder(value: string): boolean {
  if (/^[<[(].*[>\])]$/.test(value) || /^_{2,}.*_{2,}$/.test(value)) return true;
  if (/(.)\1{5,}/.test(value) || /^(.)\1*$/.test(value) || /^[*.•?-]+$/.test(value)) return true;
  return placeholderWords.test(value.replace(/[\s_.-]+/g, ""));
}

const placeholderWords =
  /change(?:me|this|it)|ch4nge|replace(?:me|this|with)|^(?:enter|put|insert|add|set|use|choose|paste|fill)(?:in|your|the|me|here)|^insert|your(?:own|super|secret|password|pass|token|api|key|access|db|database|mysql|root|admin|app|user|private|client|service|[a-z]*(?:key|token|secret|password)$)|placeholder|example|dummy|fake|sample|todo|fixme|redacted|notareal|nota(?:secret|password|token|key)|^(?:x+|\.+|foo|bar|baz|foobar|test|testing|string|secret|token|key|value|apikey|secretkey|accesskey|privatekey|mysecret|mytoken|somesecret|sometoken|user:pass(?:word)?|username:password)$|xxx/i;

/** Words that stand for a token or a key to come, but that people do take for passwords. */
export const isWeakPassword = (value: string): boolean =>
  /^(?:secret|test|testing|foo|bar|foobar|token|key)$/i.test(value);

/** `webhook-server-cert`, `kafka_ssl_key_creds`, `APP_TOKEN`: words, as one names an object, a file or a key. */
export function looksLikeName(value: string): boolean {
  if (/^[A-Z]+(?:_[A-Z]+)+$/.test(value)) return true;
  return (
    /^[a-z]+\d?(?:[-_.:/][a-z]+\d{0,2}|[-_.]\d{1,3})*$/.test(value) && (value.length < 24 || /[-_.:/]/.test(value))
  );
}

/** At least 16 characters of letters and digits in no order that a person would type. */
export function looksRandom(value: string): boolean {
  if (!/^[\w+/=~.-]{16,}$/.test(value) || !/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  const distinct = new Set(value).size;
  const letters = value.match(/[A-Za-z]{6,}/g)?.reduce((sum, { length }) => sum + length, 0) ?? 0;
  return (
    distinct >= 10 &&
    (/^[0-9a-f]{32,}$/.test(value) ||
      letters < value.length * 0.6 ||
      /[A-Z]/.test(value.slice(1)) === /[a-z]/.test(value))
  );
}
