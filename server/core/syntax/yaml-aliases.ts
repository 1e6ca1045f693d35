import type { Alias, Node } from "./yaml-source.ts";
import { isAlias, isMap, isNode, isSeq } from "./yaml-source.ts";

/** What a document may grow to once its aliases are followed; one built to explode keeps them unresolved. */
const largest = 200_000;
const deepest = 512;

/** Finds what aliases stand for. Built at the first alias that is read. */
export class Aliases {
  private readonly targets = new Map<Alias, Node>();
  private readonly anchors = new Map<string, Anchored>();

  constructor(contents: Node | undefined) {
    if (contents === undefined) return;
    const { size, depth } = this.measure(contents);
    if (size > largest || depth > deepest) this.targets.clear();
  }

  /** Undefined for an unknown anchor, and for an alias inside its own anchor: cycles end there. */
  target(alias: Alias): Node | undefined {
    return this.targets.get(alias);
  }

  /**
   * The tree behind `node` with aliases followed. An anchor stands in front of its aliases, so one walk in the document's
   * order knows each size when it is needed; and every cycle holds an alias inside its own anchor.
   */
  private measure(node: Node): Extent {
    if (isAlias(node)) {
      const anchored = this.anchors.get(node.source);
      if (anchored?.extent === undefined) return { size: 1, depth: 1 };
      this.targets.set(node, anchored.node);
      return { size: 1 + anchored.extent.size, depth: anchored.extent.depth };
    }
    const anchored: Anchored = { node, extent: undefined };
    if (node.anchor) this.anchors.set(node.anchor, anchored);
    let size = 1;
    let depth = 0;
    for (const child of children(node)) {
      const extent = this.measure(child);
      size += extent.size;
      depth = Math.max(depth, extent.depth);
    }
    anchored.extent = { size, depth: depth + 1 };
    return anchored.extent;
  }
}

/** Nodes and levels. */
interface Extent {
  readonly size: number;
  readonly depth: number;
}

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
