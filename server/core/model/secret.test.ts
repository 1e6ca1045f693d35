import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { assertTimeGrowsLinearly } from "../../../test/growth.ts";
import { judgeSecret, secretNamed } from "./secret.ts";

/** Letters and digits that look drawn. Secrets are put together here, so that no scanner takes this file for a leak. */
const drawn = (length: number, alphabet = "kQ7vXb2ZpM9tRw4sLhYc8NgJ5fDa3eHuT6mBx") =>
  Array.from({ length }, (_, at) => alphabet[(at * 7 + (at >> 3)) % alphabet.length]).join("");
const hex = (length: number) => drawn(length, "7f3a9c1e5b8d204");
const upper = (length: number) => drawn(length, "QZ7MXKTB2VRPWJ4L");

const verdict = (name: string | undefined, value: string) => {
  const judged = judgeSecret(name, value);
  return judged && `${judged.certainty}: ${judged.what}`;
};

const provided: readonly (readonly [string, string])[] = [
  [`${"AKI"}A${upper(16)}`, "likely: an AWS access key id"],
  [`${"AIz"}a${drawn(35)}`, "certain: a Google API key"],
  [`${"GOCS"}PX-${drawn(28)}`, "certain: a Google OAuth client secret"],
  [`${"gh"}p_${drawn(36)}`, "certain: a GitHub token"],
  [`${"github"}_pat_${drawn(22)}_${drawn(59)}`, "certain: a GitHub token"],
  [`${"gl"}pat-${drawn(20)}`, "certain: a GitLab token"],
  [`${"xo"}xb-${hex(12)}-${drawn(24)}`, "certain: a Slack token"],
  [`https://hooks.${"slack"}.com/services/T${upper(8)}/B${upper(8)}/${drawn(24)}`, "certain: a Slack webhook"],
  [`${"sk"}_live_${drawn(24)}`, "certain: a Stripe key"],
  [`${"S"}G.${drawn(22)}.${drawn(43)}`, "certain: a SendGrid key"],
  [`${"npm"}_${drawn(36)}`, "certain: an npm token"],
  [`${"pypi"}-AgEIcHlwaS5vcmc${drawn(60)}`, "certain: a PyPI token"],
  [`${"rubygems"}_${hex(48)}`, "certain: a RubyGems key"],
  [`${"dckr"}_pat_${drawn(27)}`, "certain: a Docker Hub token"],
  [`${"sk"}-ant-api03-${drawn(93)}AA`, "certain: an Anthropic key"],
  [`${"sk"}-proj-${drawn(60)}`, "certain: an OpenAI key"],
  [`${"h"}f_${drawn(34)}`, "certain: a Hugging Face token"],
  [`${"dap"}i${hex(32)}`, "certain: a Databricks token"],
  [`${"do"}p_v1_${hex(64)}`, "certain: a DigitalOcean token"],
  [`${"hv"}s.${drawn(90)}`, "certain: a Vault token"],
  [`${"gls"}a_${drawn(32)}_${hex(8)}`, "certain: a Grafana token"],
  [`${"PMA"}K-${hex(24)}-${hex(34)}`, "certain: a Postman key"],
  [`${"tsk"}ey-auth-${drawn(16)}-${drawn(32)}`, "certain: a Tailscale key"],
  [`${"SK"}${hex(32)}`, "certain: a Twilio key"],
  [`${drawn(3)}8Q~${drawn(34)}`, "certain: an Azure AD client secret"],
  [
    `DefaultEndpointsProtocol=https;AccountName=acme;${"Account"}Key=${drawn(86)}==;EndpointSuffix=core.windows.net`,
    "certain: an Azure storage or Service Bus key",
  ],
  [`-----BEGIN ${"RSA"} PRIVATE KEY-----\n${drawn(64)}`, "certain: a private key"],
  [`-----BEGIN ${"OPENSSH"} PRIVATE KEY-----\\n${drawn(64)}`, "certain: a private key"],
  [`${"ey"}J${drawn(30)}.${"ey"}J${drawn(60)}.${drawn(43)}`, "certain: a signed token (JWT)"],
  [`{"auths":{"ghcr.io":{"au${"th"}":"${drawn(24)}=="}}}`, "certain: a registry login"],
  [`Authorization: ${"Bear"}er ${drawn(32)}`, "certain: an authorization header"],
];

