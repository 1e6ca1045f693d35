/** Messages are read in one line beside the code. */
export const longestMessage = 119;

/** The message, with its longest words shortened until it fits: names of objects and paths have no bound. */
export function inOneLine(message: string): string {
  let fitting = message;
  while (fitting.length > longestMessage) {
    const word = fitting.split(/\s/).reduce((longest, one) => (one.length > longest.length ? one : longest), "");
    if (word.length <= shortestWord) return `${fitting.slice(0, longestMessage - 1)}…`;
    const kept = Math.max(shortestWord - 1, word.length - (fitting.length - longestMessage) - 1);
    const at = fitting.indexOf(word);
    fitting = `${fitting.slice(0, at)}${word.slice(0, kept)}…${fitting.slice(at + word.length)}`;
  }
  return fitting;
}

const shortestWord = 16;

/** Several remarks as one text; those that are undefined or empty are left out. */
export function sentences(...remarks: readonly (string | undefined)[]): string {
  return remarks
    .filter((text) => text !== undefined && text !== "")
    .map((text = "") => `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/[^.!?]$/, "$&.")}`)
    .join(" ");
}
