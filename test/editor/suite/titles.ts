/** What the tests look for by name: kept in one place, since names are the first thing that a rule may change. */
export const rules = {
  rootUser: "dockerfile/root-user",
  addInsteadOfCopy: "dockerfile/add-instead-of-copy",
  bloatedBase: "dockerfile/bloated-base-image",
  unhardenedContainer: "kubernetes/unhardened-container",
  configuration: "seaworthy/configuration",
  privilegedService: "compose/privileged-container",
} as const;

export const titles = {
  runAsNode: "Run as uid 1000 (node)",
  distroless: "Ship on gcr.io/distroless/nodejs22-debian13",
  hardenContainer: "Harden container app: add all 5 protections",
  baselineLens: "Pod Security: baseline, 4 steps to restricted; Harden to restricted",
  restrictedLens: "Pod Security: restricted",
  unprivileged: "Remove privileged",
  allowRootUser: "Allow root-user here",
  turnRootUserOff: "Turn root-user off in .seaworthy.yaml",
} as const;
