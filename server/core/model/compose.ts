import type { Path } from "../edits/change.ts";
import type { ImageFacts } from "../facts/facts.ts";
import type { YamlDocument, YamlView } from "../syntax/yaml-view.ts";
import type { Span } from "../text.ts";
import type { Block } from "./block.ts";
import type { ImageReference } from "./image-reference.ts";

export interface ComposeDocument {
  readonly yaml: YamlDocument;
  readonly services: readonly Service[];
  /** An override file, or one that includes others: what is absent here may stand elsewhere. */
  readonly partial: boolean;
}

export interface Service extends Block {
  readonly name: string;
  /** The service's key: where to report what it lacks. */
  readonly nameSpan: Span;
  readonly view: YamlView;
  readonly path: Path;
  readonly image: ImageReference | undefined;
  readonly imageView: YamlView | undefined;
  readonly facts: ImageFacts | undefined;
  /** It has `extends`: what is absent may come from there. */
  readonly partial: boolean;
  readonly ports: readonly PublishedPort[];
  readonly mounts: readonly Mount[];
  readonly environment: readonly EnvironmentVariable[];
  /** `security_opt` entries with `:` and `=` made alike: `no-new-privileges:true`. */
  readonly securityOptions: readonly { readonly text: string; readonly view: YamlView }[];
}

/** `"127.0.0.1:8080:80/tcp"` or the long syntax. */
export interface PublishedPort {
  /** Undefined where none is given: then it is published on all interfaces. */
  readonly hostIp: string | undefined;
  /** As written: `8080`, `8000-8010`; undefined where Docker picks one. */
  readonly published: string | undefined;
  readonly target: string | undefined;
  readonly protocol: string | undefined;
  readonly view: YamlView;
}

/** A volume in short or long syntax. */
export interface Mount {
  readonly type: "bind" | "volume" | "tmpfs" | "other";
  readonly source: string | undefined;
  readonly target: string | undefined;
  readonly readOnly: boolean;
  readonly view: YamlView;
}

/** From the map or the list syntax; `value` is undefined where it is taken from the shell. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string | undefined;
  readonly view: YamlView;
  /** The smallest token that holds the value, or the name where there is none. */
  readonly span: Span;
}
