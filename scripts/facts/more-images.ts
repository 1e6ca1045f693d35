import type { CorrectedImage, CorrectedVariant } from "./corrections.ts";

const nobody = { name: "nobody", uid: 65534, gid: 65534 };
const busybox: CorrectedVariant = {
  tag_regex: ".*",
  family: "busybox",
  shell: true,
  package_manager: "none",
  libc: "variant:",
};
const alpine: CorrectedVariant = { ...busybox, family: "alpine", package_manager: "apk", libc: "musl" };
const debian: CorrectedVariant = { ...busybox, family: "debian", package_manager: "apt", libc: "glibc" };
const distroless: CorrectedVariant = { ...busybox, family: "distroless", shell: false, libc: "none" };
const scratch: CorrectedVariant = { ...distroless, family: "scratch" };

/** As the images of Prometheus are made, in whatever is not said otherwise: busybox, and `USER nobody`. */
function image(name: string, repository: string, said: Partial<CorrectedImage>): CorrectedImage {
  return {
    image: name,
    kind: "server",
    aliases: /^prom(?:etheuscommunity)?\//.test(name) ? [`quay.io/${name.replace("prom/", "prometheus/")}`] : [],
    default_user: "nobody (65534)",
    default_uid: nobody.uid,
    runs_as_root: said.default_user === "root",
    user_is_numeric: null,
    non_root_users: [nobody],
    variants: [busybox],
    writable_paths: [],
    default_ports: [],
    k8s_security_context: { runAsUser: nobody.uid, runAsGroup: nobody.gid, fsGroup: nobody.gid },
    minimal_alternatives: [],
    eol_product: null,
    confidence: "high",
    sources: [`${repository}:Dockerfile`],
    ...said,
  };
}

function bitnamiTool(name: string): Partial<CorrectedImage> {
  return {
    kind: "tool",
    aliases: [`bitnamilegacy/${name}`],
    ...runningAs(1001),
    k8s_security_context: { runAsUser: 1001, runAsGroup: 0, fsGroup: 1001 },
    variants: [debian],
    sources: [`bitnami/containers:bitnami/${name}`],
  };
}

function runningAs(uid: number): Partial<CorrectedImage> {
  return {
    default_user: `${uid}`,
    default_uid: uid,
    non_root_users: [],
    k8s_security_context: { runAsUser: uid, runAsGroup: uid, fsGroup: uid },
  };
}

/** Images that run beside many an application, and that the snapshot lacks: each as its own Dockerfile has it. */
export const moreImages: readonly CorrectedImage[] = [
  image("prom/node-exporter", "prometheus/node_exporter", { default_ports: [9100] }),
  image("prom/alertmanager", "prometheus/alertmanager", {
    default_ports: [9093],
    writable_paths: [{ path: "/alertmanager", why: "silences and notifications", volume: true }],
  }),
  image("prom/statsd-exporter", "prometheus/statsd_exporter", { default_ports: [9102, 9125] }),
  image("prom/mysqld-exporter", "prometheus/mysqld_exporter", { default_ports: [9104] }),
  image("prom/pushgateway", "prometheus/pushgateway", { default_ports: [9091], default_user: "65534" }),
  image("prom/blackbox-exporter", "prometheus/blackbox_exporter", { default_ports: [9115], default_user: "root" }),
  image("prometheuscommunity/postgres-exporter", "prometheus-community/postgres_exporter", { default_ports: [9187] }),
  image("prometheuscommunity/elasticsearch-exporter", "prometheus-community/elasticsearch_exporter", {
    default_ports: [7979],
  }),
  image("prometheuscommunity/pgbouncer-exporter", "prometheus-community/pgbouncer_exporter", { default_ports: [9127] }),
  image("quay.io/prometheus-operator/prometheus-operator", "prometheus-operator/prometheus-operator", {
    default_user: "65534",
  }),
  image("quay.io/prometheus-operator/prometheus-config-reloader", "prometheus-operator/prometheus-operator", {
    // Its Dockerfile has said the name in one version and the number in another.
    confidence: "low",
  }),
  image("registry.k8s.io/kube-state-metrics/kube-state-metrics", "kubernetes/kube-state-metrics", {
    aliases: ["k8s.gcr.io/kube-state-metrics/kube-state-metrics", "quay.io/coreos/kube-state-metrics"],
    default_ports: [8080, 8081],
    variants: [distroless],
  }),
  image("registry.k8s.io/metrics-server/metrics-server", "kubernetes-sigs/metrics-server", {
    aliases: ["k8s.gcr.io/metrics-server/metrics-server"],
    default_user: "65534",
    variants: [distroless],
  }),
  image("jimmidyson/configmap-reload", "jimmidyson/configmap-reload", {
    aliases: ["ghcr.io/jimmidyson/configmap-reload"],
    default_user: "65534",
    variants: [distroless],
  }),
  // Tools among Bitnami's servers: they keep no data, and one of them has no account.
  image("bitnami/kubectl", "bitnami/containers", bitnamiTool("kubectl")),
  image("bitnami/os-shell", "bitnami/containers", bitnamiTool("os-shell")),
  image("bitnami/git", "bitnami/containers", {
    ...bitnamiTool("git"),
    default_user: "root",
    default_uid: 0,
    k8s_security_context: null,
  }),
  image("oliver006/redis_exporter", "oliver006/redis_exporter", {
    aliases: ["quay.io/oliver006/redis_exporter"],
    default_ports: [9121],
    ...runningAs(59000),
    variants: [{ ...alpine, tag_regex: "alpine", default_user: null }, scratch],
  }),
  image("otel/opentelemetry-collector", "open-telemetry/opentelemetry-collector-releases", {
    aliases: ["otel/opentelemetry-collector-contrib"],
    default_ports: [4317, 4318],
    ...runningAs(10001),
    variants: [scratch],
  }),
  image("grafana/loki", "grafana/loki", {
    default_ports: [3100],
    ...runningAs(10001),
    non_root_users: [{ name: "loki", uid: 10001, gid: 10001 }],
    variants: [
      { ...alpine, tag_regex: "^v?(?:0|1\\.[0-4])(?!\\d)", default_user: "root", non_root_users: [] },
      { ...alpine, tag_regex: "^(?:1|2\\.[0-6])(?!\\d)", default_user: "loki (10001)" },
      alpine,
    ],
  }),
];
