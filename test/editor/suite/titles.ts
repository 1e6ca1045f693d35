/** What the tests look for by name: kept in one place, since names are the first thing that a rule may change. */
export const rules = {
  rootUser: "dockerfile/root-user",
  addedLocalFile: "dockerfile/added-local-file",
  bloatedBase: "dockerfile/bloated-base-image",
  unhardenedContainer: "kubernetes/unhardened-container",
  privilegedService: "compose/privileged-service",
} as const;

export const titles = {
  runAsNode: "Run as uid 1000 (node)",
  copyInstead: "Replace ADD with COPY",
  distroless: "Ship on gcr.io/distroless/nodejs22-debian12:nonroot",
  hardenContainer: "Harden the container",
  unprivileged: "Remove privileged",
  allowRootUser: "Allow root-user here",
} as const;
