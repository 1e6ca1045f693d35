import type { Change, Json, Path } from "./change.ts";

/** All changes of one batch as a tree along their paths, so that what belongs together is written together. */
export interface Plan {
  readonly segment: string | number;
  readonly children: Map<string, Plan>;
  readonly appended: Json[];
  value: Json | undefined;
  removed: boolean;
  newKey: string | undefined;
}

export function emptyPlan(segment: string | number): Plan {
  return { segment, children: new Map(), appended: [], value: undefined, removed: false, newKey: undefined };
}

export type TreeChange = Exclude<Change, { op: "replace" | "document" }>;

/** Every path counts in the document as it is before the batch. Gives the reason where two changes contradict each other. */
export function addChange(root: Plan, change: TreeChange): string | undefined {
  let plan = root;
  for (const [depth, segment] of change.path.entries()) {
    if (plan.value !== undefined) return changeValue(plan, change, change.path.slice(depth));
    if (plan.removed) return change.op === "remove" ? undefined : contradiction(change.path);
    plan = child(plan, segment);
  }
  switch (change.op) {
    case "set":
      if (plan.removed) return contradiction(change.path);
      plan.value = change.value;
      plan.children.clear();
      plan.appended.length = 0;
      return undefined;
    case "append":
      if (plan.removed) return contradiction(change.path);
      if (plan.value !== undefined) return changeValue(plan, change, []);
      if (!plan.appended.some((value) => equal(value, change.value))) plan.appended.push(change.value);
      return undefined;
    case "remove":
      if (!onlyRemoves(plan)) return contradiction(change.path);
      plan.removed = true;
      return undefined;
    case "rename":
      if (plan.removed || (plan.newKey !== undefined && plan.newKey !== change.key)) return contradiction(change.path);
      if (change.key !== String(change.path.at(-1))) plan.newKey = change.key;
      return undefined;
  }
}

function onlyRemoves({ value, appended, newKey, children }: Plan): boolean {
  const nothing = value === undefined && appended.length === 0 && newKey === undefined;
  return nothing && [...children.values()].every(onlyRemoves);
}

export function child(plan: Plan, segment: string | number): Plan {
  const key = String(segment);
  const known = plan.children.get(key);
  if (known !== undefined) return known;
  const made = emptyPlan(segment);
  plan.children.set(key, made);
  return made;
}

/** A change below a value that the batch itself sets. */
function changeValue(plan: Plan, change: TreeChange, rest: Path): string | undefined {
  if (plan.value === undefined || (change.op !== "set" && change.op !== "append")) return contradiction(change.path);
  const changed = within(plan.value, rest, change);
  if (changed === undefined) return contradiction(change.path);
  plan.value = changed;
  return undefined;
}

function within(value: Json | undefined, path: Path, change: TreeChange & { value: Json }): Json | undefined {
  const [segment, ...rest] = path;
  if (segment === undefined) {
    if (change.op === "set") return change.value;
    if (value === undefined || value === null) return [change.value];
    return isList(value) ? [...value, change.value] : undefined;
  }
  if (value === undefined || value === null) {
    const made = typeof segment === "string" ? within(undefined, rest, change) : undefined;
    return made === undefined ? undefined : { [segment]: made };
  }
  if (isList(value)) {
    const index = Number(segment);
    const made = index in value ? within(value[index], rest, change) : undefined;
    return made === undefined ? undefined : value.map((item, at) => (at === index ? made : item));
  }
  if (!isRecord(value)) return undefined;
  const made = within(Object.hasOwn(value, segment) ? value[segment] : undefined, rest, change);
  return made === undefined ? undefined : { ...value, [segment]: made };
}

/** What a plan creates where nothing stands; undefined where it creates nothing. */
export function created(plan: Plan): Json | undefined {
  if (plan.value !== undefined) return plan.value;
  if (plan.appended.length > 0) return plan.appended;
  const entries = [...plan.children].flatMap(([key, below]): [string, Json][] => {
    const value = created(below);
    return value === undefined ? [] : [[key, value]];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** True if both keys and items would be created in one place. */
export function isMixed(plan: Plan): boolean {
  const below = [...plan.children.values()];
  return (plan.appended.length > 0 && below.some((one) => created(one) !== undefined)) || below.some(isMixed);
}

export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

export function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Empty maps and lists count as scalars: they are written in line. */
export function isBlock(value: Json): value is readonly Json[] | { readonly [key: string]: Json } {
  return isList(value) ? value.length > 0 : isRecord(value) && Object.keys(value).length > 0;
}

/** Deep equality; the order of keys does not matter. */
export function equal(a: Json, b: Json): boolean {
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, at) => equal(item, b[at] ?? null));
  if (!isRecord(a) || !isRecord(b)) return a === b;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(a[key] ?? null, b[key] ?? null))
  );
}

function contradiction(path: Path): string {
  return `Two changes contradict each other at ${path.join(".")}.`;
}