for (const [value, expected] of provided) {
  test(`${expected} is known by its form, whatever its name`, () => {
    for (const name of [undefined, "SETTING", "THE_TOKEN"]) assert.equal(verdict(name, value), expected);
    assert.equal(verdict("OPTIONS", `--with ${value} --quiet`), expected);
  });
}

test("a password in a URL or a connection string", () => {
  const url = "certain: a URL with its password";
  assert.equal(verdict("DATABASE_URL", `postgres://app:${drawn(9)}@db:5432/app`), url);
  assert.equal(verdict("REDIS_URL", `redis://:${drawn(20)}@cache:6379`), url);
  assert.equal(verdict(undefined, `--index-url=https://ci:${drawn(9)}@pypi.acme.dev/simple`), url);
  assert.equal(verdict("DATABASE_URL", "postgres://plane:plane@db/plane"), "likely: a URL with its password");
  assert.equal(verdict("DSN", `root:${drawn(9)}@tcp(db:3306)/app`), "certain: a data source name with its password");
  const string = "certain: a connection string with its password";
  assert.equal(
    verdict("ConnectionStrings__Default", `Server=db;Database=app;User Id=sa;Password=${drawn(9)};`),
    string,
  );
  assert.equal(verdict("JDBC_URL", `jdbc:mysql://db/app?user=app&password=${drawn(9)}`), string);
});

test("a URL without a known password", () => {
  for (const url of [
    "postgres://db:5432/app",
    "postgres://app@db/app",
    "postgres://$USER:$PASSWORD@db/app",
    "postgres://app:$" + "{DB_PASSWORD}@db/app",
    "https://<user>:<password>@example.com",
    `https://${hex(32)}@o1.ingest.sentry.io/2`,
    "https://example.com/a:b@c",
  ]) {
    assert.equal(verdict("DATABASE_URL", url), undefined, url);
    assert.equal(verdict("DATABASE_PASSWORD", url), undefined, url);
  }
  assert.equal(verdict("DATABASE_URL", "https://user:pass@example.com"), undefined);
});

test("a literal under a name that says secret", () => {
  const literals: readonly (readonly [string, string, string])[] = [
    ["MYSQL_ROOT_PASSWORD", "root", "a password"],
    ["DB_PASS", "hunter2", "a password"],
    ["MYSQL_PASSWORD", "secret", "a password"],
    ["redisPassword", "s3cr3t", "a password"],
    ["LDAP_ROOTPASS", "fsociety", "a password"],
    ["PGPASSWORD", "123456", "a password"],
    ["MYSQL_PWD", "root", "a password"],
    ["SIGNING_PASSPHRASE", "correct horse", "a passphrase"],
    ["GPG_PASSPHRASE", drawn(12), "a passphrase"],
    ["AWS_SECRET_ACCESS_KEY", `${drawn(20)}/${drawn(19)}`, "an access key"],
    ["API_KEY", hex(32), "an API key"],
    ["apiKey2", hex(32), "an API key"],
    ["SECRET_KEY_BASE", hex(64), "a secret key"],
    ["JWT_SECRET", "hush", "a secret"],
    ["client-secret", drawn(20), "a secret"],
    ["GITHUB_PAT", drawn(20), "an access token"],
    ["ACCESSTOKEN", drawn(20), "a token"],
    ["SPLUNK_HEC_TOKEN", "abcd1234", "a token"],
    ["REDIS_AUTH", drawn(24), "credentials"],
  ];
  for (const [name, value, what] of literals) assert.equal(verdict(name, value), `likely: ${what}`, name);
});

test("a name that says secret over a value that is none", () => {
  const values: readonly (readonly [string, string])[] = [
    ["PASSWORD", ""],
    ["PASSWORD", "$PASSWORD"],
    ["PASSWORD", "$" + "{PASSWORD:-}"],
    ["PASSWORD", "{{ .Values.password }}"],
    ["MYSQL_ALLOW_EMPTY_PASSWORD", "yes"],
    ["VNC_NO_PASSWORD", "1"],
    ["KEYSTORE_PASSWORD", "NOPASS"],
    ["DATABASE_PASSWORD", "/run/secrets/db-password"],
    ["TLS_PRIVATE_KEY", "certs/server.pem"],
    ["VAULT_TOKEN", "vault:secret/data/app#token"],
    ["ACCESS_TOKEN", "60"],
    ["WEBHOOK_SECRET", "elastic-webhook-server-cert"],
    ["TS_KUBE_SECRET", "tailscale-auth"],
    ["SSL_KEY_CREDENTIALS", "kafka_ssl_key_creds"],
    ["TOKEN_SECRET_KEY", "APP_TOKEN"],
    ["SWIFT_SIGNING_KEY", "A62AE125BBBFBB96A6E042EC925CC1CCED3D1561"],
    ["PACKAGE_SIGNING_KEY", "0x0A9AF2115F4687BD29803A206B73A36E6026DFCA, 0xBA5473A2B0587B07FB27CF2D216094DFD0CB81EF"],
  ];
  for (const [name, value] of values) assert.equal(verdict(name, value), undefined, `${name}=${value}`);
});

