import { remove } from "../edits/change.ts";
import type { Fix } from "../rule.ts";
import type { Subject } from "./rbac.ts";

/** A binding without subjects is allowed, and grants nothing. */
export const removeSubject = ({ name, view }: Subject): readonly Fix[] => [
  { title: `Remove ${name}`, safety: "review", changes: [remove(view.path)] },
];
