import type { Outcome } from "./outcome.ts";

export async function runClicks(): Promise<Outcome[]> {
  return [];
}
