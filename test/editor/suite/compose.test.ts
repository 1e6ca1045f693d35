import { apply, diagnostic, noDiagnostic, open, same } from "./harness.ts";
import { rules, titles } from "./titles.ts";

suite("Compose", () => {
  test("a privileged service is found and repaired", async () => {
    const service = "services:\n  web:\n    image: ghcr.io/acme/web:1.4.2\n";
    const { document } = await open("compose.yaml", `${service}    privileged: true\n`);
    const { range } = await diagnostic(document, rules.privilegedService);
    same(document.lineAt(range.start.line).text.trim(), "privileged: true");

    same(await apply(document, rules.privilegedService, titles.unprivileged), service);
    await noDiagnostic(document, rules.privilegedService);
  });
});
