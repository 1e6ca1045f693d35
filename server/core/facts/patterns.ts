const compiled = new Map<string, RegExp>();

/** Patterns come from the data alone, so there are only so many; each is compiled when it is first needed. */
export function matches(pattern: string | undefined, text: string): boolean {
  return pattern === undefined || regularExpression(pattern).test(text);
}

export function regularExpression(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known) return known;
  const made = new RegExp(pattern);
  compiled.set(pattern, made);
  return made;
}
