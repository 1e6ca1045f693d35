/** ISO date on which what is known here was true. */
export { snapshotDate } from "./data/snapshot.ts";
