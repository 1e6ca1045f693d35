import type { ImageReference } from "../model/image-reference.ts";

const most = 1000;

/** The same answer for the same reference without asking again; forgets all once there are too many. */
export function remember<Answer>(ask: (reference: ImageReference) => Answer): (reference: ImageReference) => Answer {
  const answers = new Map<string, Answer>();
  return (reference) => {
    const known = answers.get(reference.text);
    if (known !== undefined || answers.has(reference.text)) return known as Answer;
    const answer = ask(reference);
    if (answers.size >= most) answers.clear();
    answers.set(reference.text, answer);
    return answer;
  };
}
