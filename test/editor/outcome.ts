/** What one test came to. The suite tells each as it ends, so that a crash loses nothing that went before. */
export interface Outcome {
  readonly title: string;
  readonly milliseconds: number;
  readonly error?: string;
}

const mark = "seaworthy-outcome ";

/** One line of text, to be found again among all that an extension host logs. */
export const toLine = (outcome: Outcome): string => mark + JSON.stringify(outcome);

export function fromLine(line: string): Outcome | undefined {
  return line.startsWith(mark) ? (JSON.parse(line.slice(mark.length)) as Outcome) : undefined;
}

export function print({ title, milliseconds, error }: Outcome): void {
  console.log(`  ${error === undefined ? "✓" : "✗"} ${title} (${milliseconds} ms)`);
  if (error !== undefined) console.log(error.replace(/^/gm, "      "));
}
