/** What a setting's name says of its value. */
export interface SecretName {
  /** `public`: it is made to be published. `vague`: it may be a secret if the value looks like one. */
  readonly kind: "password" | "secret" | "token" | "key" | "vague" | "public";
  readonly what: string;
  /** The name leaves no doubt that the value itself is meant, however short it is: `CLIENT_SECRET`. */
  readonly definite: boolean;
}

/** Undefined where the name says nothing of a secret. */
export function readSecretName(name: string): SecretName | undefined {
  if (name.length > 200 || !/pass|pwd|pw|secret|token|key|cred|auth|salt|bearer|pat$/i.test(name)) return;
  const words = splitWords(name);
  while (words.length > 1 && isSuffix(words.at(-1) ?? "")) words.pop();
  const last = words.at(-1) ?? "";
  const before = words.at(-2) ?? "";
  if (isPassword(last, words.length))
    return named("password", last.endsWith("phrase") ? "a passphrase" : "a password", true);
  const found = readKey(last, before) ?? readToken(last, words) ?? readSecret(last, before, words);
  if (!found) return;
  return words.some((word) => publicWords.has(word)) ? named("public", found.what, false) : found;
}

const named = (kind: SecretName["kind"], what: string, definite: boolean): SecretName => ({ kind, what, definite });

/** `DB_PASS`, `dbPass`, `db-pass` and `db.pass` have the same words. */
function splitWords(name: string): string[] {
  return (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map((word) => word.toLowerCase());
}

/** Words behind the noun that leave the value what it is: `PASSWORD_BASE64`, `API_KEY_2`, `TOKEN_PROD`. */
const suffixes = new Set([
  "value",
  "text",
  "plain",
  "plaintext",
  "base",
  "default",
  "dev",
  "prod",
  "production",
  "staging",
  "test",
  "local",
]);
const isSuffix = (word: string): boolean => suffixes.has(word) || /^\d+$/.test(word);

const passOwners =
  /^(?:db|database|root|user|admin|ldap|smtp|mail|sql|mysql|pg|postgres|redis|mongo|mq|web|key|trust|store|http|ftp|auth|proxy|rcon|vnc|require|login|bind|my)?pass$/;

function isPassword(last: string, count: number): boolean {
  if (/(?:password|passwd|passphrase|passcode)$/.test(last)) return true;
  if (last === "pwd" || last === "pw") return count > 1;
  return passOwners.test(last);
}

/** What stands before `KEY` where the key is to be kept secret. */
const secretKeys = new Set(
  "access account admin api app application auth client crypto deploy encrypt encryption fernet hmac integration jwt license licence master preshared priv private secret service session shared signing storage subscription webhook write".split(
    " ",
  ),
);

function readKey(last: string, before: string): SecretName | undefined {
  const glued = /^(.*?)(api|access|secret|private|priv|encryption|master|auth|signing|account|storage)key$/.exec(
    last,
  )?.[2];
  if (last !== "key" && !glued) return;
  const kind = glued ?? before;
  if (!secretKeys.has(kind)) return named("vague", "a key", false);
  if (kind === "api") return named("key", "an API key", false);
  if (kind === "secret") return named("key", "a secret key", false);
  if (kind === "private" || kind === "priv") return named("key", "a private key", false);
  return named("key", kind === "access" ? "an access key" : "a secret key", false);
}

/** A cluster's token names it: etcd says so of `ETCD_INITIAL_CLUSTER_TOKEN`. */
function readToken(last: string, words: readonly string[]): SecretName | undefined {
  if (last === "pat" && words.length > 1) return named("token", "an access token", false);
  if (!last.endsWith("token") && last !== "bearer") return;
  return words.at(-2) === "cluster" ? undefined : named("token", "a token", false);
}

/** What stands before `SECRET` where the secret itself is meant and not, say, the name of a Kubernetes Secret. */
const definiteSecrets = new Set(
  "admin api app application auth client consumer cookie encryption hmac jwt nextauth oauth rpc session shared signing".split(
    " ",
  ),
);

function readSecret(last: string, before: string, words: readonly string[]): SecretName | undefined {
  if (last.endsWith("secret")) return named("secret", "a secret", definiteSecrets.has(before) || last !== "secret");
  if (/^(?:credentials?|creds)$/.test(last)) return named("secret", "credentials", false);
  if (last === "base" && before === "key" && words.includes("secret")) return named("key", "a secret key", true);
  return last === "auth" || last === "salt"
    ? named("vague", last === "auth" ? "credentials" : "a salt", false)
    : undefined;
}

/** Keys that verify, identify or are served to browsers. */
const publicWords = new Set(
  "public pub publishable anon gpg pgp apt apk rpm keyring keyserver fingerprint checksum sha1 sha256 sha512 release cache partition sort".split(
    " ",
  ),
);
