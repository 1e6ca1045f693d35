import { append, type Change, rename, set } from "../../../edits/change.ts";
import type { ComposeDocument, EnvironmentVariable, Service } from "../../../model/compose.ts";
import { fileVariable } from "../../../model/secret-files.ts";
import type { Fix } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";
import { writtenAt } from "./shared-value.ts";

export function fixesFor(compose: ComposeDocument, service: Service, variable: EnvironmentVariable): readonly Fix[] {
  const places = writtenAt(compose, variable);
  const fixes: Fix[] = places.length > 0 ? [fromVariable(compose, service, variable, places)] : [];
  // What services share by an anchor would need a secret in each of them.
  if (variable.view.via !== "own") return fixes;
  const file = service.image && fileVariable(service.image, variable.name);
  if (file && readsSecrets(compose, service, file)) fixes.push(fromSecret(compose, service, variable, file));
  return fixes;
}

function fromVariable(
  compose: ComposeDocument,
  service: Service,
  variable: EnvironmentVariable,
  places: readonly YamlView[],
): Fix {
  const name = /^\$\{([A-Za-z_]\w*):?-/.exec(variable.value ?? "")?.[1] ?? freeName(compose, service, variable);
  const value = `\${${name}:?set ${name} in .env or in the shell}`;
  const changes = places.map((view) => set(view.path, inList(view) ? `${variable.name}=${value}` : value));
  return { title: `Take ${variable.name} from the variable ${name}`, safety: "review", changes };
}

const inList = ({ path }: YamlView): boolean => typeof path.at(-1) === "number";

/** The variable's own name, or one with the service's before it where another service sets it to something else. */
function freeName(compose: ComposeDocument, service: Service, { name, value }: EnvironmentVariable): string {
  const own = identifier(name);
  const shared = compose.services.some(
    (other) => other !== service && other.environment.some((one) => one.name === name && one.value !== value),
  );
  return shared ? `${identifier(service.name)}_${own}` : own;
}

const identifier = (name: string): string =>
  name
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^(?=\d)/, "_")
    .toUpperCase();

/** Secrets came with version 3.1 of the old formats; the present one has no version. */
function readsSecrets({ yaml }: ComposeDocument, service: Service, file: string): boolean {
  const version = yaml.root?.get("version")?.text();
  if (version !== undefined && !/^3\.[1-9]/.test(version)) return false;
  const kinds = [yaml.root?.get("secrets"), service.view.get("secrets")].map((view) => view?.kind);
  if (!yaml.root?.get("services") || kinds[0] === "seq" || kinds[1] === "map") return false;
  return service.environment.every(({ name }) => name !== file);
}

function fromSecret(compose: ComposeDocument, service: Service, variable: EnvironmentVariable, file: string): Fix {
  const secret = variable.name.toLowerCase();
  const where = `/run/secrets/${secret}`;
  const { path } = variable.view;
  const changes: Change[] = inList(variable.view)
    ? [set(path, `${file}=${where}`)]
    : [rename(path, file), set(path, where)];
  const listed = service.view
    .get("secrets")
    ?.items()
    .some((item) => (item.text() ?? item.get("source")?.text()) === secret);
  if (!listed) changes.push(append([...service.path, "secrets"], secret));
  if (!compose.yaml.root?.at("secrets", secret))
    changes.push(set(["secrets", secret, "file"], `./secrets/${secret}.txt`));
  return { title: `Read ${variable.name} from a secret's file`, safety: "review", changes };
}
