import { append, type Change, rename, set } from "../../../edits/change.ts";
import type { ComposeDocument, EnvironmentVariable, Service } from "../../../model/compose.ts";
import { interpolate } from "../../../model/compose-interpolation.ts";
import { fileVariable } from "../../../model/secret-files.ts";
import { findEmbeddedPassword } from "../../../model/secret-in-url.ts";
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
  const inside = embeddedPassword(variable);
  const name = inside
    ? passwordName(compose, service, variable, inside.password)
    : variableName(compose, service, variable);
  const taken = `\${${name}:?set ${name} in .env or in the shell}`;
  const value = inside ? `${inside.before}${taken}${inside.after}` : taken;
  const changes = places.map((view) => set(view.path, inList(view) ? `${variable.name}=${value}` : value));
  const what = inside ? `the password in ${variable.name}` : variable.name;
  return { title: `Take ${what} from the variable ${name}`, safety: "review", changes };
}

const inList = ({ path }: YamlView): boolean => typeof path.at(-1) === "number";

/** Of a URL or the like only the password is secret; one that stands in a default goes with it. */
function embeddedPassword({ value = "" }: EnvironmentVariable) {
  const found = findEmbeddedPassword(interpolate(value) ?? value);
  if (!found) return undefined;
  const { password } = found;
  const at = value.startsWith(password, found.at) ? found.at : value.indexOf(password);
  const [before, after] = [value.slice(0, at), value.slice(at + password.length)];
  const isPlain = at >= 0 && before.split("${").length === before.split("}").length;
  // Found by its text alone, it must not be something else's as well.
  return isPlain && (at === found.at || !after.includes(password)) ? { password, before, after } : undefined;
}

/** The variable from which a service that holds the same password is to take it, else `DATABASE_URL_PASSWORD`. */
function passwordName(compose: ComposeDocument, service: Service, url: EnvironmentVariable, password: string): string {
  for (const other of compose.services) {
    const held = other.environment.find(
      ({ name, value }) => /PASS|PWD/i.test(name) && value !== undefined && interpolate(value) === password,
    );
    if (held) return variableName(compose, other, held);
  }
  return freeName(compose, service, { ...url, name: `${url.name}_PASSWORD` });
}

/** The one that a default is written for, or a new one. */
function variableName(compose: ComposeDocument, service: Service, variable: EnvironmentVariable): string {
  return /^\$\{([A-Za-z_]\w*):?-/.exec(variable.value ?? "")?.[1] ?? freeName(compose, service, variable);
}

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
