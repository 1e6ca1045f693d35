import { endOfLifeData } from "./entries.ts";

/** `trixie` for Debian 13. */
export function systemCodename(product: string, cycle: string): string | undefined {
  const { osSuffixes, products } = endOfLifeData();
  for (const { product: id, cycles = {} } of osSuffixes) {
    if (products[id]?.name !== product) continue;
    const found = Object.keys(cycles).find((name) => cycles[name] === cycle && /^[a-z]+$/.test(name));
    if (found) return found;
  }
  return undefined;
}
