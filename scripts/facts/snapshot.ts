import { readFileSync } from "node:fs";
import path from "node:path";

/** The snapshot as it was gathered: facts in many hands' spellings, which the other files here make uniform. */
export interface Snapshot {
  readonly images: readonly SnapshotImage[];
  readonly families: Readonly<Record<string, SnapshotFamily>>;
  readonly products: Readonly<Record<string, readonly SnapshotCycle[]>>;
  readonly rules: SnapshotRules;
  readonly taken: string;
}

export interface SnapshotAccount {
  readonly name: string | null;
  readonly uid?: number | null;
  readonly gid?: number | null;
  readonly since?: string;
  readonly only?: string;
  readonly note?: string;
  readonly runs_with_gid?: number;
}

export interface SnapshotVariant {
  readonly tag_regex: string;
  readonly family: string;
  readonly shell: boolean;
  readonly package_manager: string;
  readonly libc: string;
  readonly default_user?: string;
  readonly non_root_users?: readonly SnapshotAccount[];
  readonly ports?: readonly number[];
  readonly entrypoint?: readonly string[];
  readonly note?: string;
}

export interface SnapshotAlternative {
  readonly image: string;
  readonly tag_template: string;
  readonly user: string;
  readonly change?: string;
  readonly shell?: boolean;
  readonly entrypoint?: readonly string[] | string | null;
  readonly available?: readonly string[];
  readonly variants?: Readonly<Record<string, SnapshotDistro>>;
}

export interface SnapshotDistro {
  readonly lines: readonly string[];
  readonly uid: number;
  readonly shell: boolean;
  readonly entrypoint: readonly string[] | null;
  readonly tag_examples: readonly string[];
}

export interface SnapshotMember {
  readonly user?: string;
  readonly runtime_user?: number | null;
  readonly shell?: boolean;
  readonly entrypoint?: readonly string[] | string | null;
  readonly cmd?: readonly string[] | string | null;
  readonly ports?: readonly string[] | null;
}

export interface SnapshotImage {
  readonly image: string;
  readonly kind: string;
  readonly aliases: readonly string[];
  readonly image_regex?: string;
  readonly default_user: string;
  readonly default_uid: number | string | null;
  readonly runs_as_root: boolean | string | null;
  readonly user_is_numeric: boolean | null;
  readonly non_root_users: readonly SnapshotAccount[];
  readonly variants: readonly SnapshotVariant[];
  readonly writable_paths: readonly { readonly path: string; readonly why: string; readonly volume: boolean }[];
  readonly default_ports: readonly number[];
  readonly k8s_security_context: Readonly<Record<string, unknown>> | null;
  readonly minimal_alternatives: readonly SnapshotAlternative[];
  readonly eol_product: string | null;
  readonly notes?: readonly string[];
  readonly deprecated?: {
    readonly status: string;
    readonly applies_to?: string;
    readonly replacement: readonly string[];
  };
  readonly file_capabilities?: string;
  readonly entrypoint?: readonly string[] | null;
  readonly cmd?: readonly string[] | null;
  readonly drops_privileges?: string;
  readonly per_image?: Readonly<Record<string, SnapshotMember>>;
  readonly confidence: "high" | "medium" | "low";
  readonly sources: readonly string[];
}

export interface SnapshotFamily {
  readonly package_manager: string;
  readonly shell: string | boolean;
  readonly libc: string;
  readonly create_user_commands: readonly string[];
  readonly existing_users: readonly SnapshotAccount[];
}

export interface SnapshotCycle {
  readonly cycle: string;
  readonly release_date: string | null;
  readonly eol_date: string | boolean;
  readonly extended_eol?: string | boolean;
  readonly lts?: string | boolean;
  readonly codename?: string;
  readonly tag_pattern?: string;
  readonly image_pattern?: string;
  readonly note?: string;
}

export interface SnapshotRules {
  readonly _meta: {
    readonly source: string;
    readonly products: Readonly<
      Record<string, { readonly images: readonly string[]; readonly extended_means?: unknown }>
    >;
  };
  readonly _image_map: Readonly<Record<string, readonly string[]>>;
  readonly _os_suffix_rules: readonly {
    readonly regex: string;
    readonly product: string;
    readonly cycle_map?: Readonly<Record<string, string>>;
    readonly cycle_map_default?: string;
  }[];
  readonly _second_axis_rules: readonly {
    readonly images: readonly string[];
    readonly regex: string | null;
    readonly product: string;
  }[];
  readonly _major_only_all_eol: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly _oldest_tracked: Readonly<Record<string, string>>;
  readonly _dead_images: Readonly<
    Record<string, { readonly reason: string; readonly removed_from_official_images?: string }>
  >;
}

export function readSnapshot(folder: string): Snapshot {
  const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), "utf8"));
  const endOfLife = read("eol.json") as Record<string, unknown>;
  const rules = endOfLife as unknown as SnapshotRules;
  const products = Object.fromEntries(Object.entries(endOfLife).filter(([name]) => !name.startsWith("_")));
  const [, taken] = /\((\d{4}-\d\d-\d\d)\)\s*$/.exec(rules._meta.source) ?? [];
  if (!taken) throw new Error("eol.json does not say when the snapshot was taken");
  return {
    images: read("base-images.json") as readonly SnapshotImage[],
    families: (read("families.json") as { families: Record<string, SnapshotFamily> }).families,
    products: products as Record<string, readonly SnapshotCycle[]>,
    rules,
    taken,
  };
}
