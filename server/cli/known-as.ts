import { trivyId } from "../core/foreign-words.ts";
import { type AnyRule, type Peer, peers } from "../core/rule.ts";

/** The rules for what another tool calls by this id, however it spells it; the one that it means most of all first. */
export function rulesKnownAs(id: string, rules: readonly AnyRule[]): readonly AnyRule[] {
  const matches = rules.flatMap((rule): readonly Match[] => {
    const [match] = peers.flatMap((peer) => matchOf(rule, peer, id) ?? []);
    return match ? [match] : [];
  });
  return matches.sort((a, b) => b.words - a.words || a.place - b.place || b.peers - a.peers).map(({ rule }) => rule);
}

interface Match {
  readonly rule: AnyRule;
  /** How many words the rule's id and the other share. */
  readonly words: number;
  /** Where the id stands among those of its tool: what a rule only touches stands behind. */
  readonly place: number;
  /** How many tools know the rule: it is the concern itself, and not one beside it. */
  readonly peers: number;
}

function matchOf(rule: AnyRule, peer: Peer, id: string): Match | undefined {
  const meant = ((peer === "trivy" && trivyId(id)) || id).toLowerCase();
  const place = rule.aliases[peer]?.findIndex((alias) => alias.toLowerCase() === meant) ?? -1;
  if (place < 0) return undefined;
  const own = new Set(rule.id.split("-"));
  const words = meant.split(/[^a-z]+/).filter((word) => own.has(word)).length;
  return { rule, words, place, peers: Object.keys(rule.aliases).length };
}
