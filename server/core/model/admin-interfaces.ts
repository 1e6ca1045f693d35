import type { Container, Pod } from "./kubernetes.ts";

/** Programs whose interface lets whoever reaches it run code or see the cluster, by the last words of their image. */
const images: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/(?:^|\/)(?:kubernetesui\/)?dashboard(?:-web|-api|-auth)?$|kubernetes-dashboard/, "the Kubernetes dashboard"],
  [/(?:^|\/)argocli$|(?:^|\/)argo-server$/, "Argo Workflows"],
  [/(?:^|\/)argocd$/, "Argo CD"],
  [/(?:^|\/)jenkins$/, "Jenkins"],
  [/(?:^|\/)(?:ray|ray-ml|ray-llm)$/, "Ray"],
  [/(?:^|\/)mlflow$/, "MLflow"],
  [/(?:^|\/)ollama$/, "Ollama"],
  [/(?:^|\/)vllm-openai$/, "vLLM"],
  [/(?:^|\/)(?:weavescope|scope)$/, "Weave Scope"],
  [/(?:^|\/)(?:centraldashboard|jupyter-web-app|api-server)$/, "Kubeflow"],
  [/(?:^|\/)(?:jupyter|base-notebook|scipy-notebook|minimal-notebook|datascience-notebook)$/, "Jupyter"],
  [/(?:^|\/)(?:kibana|opensearch-dashboards)$/, "a search engine's console"],
  [/(?:^|\/)(?:portainer|portainer-ce)$/, "Portainer"],
  [/(?:^|\/)(?:phpmyadmin|adminer|pgadmin4|mongo-express|redis-commander)$/, "a database console"],
  [/(?:^|\/)prometheus$/, "Prometheus"],
];

/** Peers go by the labels of the pod, which people write for the same programs. */
const labels: ReadonlyMap<string, string> = new Map([
  ["argo-server", "Argo Workflows"],
  ["kubernetes-dashboard", "the Kubernetes dashboard"],
  ["jenkins-server", "Jenkins"],
  ["jenkins", "Jenkins"],
  ["weave-scope-app", "Weave Scope"],
  ["kubeflow", "Kubeflow"],
]);

/** What a pod's interface gives control of, and which container it is; undefined where that is not known. */
export function adminInterface(
  pod: Pod,
): { readonly name: string; readonly container: Container | undefined } | undefined {
  for (const container of pod.containers) {
    const path = container.image?.repository;
    const found = container.list === "containers" && path ? images.find(([pattern]) => pattern.test(path)) : undefined;
    if (found) return { name: found[1], container };
  }
  const label = ["app.kubernetes.io/name", "app", "k8s-app"]
    .map((key) => labels.get(pod.metadata?.at("labels", key)?.text() ?? ""))
    .find((name) => name !== undefined);
  return label === undefined ? undefined : { name: label, container: pod.containers[0] };
}
