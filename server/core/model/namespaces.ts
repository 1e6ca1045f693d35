/** Namespaces that the cluster, or the distribution, keeps for itself. */
export const isSystemNamespace = (name: string): boolean => /^(?:kube-|openshift(?:-|$))/.test(name);
