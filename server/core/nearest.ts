/** Nobody misspells more than this. */
const longestWord = 80;

/** The known word that a mistyped one most likely means; undefined where none is within so many letters. */
export function nearest(
  word: string,
  known: Iterable<string>,
  most = Math.max(2, Math.floor(word.length / 3)),
): string | undefined {
  let best: string | undefined;
  let least = most + 1;
  if (word.length > longestWord) return undefined;
  for (const one of known) {
    const distance = one.startsWith(word) && word.length > 2 ? 1 : editDistance(word, one, least);
    if (distance < least) [best, least] = [one, distance];
  }
  return best;
}

/** The number of letters to change; `enough` or more where it is not less than that. */
function editDistance(a: string, b: string, enough: number): number {
  if (Math.abs(a.length - b.length) >= enough) return enough;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const distance = Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      next.push(distance);
      if (distance < least) least = distance;
    }
    // No later row has less than the least of this one.
    if (least >= enough) return enough;
    row = next;
  }
  return row[b.length] ?? 0;
}
