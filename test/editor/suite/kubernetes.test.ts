import { apply, diagnostic, noDiagnostic, open, same } from "./harness.ts";
import { rules, titles } from "./titles.ts";

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
        - name: app # the shop
          image: ghcr.io/acme/web:1.4.2
`;

const block = `          securityContext:
            allowPrivilegeEscalation: false
            capabilities:
              drop: [ALL]
            readOnlyRootFilesystem: true
            runAsNonRoot: true
            seccompProfile:
              type: RuntimeDefault
`;

suite("Kubernetes", () => {
  test("a bare container gets one diagnostic, and one action writes the whole block", async () => {
    const { document } = await open("deployment.yaml", deployment);
    const { range } = await diagnostic(document, rules.unhardenedContainer);
    same(document.getText(range), "app");

    same(await apply(document, rules.unhardenedContainer, titles.hardenContainer), deployment + block);
    await noDiagnostic(document, rules.unhardenedContainer);
  });
});
