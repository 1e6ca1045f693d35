import { configurationSchema, type Schema } from "../server/core/config-schema.ts";
import type { AnyRule } from "../server/core/rule.ts";

/** The extension manifest with the settings that follow from the rules. */
export function manifestWithSettings(manifest: Record<string, unknown>, rules: readonly AnyRule[]): Schema {
  const schema = configurationSchema(rules).properties ?? {};
  const contributes = (manifest["contributes"] ?? {}) as Record<string, unknown>;
  const setting = (name: string, extra: Schema) => {
    const { description, ...rest } = schema[name] ?? {};
    return { ...rest, markdownDescription: description, scope: "resource", ...extra };
  };
  const configuration = {
    title: "Seaworthy",
    properties: {
      "seaworthy.enable": {
        type: "boolean",
        default: true,
        scope: "resource",
        markdownDescription: "Show findings.",
      },
      "seaworthy.codeLens": {
        type: "boolean",
        default: true,
        scope: "resource",
        markdownDescription: "Show the Pod Security level above each workload.",
      },
      "seaworthy.extends": setting("extends", {}),
      "seaworthy.kubernetesVersion": setting("kubernetesVersion", {}),
      "seaworthy.rules": setting("rules", {
        default: {},
        markdownDescription:
          'Severity and options by rule id, such as `{ "root-user": "error" }`. A `.seaworthy.yaml` in the workspace wins.',
      }),
      "seaworthy.trace.server": {
        type: "string",
        enum: ["off", "messages", "verbose"],
        default: "off",
        scope: "window",
        markdownDescription: "Log what the editor and the language server say to each other.",
      },
    },
  };
  return { ...manifest, contributes: { ...contributes, configuration } };
}
