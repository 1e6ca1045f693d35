import type { MapEntry } from "./yaml-map-index.ts";
import type { Alias, Node, YAMLMap } from "./yaml-source.ts";
import { isAlias, isMap, isNode, isSeq } from "./yaml-source.ts";

/** What a document may grow to once its aliases are followed; one built to explode keeps them unresolved. */
const largest = 200_000;
const deepest = 512;

/** Knows what aliases stand for; it looks through the document when the first one is read. */
export class Aliases {
  private readonly contents: Node | undefined;
  private targets: ReadonlyMap<Alias, Node> | undefined;
  /** What `mapEntries` has found. */
  readonly entries = new Map<YAMLMap, ReadonlyMap<string, MapEntry>>();

  constructor(contents: Node | undefined) {
    this.contents = contents;
  }

  /** Undefined for an unknown anchor, and for an alias inside its own anchor: cycles end there. */
  target(alias: Alias): Node | undefined {
    this.targets ??= findTargets(this.contents);
    return this.targets.get(alias);
  }

  /** `node` itself, or what it stands for where it is an alias. */
  resolve(node: unknown): unknown {
    return isAlias(node) ? this.target(node) : node;
  }
}

function findTargets(contents: Node | undefined): ReadonlyMap<Alias, Node> {
  const targets = new Map<Alias, Node>();
  const anchors = new Map<string, Anchored>();
  const { size, depth } = contents === undefined ? single : measure(contents, anchors, targets);
  return size > largest || depth > deepest ? new Map() : targets;
}

/**
 * The tree behind `node` with aliases followed. An anchor stands in front of its aliases, so one walk in the document's
 * order knows each size when it is needed; and every cycle holds an alias inside its own anchor.
 */
function measure(node: Node, anchors: Map<string, Anchored>, targets: Map<Alias, Node>): Extent {
  if (isAlias(node)) {
    const anchored = anchors.get(node.source);
    if (anchored?.extent === undefined) return single;
    targets.set(node, anchored.node);
    return { size: 1 + anchored.extent.size, depth: anchored.extent.depth };
  }
  const anchored: Anchored = { node, extent: undefined };
  if (node.anchor) anchors.set(node.anchor, anchored);
  let size = 1;
  let depth = 0;
  for (const child of children(node)) {
    const extent = measure(child, anchors, targets);
    size += extent.size;
    depth = Math.max(depth, extent.depth);
  }
  anchored.extent = { size, depth: depth + 1 };
  return anchored.extent;
}

/** Nodes and levels. */
interface Extent {
  readonly size: number;
  readonly depth: number;
}

const single: Extent = { size: 1, depth: 1 };

interface Anchored {
  readonly node: Node;
  /** Undefined while the walk is inside of the anchored value. */
  extent: Extent | undefined;
}

function children(node: Node): readonly Node[] {
  if (isSeq(node)) return node.items.filter((item) => isNode(item));
  if (isMap(node)) return node.items.flatMap(({ key, value }) => [key, value].filter((part) => isNode(part)));
  return [];
}
