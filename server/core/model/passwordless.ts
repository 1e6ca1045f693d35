/** A variable of a container; without a value where it comes from elsewhere. */
interface Variable {
  readonly name: string;
  readonly value: string | undefined;
}

interface Opening {
  readonly name: string;
  readonly value: RegExp;
  /** Variables that give a password all the same: then the setting means nothing. */
  readonly password?: RegExp;
  /** What the image is called where others read the word as well: for them it is the password that they log in with. */
  readonly images?: RegExp;
}

const yes = /^(?:1|y|yes|true|on)$/i;
const ofMysql = /^(?:MYSQL|MARIADB)_(?:RANDOM_)?ROOT_PASSWORD(?:_FILE|_HASH)?$/;

/** What images of databases read to go without a password. Without such a word they refuse an empty one, and stop. */
const openings: readonly Opening[] = [
  { name: "POSTGRES_HOST_AUTH_METHOD", value: /^trust$/ },
  { name: "MYSQL_ALLOW_EMPTY_PASSWORD", value: yes, password: ofMysql },
  { name: "MARIADB_ALLOW_EMPTY_PASSWORD", value: yes, password: ofMysql },
  { name: "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", value: yes, password: ofMysql },
  // Bitnami's, of any of their databases.
  {
    name: "ALLOW_EMPTY_PASSWORD",
    value: yes,
    password: /^(?!ALLOW_).*PASSWORD(?:_FILE)?$/,
    images: /redis|valkey|keydb|postgres|mysql|mariadb|mongo|cassandra|memcached/,
  },
  { name: "ALLOW_NONE_AUTHENTICATION", value: yes, password: /PASSWORD(?:_FILE)?$|CLIENT_CERT_AUTH$/ },
  { name: "NEO4J_AUTH", value: /^none$/ },
  { name: "CLICKHOUSE_SKIP_USER_SETUP", value: yes, password: /^CLICKHOUSE_PASSWORD(?:_FILE)?$/ },
  { name: "DISABLE_SECURITY_PLUGIN", value: yes },
];

/** The variables that make a database let everybody in; not `sure` where a password from elsewhere could prevent it. */
export function* databaseOpenings<Given extends Variable>(
  variables: readonly Given[],
  image: string | undefined,
): Iterable<Given & { readonly sure: boolean }> {
  const protectedBy = new Map<RegExp, boolean>();
  for (const variable of variables) {
    const { name, value = "" } = variable;
    const opening = openings.find((one) => one.name === name && one.value.test(value));
    if (!opening) continue;
    const { password, images } = opening;
    if (images && !images.test(lastPart(image))) continue;
    // Each is asked once: a file may repeat a variable as often as it likes.
    const hasPassword =
      password &&
      (protectedBy.get(password) ?? variables.some((other) => password.test(other.name) && other.value !== ""));
    if (password) protectedBy.set(password, hasPassword === true);
    if (!hasPassword) yield { ...variable, sure: !password };
  }
}

interface ServerOption {
  /** The program, or the last part of the image's name. */
  readonly server: RegExp;
  readonly words: readonly string[];
  /** What keeps others out all the same, or is a file where that may stand, among the words with blanks around them. */
  readonly unless: RegExp;
}

const loopback = String.raw`(?:127\.\d+\.\d+\.\d+|localhost|::1)`;

const options: readonly ServerOption[] = [
  {
    server: /^(?:redis|valkey|keydb)(?:-server)?$/,
    words: ["--protected-mode", "no"],
    unless: new RegExp(
      `\\s--(?:requirepass|aclfile|user)\\s|\\.conf\\s|\\s--port 0\\s|\\s--bind(?: ${loopback})+ (?:--|$)`,
    ),
  },
  {
    server: /^(?:mysqld?|mariadbd?|percona-server)$/,
    words: ["--skip-grant-tables"],
    unless: new RegExp(`\\s--(?:skip-networking\\s|bind-address[= ]${loopback}\\s)`),
  },
  {
    server: /^cockroach$/,
    words: ["--insecure"],
    unless: new RegExp(`\\s--(?:listen-addr|host)[= ]${loopback}[:\\s]`),
  },
  { server: /^mongod?$/, words: ["--noauth"], unless: new RegExp(`\\s--(?:auth|bind_ip[= ]${loopback})\\s`) },
];

/** Where among the words that start a database stands the option that makes it let everybody in. */
export function openingOption(
  words: readonly string[],
  image: string | undefined,
): { readonly index: number; readonly shown: string } | undefined {
  const names = [words[0], image].map(lastPart);
  const option = options.find(({ server }) => names.some((name) => server.test(name)));
  if (!option || option.unless.test(` ${words.join(" ")} `)) return undefined;
  const index = words.findIndex((_, at) => option.words.every((word, behind) => words[at + behind] === word));
  return index < 0 ? undefined : { index, shown: option.words.join(" ") };
}

const lastPart = (path = ""): string => path.slice(path.lastIndexOf("/") + 1);

/** `name` stands for what runs the database. */
export const letsEverybodyIn = (name: string, setting: string): string =>
  `${name || "The database"} lets in everybody who reaches it, without a password (${setting}).`;
