import { type Change, set } from "../../../edits/change.ts";
import type { PublishedPort } from "../../../model/compose.ts";
import { composeRule } from "../../../rule.ts";

export default composeRule({
  id: "published-on-all-interfaces",
  title: "A port is open on every interface of the host",
  why: "Docker opens the port ahead of the host's firewall rules, so what was meant for this machine, be it a database or a web page with no login, answers to the whole network.",
  mayBreak: "Other machines can no longer reach the port; services of the same project still can, by name.",
  severity: "warning",
  references: ["CIS Docker 5.14", "CWE-668"],
  aliases: {
    kics: ["451d79dc-0588-476a-ad03-3c7f0320abb3"],
    cis_docker: ["5.14"],
  },
  options: {},

  *check(compose) {
    for (const { name, ports } of compose.services) {
      for (const port of ports) {
        if (port.hostIp !== undefined && !everywhere.has(port.hostIp)) continue;
        if (port.view.kind === "map" && port.published === undefined) continue;
        const service = internal.get(port.target?.split("-")[0] ?? "");
        if (!service && webPorts.has(port.published ?? "")) continue;
        yield {
          span: port.view.kind === "scalar" ? port.view.span : (port.view.get("published") ?? port.view).span,
          message: service
            ? `${name} opens ${service} (port ${port.published ?? port.target}) on every interface of the host.`
            : `${name} answers on port ${port.published ?? port.target} of every interface: is the network to reach it?`,
          // Whether what listens here is there to be reached, nobody can tell from the file.
          ...(!service && { severity: "hint" as const }),
          fixes: () => [{ title: "Open it on this machine only", safety: "review", changes: [onLoopback(port)] }],
        };
      }
    }
  },
});

const everywhere: ReadonlySet<string> = new Set(["0.0.0.0", "::", "[::]"]);

/** Who publishes these serves the web, and wants to be reached. */
const webPorts: ReadonlySet<string> = new Set(["80", "443"]);

/** What is meant for other services and for administrators, by the port that it listens on. */
const internal: ReadonlyMap<string, string> = new Map([
  ["1433", "SQL Server"],
  ["1521", "Oracle"],
  ["2375", "Docker"],
  ["2376", "Docker"],
  ["2379", "etcd"],
  ["3306", "MySQL"],
  ["5432", "PostgreSQL"],
  ["5672", "RabbitMQ"],
  ["5984", "CouchDB"],
  ["6379", "Redis"],
  ["7474", "Neo4j"],
  ["7687", "Neo4j"],
  ["8086", "InfluxDB"],
  ["8123", "ClickHouse"],
  ["9042", "Cassandra"],
  ["9092", "Kafka"],
  ["9200", "Elasticsearch"],
  ["9300", "Elasticsearch"],
  ["11211", "memcached"],
  ["15672", "RabbitMQ's console"],
  ["27017", "MongoDB"],
]);

function onLoopback({ view, published, target, protocol }: PublishedPort): Change {
  if (view.kind === "map") return set([...view.path, "host_ip"], "127.0.0.1");
  return set(view.path, `127.0.0.1:${published ?? ""}:${target ?? ""}${protocol ? `/${protocol}` : ""}`);
}
