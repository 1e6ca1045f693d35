import type { ImageFacts } from "../facts/facts.ts";

/** Where only what a program makes at run time lies: an empty directory mounted there hides nothing of the image. */
const madeAtRunTime =
  /^\/(?:run|data|config|var\/(?:run|cache|lib|lock|log|spool|tmp))(?:\/|$)|\/(?:cache|logs?|te?mp|work)$/;

/** What the facts say of paths that are written to in a special use only, or where nothing breaks without. */
const rare = /^only\b|^HOME\b|^GEM_HOME if|^working dir|\bwhen npm\b|configure|build time|symlink|class cache/;

/** What the facts say of paths that the image fills. */
const filled = /\bconf\b|plugins|BASE\b/;

/** What the facts say of a path that only some versions of the image write to: `2.x data`, `PGDATA up to 17`. */
const ofVersion = /^\d\.x|\bup to \d|\bfrom \d+ on\b/;

/** Images that declare their data as VOLUME: Docker mounts something writable there by itself, a pod does not. */
const declareVolumes: ReadonlySet<string> = new Set([
  "apache/kafka",
  "cassandra",
  "clickhouse/clickhouse-server",
  "couchdb",
  "docker",
  "eclipse-mosquitto",
  "ghost",
  "gradle",
  "hashicorp/consul",
  "hashicorp/vault",
  "influxdb",
  "jenkins/jenkins",
  "mariadb",
  "minio/minio",
  "mongo",
  "mysql",
  "neo4j",
  "nextcloud",
  "postgres",
  "prom/prometheus",
  "rabbitmq",
  "redis",
  "registry",
  "solr",
  "valkey/valkey",
  "wordpress",
  "zookeeper",
]);

/**
 * The directories that need to be writable when the root file system is not: `/tmp`, and what the image is known to write
 * to. Data volumes are left out, since what becomes of them is for the author to choose.
 */
export function scratchPaths(facts: ImageFacts | undefined): readonly string[] {
  const known = writtenPaths(facts)
    .filter(({ why, volume, path }) => !volume && !filled.test(why) && nameable.test(path) && madeAtRunTime.test(path))
    .map(({ path }) => path);
  return [...new Set(["/tmp", ...known])].filter((path, _, all) => !isCovered(path, others(all, path)));
}

/**
 * Why no fix may make the root file system read-only: the image writes to a path that is not mounted and that no empty
 * directory can stand for. `mounted` holds what is mounted already and what the fix would mount.
 */
export function unmountedNote(
  name: string,
  facts: ImageFacts | undefined,
  mounted: readonly string[],
  runtime: "docker" | "kubernetes",
): string | undefined {
  const written = writtenPaths(facts);
  const docker = facts && runtime === "docker" && declareVolumes.has(facts.image);
  const open = written.filter(({ path, volume }) => !(volume && docker) && !isCovered(path, mounted));
  const first = open.find(({ versioned }) => !versioned || !written.some((it) => it.versioned && !open.includes(it)));
  if (!first) return undefined;
  const paths = first.versioned ? open.filter(({ versioned }) => versioned).map(({ path }) => path) : [first.path];
  const contents = runtime === "kubernetes" && !first.volume ? ", with the files that the image has there" : "";
  return `${name} writes to ${paths.join(" or ")}: mount a volume there first${contents}. Until then a read-only file system stops it.`;
}

/** True if something is mounted at the path, or above it. */
export function isCovered(path: string, mounted: readonly string[]): boolean {
  return mounted.map(withoutSlash).some((mount) => mount === path || path.startsWith(`${mount}/`));
}

interface WrittenPath {
  readonly path: string;
  readonly why: string;
  readonly volume: boolean;
  readonly versioned: boolean;
}

/** What the image needs to write to; a path that is relative, or named by the configuration, is nobody's to mount. */
function writtenPaths(facts: ImageFacts | undefined): readonly WrittenPath[] {
  return (facts?.writablePaths ?? [])
    .filter(({ path, why }) => !rare.test(why) && !path.includes(" or "))
    .flatMap(({ path, why, volume }) =>
      // The facts join what belongs together: `/var/run/apache2, /var/lock/apache2`, `/var/run (/run)`.
      path
        .split(", ")
        .map((one) => withoutSlash(one.split(" ")[0] ?? ""))
        .filter((one) => one.startsWith("/") && !isCovered(one, alwaysMounted))
        .map((one) => ({ path: one, why, volume, versioned: ofVersion.test(why) })),
    );
}

const nameable = /^\/[\w./-]+$/;
const alwaysMounted = ["/dev/shm"];
const others = (paths: readonly string[], path: string) => paths.filter((other) => other !== path);
export const withoutSlash = (path: string) => (path.length > 1 ? path.replace(/(?<!\/)\/+$/, "") : path);
