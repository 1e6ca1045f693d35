import { ended } from "./end-of-life.ts";
import { endOfLifeData } from "./entries.ts";
import { snapshotDate } from "./snapshot.ts";

/**
 * The cycle that an image's `latest` was when the data was gathered, as a tag; undefined for images whose `latest` is
 * another than the newest, or not known to be it.
 */
export function latestCycle(name: string): string | undefined {
  if (!followsNewest.has(name) && !followsLongTerm.has(name)) return;
  const { images, products } = endOfLifeData();
  const product = images[name]?.[0];
  const living = products[product ?? ""]?.cycles.filter((cycle) => !ended(cycle, snapshotDate)) ?? [];
  return (followsLongTerm.has(name) ? living.find(({ longTerm }) => longTerm) : living[0])?.cycle;
}

const followsNewest = new Set(
  "alpine debian fedora almalinux amazonlinux node python golang php ruby rust perl erlang elixir postgres redis memcached nginx httpd haproxy rabbitmq mariadb".split(
    " ",
  ),
);

const followsLongTerm = new Set(["ubuntu", "eclipse-temurin"]);
