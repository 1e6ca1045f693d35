import type { YamlView } from "../../syntax/yaml-view.ts";
import type { Container } from "../kubernetes.ts";
import { type Check, given, nameOf, securityContexts } from "./check.ts";

/** What opens the node to the pod. */
export const hostChecks: readonly Check[] = [
  {
    id: "hostNamespaces",
    level: "baseline",
    since: 0,
    *failures({ spec }) {
      for (const field of ["hostNetwork", "hostPID", "hostIPC"]) {
        const view = spec.get(field);
        if (view?.boolean() === true)
          yield { message: `The pod shares the node's namespace: ${field}.`, span: view.span };
      }
    },
  },
  {
    id: "hostPathVolumes",
    level: "baseline",
    since: 0,
    *failures({ spec }) {
      for (const volume of spec.get("volumes")?.items() ?? []) {
        const hostPath = given(volume.get("hostPath"));
        if (!hostPath) continue;
        const path = given(hostPath.get("path"));
        const name = volume.get("name")?.text() ?? "";
        yield { message: `Volume ${name} mounts a path of the node.`, span: path?.span ?? hostPath.keySpan };
      }
    },
  },
  {
    id: "hostPorts",
    level: "baseline",
    since: 0,
    *failures({ containers }) {
      for (const container of containers) {
        for (const { hostPort, view } of container.ports) {
          if (!hostPort) continue;
          const span = (view.get("hostPort") ?? view).span;
          yield { message: `${nameOf(container)} takes port ${hostPort} of the node.`, span };
        }
      }
    },
  },
  {
    id: "windowsHostProcess",
    level: "baseline",
    since: 0,
    *failures(pod) {
      for (const { who, view } of securityContexts(pod)) {
        const hostProcess = view.at("windowsOptions", "hostProcess");
        if (hostProcess?.boolean() === true)
          yield { message: `${who} runs as a process of the node.`, span: hostProcess.span, view: hostProcess };
      }
    },
  },
  {
    id: "hostProbesAndHostLifecycle",
    level: "baseline",
    since: 34,
    *failures({ containers }) {
      for (const container of containers) {
        for (const host of handlerHosts(container)) {
          const message = `${nameOf(container)} lets the kubelet send requests to ${host.text()}.`;
          yield { message, span: host.span, view: host };
        }
      }
    },
  },
];

const handlerPaths = [
  ["livenessProbe"],
  ["readinessProbe"],
  ["startupProbe"],
  ["lifecycle", "postStart"],
  ["lifecycle", "preStop"],
];

/** What makes the kubelet ask another host than the pod. */
export function* handlerHosts({ view }: Container): Iterable<YamlView> {
  for (const path of handlerPaths) {
    const handler = view.at(...path);
    for (const action of ["httpGet", "tcpSocket"]) {
      const host = handler?.at(action, "host");
      if (host?.text()) yield host;
    }
  }
}
