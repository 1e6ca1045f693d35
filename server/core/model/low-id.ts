import { set } from "../edits/change.ts";
import type { Finding } from "../rule.ts";
import type { Container, ManifestDocument } from "./kubernetes.ts";
import { spareUid } from "./pod-account.ts";

/** Containers whose uid or gid may be an account of the node. */
export function* lowIds(manifest: ManifestDocument, field: "runAsUser" | "runAsGroup"): Iterable<Finding> {
  for (const container of manifest.containers) {
    if (container.pod.windowsHint || container.pod.ownUserNamespace) continue;
    const found = judge(container, field, container.pod.object.partial);
    if (found) yield found;
  }
}

function judge(container: Container, field: "runAsUser" | "runAsGroup", partial: boolean): Finding | undefined {
  const { value, view } = container.effective(field);
  if (view ? value === undefined || value >= 10_000 : partial) return undefined;
  const path = view?.path ?? [...container.path, "securityContext", field];
  return {
    span: view?.span ?? container.nameSpan,
    message: view
      ? `${field} ${value} of ${container.name} may be an account of the node: take one of 10000 or above.`
      : `${container.name} has no ${field}: its number may be an account of the node.`,
    absent: !view,
    fixes: () => [{ title: `Set ${field} to ${spareUid}`, safety: "review", changes: [set(path, spareUid)] }],
  };
}
