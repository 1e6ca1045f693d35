import { apply, diagnostic, hover, includes, lenses, noDiagnostic, open, same } from "./harness.ts";
import { deployment, hardened } from "./samples.ts";
import { rules, titles } from "./titles.ts";

suite("Kubernetes", () => {
  test("a bare container gets one diagnostic, and one action writes the whole block", async () => {
    const { document } = await open("deployment.yaml", deployment);
    const { range } = await diagnostic(document, rules.unhardenedContainer);
    same(document.getText(range), "app");

    same(await apply(document, rules.unhardenedContainer, titles.hardenContainer), hardened);
    await noDiagnostic(document, rules.unhardenedContainer);
  });

  test("a lens tells the level that is reached, and follows the repair", async () => {
    const { document } = await open("deployment.yaml", deployment);
    same((await lenses(document)).join("; "), titles.baselineLens);
    await apply(document, rules.unhardenedContainer, titles.hardenContainer);
    same((await lenses(document)).join("; "), titles.restrictedLens);
  });

  test("its hover names every protection that is missing", async () => {
    const { document } = await open("deployment.yaml", deployment);
    await diagnostic(document, rules.unhardenedContainer);
    const said = await hover(document, "app # the shop");
    for (const name of ["privilege-escalation", "undropped-capabilities", "root-user"]) includes(said, name);
  });

  test("a hover on a value says what it means", async () => {
    const { document } = await open("deployment.yaml", hardened);
    includes(await hover(document, "RuntimeDefault"), "system calls");
  });
});
