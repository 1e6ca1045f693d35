/** A file that is there to hold secrets, as far as its name tells. */
export interface CredentialFile {
  /** With its article: `a private key`. */
  readonly what: string;
  /** Its name leaves no doubt. */
  readonly sure: boolean;
}

/** What a path names by its last parts; undefined for everything that may well be public. */
export function credentialFile(path: string): CredentialFile | undefined {
  if (!mayHoldSecrets.test(path)) return undefined;
  const plain = path.replace(/(?<!\/)\/+$/, "");
  if (publicForms.test(plain)) return undefined;
  return kinds.find(([pattern]) => pattern.test(plain))?.[1];
}

/** Parts of every name below. */
const mayHoldSecrets =
  /\.(?:env|key|pem|p12|pfx|jks|keystore|kdbx|ovpn|npmrc|yarnrc|pypirc|git|ssh|aws|azure|kube|docker|netrc|pgpass|my|vault|config)|id_|gcloud|credential|kubeconfig|tfstate|secret|account|gcp/i;

/** Templates, public halves, and certificates without their keys. */
const publicForms =
  /\.(?:pub|crt|cer|md|dist|tmpl|tpl|j2)$|(?:^|[/._-])(?:example|sample|template|defaults?|dummy|test|tests|fixtures?|ca|cacert|cert|certs|chain|fullchain|bundle|public|pub|root|roots)(?:[._-][^/]*)?$|(?:^|\/)(?:ca|cert|public|chain|root|server-ca|trust)[^/]*\.(?:pem|jks|keystore)$|truststore|licen[cs]e[^/]*$|(?:^|\/)(?:tests?|e2e|fixtures|testdata|examples?)\//i;

const file = (what: string, sure = false): CredentialFile => ({ what, sure });

const kinds: readonly (readonly [RegExp, CredentialFile])[] = [
  [/(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)[^/]*$/, file("a private SSH key", true)],
  [/(?:^|\/)\.ssh$/, file("SSH keys", true)],
  [/(?:^|\/)\.aws(?:\/credentials)?$/, file("AWS credentials", true)],
  [/(?:^|\/)\.azure$/, file("Azure credentials", true)],
  [
    /(?:^|\/)(?:\.config\/)?gcloud$|(?:^|\/)application_default_credentials\.json$/,
    file("Google Cloud credentials", true),
  ],
  [/(?:^|\/)\.kube(?:\/config)?$|(?:^|\/)kubeconfig$/, file("a login to a cluster", true)],
  [/(?:^|\/)\.docker\/config\.json$|(?:^|\/)\.dockercfg$/, file("logins to registries", true)],
  [/(?:^|\/)\.git-credentials$/, file("git's passwords", true)],
  [/(?:^|\/)\.netrc$/, file("passwords", true)],
  [/(?:^|\/)\.pgpass$|(?:^|\/)\.my\.cnf$/, file("a database password", true)],
  [/(?:^|\/)\.vault-token$/, file("a Vault token", true)],
  [/(?:^|\/)terraform\.tfstate(?:\.backup)?$/, file("Terraform's state, with every secret in it", true)],
  [/\.kdbx$/, file("a password store", true)],
  [/\.ovpn$/, file("a login to a VPN", true)],
  [/\.(?:p12|pfx)$/, file("a private key", true)],
  [/\.key$/, file("a private key")],
  [/(?:^|[/._-])(?:priv|private|key|privkey|server|client|tls|ssl|host)[^/]*\.pem$/i, file("a private key")],
  [/\.(?:jks|keystore)$/, file("a store of keys")],
  [/(?:^|\/)\.npmrc$/, file("npm's settings, which may hold a token")],
  [/(?:^|\/)\.yarnrc\.yml$/, file("Yarn's settings, which may hold a token")],
  [/(?:^|\/)\.pypirc$/, file("a login to a package index", true)],
  [/(?:^|\/)(?:service[-_]?account|credentials?|client[-_]secrets?|gcp[-_]key)[^/]*\.json$/i, file("credentials")],
  [/(?:^|\/)\.env(?:\.[\w-]+)?$/, file("settings with their secrets")],
  [/(?:^|\/)\.git$/, file("the repository's history")],
  [/(?:^|\/)secrets?\.(?:ya?ml|json|env|toml|ini|txt)$/i, file("secrets")],
];

/** Variables whose value names a file of credentials. */
export const namesCredentials: ReadonlyMap<string, string> = new Map([
  ["GOOGLE_APPLICATION_CREDENTIALS", "Google Cloud credentials"],
  ["AWS_SHARED_CREDENTIALS_FILE", "AWS credentials"],
  ["AWS_CONFIG_FILE", "AWS settings, which may hold credentials"],
  ["AWS_WEB_IDENTITY_TOKEN_FILE", "a token for AWS"],
  ["AZURE_AUTH_LOCATION", "Azure credentials"],
  ["AZURE_CLIENT_CERTIFICATE_PATH", "a private key"],
  ["HF_TOKEN_PATH", "a token for Hugging Face"],
  ["KUBECONFIG", "a login to a cluster"],
  ["NPM_CONFIG_USERCONFIG", "npm's settings, which may hold a token"],
  ["NETRC", "passwords"],
  ["PGPASSFILE", "a database password"],
]);