test("names that hold a secret's word and no secret", () => {
  const names = [
    "TOKENIZERS_PARALLELISM",
    "GPG_KEY",
    "GPG_KEYS",
    "PGP_KEYSERVER",
    "PASSWORD_FILE",
    "TOKEN_PATH",
    "AUTH_MODE",
    "DOCKER_AUTH_VERSION",
    "SSH_AUTH_SOCK",
    "TOKEN_URL",
    "SECRET_NAME",
    "AWS_ACCESS_KEY_ID",
    "MAX_TOKENS",
    "APP_SHA256",
    "PUBLIC_KEY",
    "NEXT_PUBLIC_POSTHOG_KEY",
    "SUPABASE_ANON_KEY",
    "CACHE_KEY",
    "DB_USERNAME",
    "PRIVATE_REGISTRY",
    "COMPASS",
    "MONKEY",
    "ETCD_INITIAL_CLUSTER_TOKEN",
    "CONNECT_KEY_CONVERTER",
    "PWD",
    "SERVER_TOKENS",
    "SECRETS_DIR",
  ];
  for (const name of names) assert.equal(verdict(name, "qd83kd02mvw1"), undefined, name);
});

test("a name alone is no more than a hint", () => {
  for (const [name, value] of [
    ["PASSWORD", "changeme"],
    ["PASSWORD", "<password>"],
    ["POSTGRES_PASSWORD", "pls-changeme-to-strong-pw"],
    ["API_KEY", "your-api-key"],
    ["OVH_APPLICATION_SECRET", "xxx"],
    ["ENCRYPTION_KEY", "a".repeat(64)],
    ["CLIENT_SECRET", "oauth-client"],
    ["MINIO_ACCESS_KEY", "minio"],
    ["redisPassword", "not_a_password"],
  ] as const) {
    assert.match(verdict(name, value) ?? "", /^name-only: /, `${name}=${value}`);
  }
});

test("what documentation shows is no secret", () => {
  for (const value of [
    `${"gh"}p_${"x".repeat(36)}`,
    `${"AKI"}AIOSFODNN7${"EXAMPLE"}`,
    `${"sk"}_live_${"1234567890".repeat(3)}`,
  ]) {
    assert.equal(verdict("SETTING", value), undefined);
  }
});

test("what is made to be published is no secret, a private key is one under any name", () => {
  assert.equal(verdict("NEXT_PUBLIC_MAPS_KEY", `${"AIz"}a${drawn(35)}`), undefined);
  assert.equal(verdict("PUBLIC_KEY", `-----BEGIN ${"EC"} PRIVATE KEY-----\n${drawn(64)}`), "certain: a private key");
  assert.equal(verdict("PUBLIC_KEY", `-----BEGIN PUBLIC KEY-----\n${drawn(64)}`), undefined);
});

test("a name without value", () => {
  assert.equal(secretNamed("NPM_TOKEN"), "a token");
  assert.equal(secretNamed("DB_PASSWORD"), "a password");
  for (const name of ["VERSION", "GPG_KEY", "RELEASE_KEY", "PASSWORD_FILE", "HTTP_AUTH"])
    assert.equal(secretNamed(name), undefined, name);
});

test("any name and any value are judged, in time", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      fc.string({ unit: "binary" }),
      (name, value) => void judgeSecret(name, value),
    ),
  );
  const hostile = ["-eyJa", "your", "a:", "://a:b", "A1B2C3D4 ", "password=a;", "key-", "a-", "<", "$ ", "0x", "\n "];
  const repeated = (piece: string) => (size: number) => piece.repeat(size / piece.length);
  for (const piece of hostile)
    assertTimeGrowsLinearly(repeated(piece), (value) => judgeSecret("API_KEY", value), 50_000);
  for (const piece of ["PASS", "aB", "_", "1"]) {
    assertTimeGrowsLinearly(repeated(piece), (name) => judgeSecret(name, "value"), 50_000);
  }
});
