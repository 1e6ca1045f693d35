import type { Edit } from "../text.ts";

/** Edits of one text, none of which touches what another does; kept in order, so that long files stay quick. */
export class DisjointEdits {
  private readonly ordered: Edit[] = [];

  get edits(): readonly Edit[] {
    return this.ordered;
  }

  /** Takes all of the edits, or none where one of them meets an edit taken earlier. */
  add(edits: readonly Edit[]): boolean {
    if (edits.some((edit) => this.meets(edit))) return false;
    for (const edit of edits) this.ordered.splice(this.placeOf(edit), 0, edit);
    return true;
  }

  private meets({ span }: Edit): boolean {
    for (let at = this.indexFrom(span.start); ; at++) {
      const other = this.ordered[at]?.span;
      if (!other || other.start > span.end) return false;
      const overlaps = span.start < other.end && other.start < span.end;
      if (overlaps || (span.start === other.start && span.end === other.end)) return true;
    }
  }

  /** Index of the first edit that does not end before `offset`. */
  private indexFrom(offset: number): number {
    let low = 0;
    let high = this.ordered.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ordered[middle]?.span.end ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Behind those that begin earlier or at the same offset, so that insertions keep their order. */
  private placeOf({ span }: Edit): number {
    let at = this.indexFrom(span.start);
    while (at < this.ordered.length) {
      const other = this.ordered[at]?.span;
      if (!other || other.start > span.start || (other.start === span.start && other.end > span.end)) break;
      at++;
    }
    return at;
  }
}
