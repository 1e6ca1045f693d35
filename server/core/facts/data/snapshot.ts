export const snapshotDate = "2026-08-22";
