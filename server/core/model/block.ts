import type { Span } from "../text.ts";

/** A part of a file that a comment above it can speak for, and that gives a finding its stable address. */
export interface Block {
  /** The whole block, without the line break behind it. */
  readonly span: Span;
  /** `stage final`, `stage build`, `Deployment/web container app`, `service db`. */
  readonly place: string;
}
