import type { Part } from "../analysis.ts";
import type { Span } from "../text.ts";

/** A part's comments, with their `#`; offsets count from the part's start. */
export function commentsOf({ model }: Part): readonly { readonly span: Span; readonly text: string }[] {
  if (model.target === "dockerfile") return model.dockerfile.comments;
  if (model.target === "kubernetes") return model.manifest.yaml.comments;
  if (model.target === "compose") return model.compose.yaml.comments;
  return [];
}
