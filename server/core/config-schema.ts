import { levels } from "./config.ts";
import { profiles } from "./profiles.ts";
import { type AnyRule, fullId } from "./rule.ts";

/** As much of JSON schema as the configuration needs. */
export interface Schema {
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly [key: string]: unknown;
}

/** JSON schema of `.seaworthy.yaml`. */
export function configurationSchema(rules: readonly AnyRule[]): Schema {
  const ruleMap = { type: "object", properties: ruleSchemas(rules), additionalProperties: false };
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Seaworthy configuration",
    type: "object",
    additionalProperties: false,
    properties: {
      extends: { enum: profiles, description: "The set of rules to begin with.", default: "recommended" },
      kubernetesVersion: {
        type: "string",
        pattern: "^v?1\\.\\d{1,3}(\\.\\d+)?$",
        description: "The Kubernetes version to judge by, in quotes. The default is the newest known.",
      },
      trustedRegistries: strings("Registries, with an optional path, that images may come from."),
      exclude: strings("Files to leave alone, as patterns of a .gitignore."),
      allow: {
        type: "object",
        additionalProperties: false,
        description: "What allow comments in files may do.",
        properties: {
          requireReason: { type: "boolean", default: false, description: "An allow comment needs `-- reason`." },
          maxDays: {
            type: "number",
            minimum: 0,
            default: 0,
            description: "How many days an allowance may last; 0 for no limit.",
          },
          inline: { type: "boolean", default: true, description: "Honour allow comments in files." },
          otherTools: { type: "boolean", default: true, description: "Honour other tools' ignore comments." },
        },
      },
      rules: ruleMap,
      overrides: {
        type: "array",
        description: "Other settings for some files; the last that matches wins.",
        items: {
          type: "object",
          required: ["files"],
          additionalProperties: false,
          properties: { files: strings("Patterns of a .gitignore."), rules: ruleMap },
        },
      },
    },
  };
}

function ruleSchemas(rules: readonly AnyRule[]): Readonly<Record<string, Schema>> {
  const byId = new Map<string, readonly AnyRule[]>();
  for (const rule of rules) {
    byId.set(fullId(rule), [rule]);
    byId.set(rule.id, [...(byId.get(rule.id) ?? []), rule]);
  }
  return Object.fromEntries([...byId].map(([id, meant]) => [id, ruleSchema(meant)]));
}

function ruleSchema(rules: readonly AnyRule[]): Schema {
  const options = rules.flatMap((rule) =>
    Object.entries(rule.options).map(([name, { doc, initial, schema }]) => [
      name,
      { ...schema, description: doc, default: initial },
    ]),
  );
  return {
    description: [...new Set(rules.map(({ title }) => title))].join(" / "),
    anyOf: [
      { enum: [...levels, false] },
      {
        type: "object",
        additionalProperties: false,
        properties: {
          severity: { enum: levels, description: "How grave it is; `off` turns the rule off." },
          ...Object.fromEntries(options),
        },
      },
    ],
  };
}

function strings(description: string): Schema {
  return { type: "array", items: { type: "string" }, description };
}
