import type { YamlView } from "../syntax/yaml-view.ts";
import type { Container, EffectiveField } from "./kubernetes.ts";

type Field =
  | "runAsUser"
  | "runAsGroup"
  | "runAsNonRoot"
  | "allowPrivilegeEscalation"
  | "privileged"
  | "readOnlyRootFilesystem"
  | "seccompType"
  | "procMount";

/**
 * The value in force. One that stands there but is not of the field's type (a template's variable) has a view and no
 * value.
 */
export function effectiveField(container: Container, field: Field): EffectiveField<number | boolean | string> {
  switch (field) {
    case "runAsUser":
    case "runAsGroup":
      return inherited(container, [field], (view) => view.number(), undefined);
    case "runAsNonRoot":
      return inherited(container, [field], (view) => view.boolean(), false);
    case "seccompType":
      return inherited(container, ["seccompProfile", "type"], (view) => view.string(), undefined);
    case "procMount":
      return own(container, [field], (view) => view.string(), "Default");
    case "privileged":
    case "readOnlyRootFilesystem":
      return own(container, [field], (view) => view.boolean(), false);
    case "allowPrivilegeEscalation":
      return escalation(container);
  }
}

/**
 * A privileged container can always escalate: the API server refuses `false` beside it, and beside `CAP_SYS_ADMIN` in
 * just this spelling, which the runtime does not know (Kubernetes API validation: ValidateSecurityContext).
 */
export function forcesEscalation(container: Container): YamlView | undefined {
  const privileged = own(container, ["privileged"], (view) => view.boolean(), false);
  if (privileged.value === true) return privileged.view;
  return container.added.find(({ name }) => name === "CAP_SYS_ADMIN")?.view;
}

function escalation(container: Container): EffectiveField<boolean> {
  const written = own(container, ["allowPrivilegeEscalation"], (view) => view.boolean(), true);
  if (written.value === true && written.from === "container") return written;
  const forcing = forcesEscalation(container);
  return forcing ? { value: true, from: "container", view: written.view ?? forcing } : written;
}

type Read<Value> = (view: YamlView) => Value | undefined;

function inherited<Value>(
  container: Container,
  keys: readonly string[],
  read: Read<Value>,
  assumed: Value | undefined,
): EffectiveField<Value> {
  const found = own(container, keys, read, assumed);
  const shared = found.from === "default" ? written(container.pod.securityContext, keys) : undefined;
  return shared ? { value: read(shared), from: "pod", view: shared } : found;
}

function own<Value>(
  container: Container,
  keys: readonly string[],
  read: Read<Value>,
  assumed: Value | undefined,
): EffectiveField<Value> {
  const view = written(container.securityContext, keys);
  return view ? { value: read(view), from: "container", view } : { value: assumed, from: "default", view: undefined };
}

/** Null is the same as absent to the API server. */
function written(securityContext: YamlView | undefined, keys: readonly string[]): YamlView | undefined {
  const view = securityContext?.at(...keys);
  return view && !view.isNull() ? view : undefined;
}
