import { addDocument, set } from "../edits/change.ts";
import type { Fix } from "../rule.ts";
import type { Pod } from "./kubernetes.ts";

/** An account that only this pod uses, and that mounts no token; none where its name could be no account's. */
export function ownAccount({ object, spec }: Pod): readonly Fix[] {
  const { name, namespace } = object;
  if (!/^[a-z0-9]([a-z0-9-]{0,60}[a-z0-9])?$/.test(name)) return [];
  const account = {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    automountServiceAccountToken: false,
  };
  const changes = [set([...spec.path, "serviceAccountName"], name), addDocument(account)];
  return [{ title: `Give it an account of its own: ${name}`, safety: "review", changes }];
}
