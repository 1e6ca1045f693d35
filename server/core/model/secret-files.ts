import type { ImageReference } from "./image-reference.ts";

/**
 * The variable through which an image reads `name` from a file: `POSTGRES_PASSWORD_FILE`. Undefined where the image's
 * documentation knows none.
 */
export function fileVariable(image: ImageReference, name: string): string | undefined {
  const bitnami = /(?:^|\/)bitnami(?:legacy|secure)?\//.test(image.repository);
  if (bitnami) return /(?:PASSWORD|SECRET|TOKEN|KEY)$/.test(name) ? `${name}_FILE` : undefined;
  const known = images.get(image.name);
  if (!known?.test(name)) return;
  return image.name === "grafana/grafana" || image.name.endsWith("gitea/gitea") ? `${name}__FILE` : `${name}_FILE`;
}

const mysql = /^(?:MYSQL|MARIADB)_(?:ROOT_)?PASSWORD$/;

/** Names as the facts know them, and the variables that have a twin which names a file. */
const images: ReadonlyMap<string, RegExp> = new Map([
  ["postgres", /^POSTGRES_PASSWORD$/],
  ["postgis/postgis", /^POSTGRES_PASSWORD$/],
  ["pgvector/pgvector", /^POSTGRES_PASSWORD$/],
  ["timescale/timescaledb", /^POSTGRES_PASSWORD$/],
  ["mysql", mysql],
  ["mariadb", mysql],
  ["percona", mysql],
  ["mongo", /^MONGO_INITDB_ROOT_PASSWORD$/],
  ["mongo-express", /^ME_CONFIG_(?:BASICAUTH|MONGODB_ADMIN|SITE_COOKIESECRET|SITE_SESSIONSECRET)_?(?:PASSWORD)?$/],
  ["wordpress", /^WORDPRESS_(?:DB_PASSWORD|(?:SECURE_)?AUTH_(?:KEY|SALT)|LOGGED_IN_(?:KEY|SALT)|NONCE_(?:KEY|SALT))$/],
  ["nextcloud", /^(?:POSTGRES|MYSQL|NEXTCLOUD_ADMIN|SMTP|REDIS_HOST)_PASSWORD$/],
  ["redmine", /^REDMINE_(?:DB_PASSWORD|SECRET_KEY_BASE)$/],
  ["joomla", /^JOOMLA_DB_PASSWORD$/],
  ["teamspeak", /^TS3SERVER_DB_PASSWORD$/],
  ["influxdb", /^DOCKER_INFLUXDB_INIT_(?:PASSWORD|ADMIN_TOKEN)$/],
  ["elasticsearch", /^ELASTIC_PASSWORD$/],
  ["docker.elastic.co/elasticsearch/elasticsearch", /^ELASTIC_PASSWORD$/],
  ["minio/minio", /^MINIO_(?:ROOT_PASSWORD|SECRET_KEY)$/],
  ["quay.io/minio/minio", /^MINIO_(?:ROOT_PASSWORD|SECRET_KEY)$/],
  ["neo4j", /^NEO4J_AUTH$/],
  ["dpage/pgadmin4", /^PGADMIN_DEFAULT_PASSWORD$/],
  ["grafana/grafana", /^GF_\w+$/],
  ["gitea/gitea", /^GITEA__\w+$/],
  ["docker.gitea.com/gitea", /^GITEA__\w+$/],
]);
