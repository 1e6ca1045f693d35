import type { Path } from "../edits/change.ts";
import type { ImageFacts } from "../facts/facts.ts";
import { imageFacts } from "../facts/images.ts";
import type { YamlDocument, YamlView } from "../syntax/yaml-view.ts";
import type { Span } from "../text.ts";
import type { ComposeDocument, EnvironmentVariable, Mount, PublishedPort, Service } from "./compose.ts";
import { readEnvironment } from "./compose-environment.ts";
import { interpolate } from "./compose-interpolation.ts";
import { readMounts } from "./compose-mounts.ts";
import { readPorts } from "./compose-ports.ts";
import type { ImageReference } from "./image-reference.ts";
import { parseImageReference } from "./parse-image-reference.ts";

export function readCompose(yaml: YamlDocument): ComposeDocument {
  const services = findServices(yaml.root).map((view) => new ComposeService(yaml, view));
  const partial = yaml.root?.get("include") !== undefined || services.some((service) => service.overrides);
  return { yaml, services, partial };
}

function findServices(root: YamlView | undefined): readonly YamlView[] {
  if (root?.kind !== "map") return [];
  const services = root.get("services");
  if (services) return mappings(services);
  return isFirstVersion(root) ? mappings(root) : [];
}

function mappings(view: YamlView): readonly YamlView[] {
  return view
    .entries()
    .filter(({ key, value }) => value.kind === "map" && !isExtension(key))
    .map(({ value }) => value);
}

const isExtension = (key: string): boolean => key.startsWith("x-");

/** Compose's first format had the services at the top level, and nothing beside them. */
function isFirstVersion(root: YamlView): boolean {
  if (root.get("apiVersion")) return false;
  const entries = root.entries().filter(({ key }) => !isExtension(key));
  return entries.length > 0 && entries.every(({ value }) => isRunnable(value));
}

const isRunnable = (view: YamlView): boolean => view.get("image") !== undefined || view.get("build") !== undefined;

class ComposeService implements Service {
  readonly name: string;
  readonly view: YamlView;
  readonly nameSpan: Span;
  readonly imageView: YamlView | undefined;
  readonly partial: boolean;
  private readonly yaml: YamlDocument;
  private knownImage: { readonly image: ImageReference | undefined } | undefined;
  private knownPorts: readonly PublishedPort[] | undefined;
  private knownMounts: readonly Mount[] | undefined;
  private knownEnvironment: readonly EnvironmentVariable[] | undefined;
  private knownOptions: Service["securityOptions"] | undefined;

  constructor(yaml: YamlDocument, view: YamlView) {
    this.yaml = yaml;
    this.view = view;
    this.name = `${view.path[view.path.length - 1] ?? ""}`;
    this.nameSpan = view.keySpan;
    this.imageView = view.get("image");
    this.partial = view.get("extends") !== undefined;
  }

  /** Nothing to run: the service is laid over one of the same name in another file. */
  get overrides(): boolean {
    return !this.partial && !isRunnable(this.view) && this.view.get("provider") === undefined;
  }

  get span(): Span {
    return this.view.entrySpan;
  }

  get place(): string {
    return `service ${this.name}`;
  }

  get path(): Path {
    return this.view.path;
  }

  get image(): ImageReference | undefined {
    if (!this.knownImage) {
      const text = interpolate(this.imageView?.text() ?? "");
      this.knownImage = { image: text ? parseImageReference(text) : undefined };
    }
    return this.knownImage.image;
  }

  /** Beside a `build`, the image's name is only what the result will be called. */
  get facts(): ImageFacts | undefined {
    return this.image && this.view.get("build") === undefined ? imageFacts(this.image) : undefined;
  }

  get ports(): readonly PublishedPort[] {
    this.knownPorts ??= readPorts(this.view.get("ports"));
    return this.knownPorts;
  }

  get mounts(): readonly Mount[] {
    this.knownMounts ??= readMounts(this.view.get("volumes"));
    return this.knownMounts;
  }

  get environment(): readonly EnvironmentVariable[] {
    this.knownEnvironment ??= readEnvironment(this.view.get("environment"), this.yaml.text);
    return this.knownEnvironment;
  }

  get securityOptions(): Service["securityOptions"] {
    this.knownOptions ??= readSecurityOptions(this.view.get("security_opt"));
    return this.knownOptions;
  }
}

/** Docker takes `no-new-privileges=true`, `no-new-privileges:true` and the bare name for the same. */
function readSecurityOptions(view: YamlView | undefined): Service["securityOptions"] {
  return (view?.items() ?? []).flatMap((item) => {
    const text = item.text()?.trim();
    if (!text) return [];
    return [{ text: text === "no-new-privileges" ? "no-new-privileges:true" : text.replace(/[:=]/, ":"), view: item }];
  });
}
