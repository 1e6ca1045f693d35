import type {} from "mocha";
import type { Outcome } from "../outcome.ts";

export const options: Mocha.MochaOptions = {
  ui: "tdd",
  timeout: 30_000,
  // Outcomes are told one by one; mocha's own report would only drown in the host's log.
  reporter: function quiet() {} as unknown as Mocha.ReporterConstructor,
};

/** Loads the tests, once mocha has made its globals. */
export async function load(): Promise<void> {
  await import("./dockerfile.test.ts");
  await import("./kubernetes.test.ts");
  await import("./compose.test.ts");
  await import("./configuration.test.ts");
}

export function run(mocha: Pick<Mocha, "run">, tell: (outcome: Outcome) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) =>
      failures === 0 ? resolve() : reject(new Error(`${failures} tests failed`)),
    );
    runner.on("pass", (test) => tell({ title: test.fullTitle(), milliseconds: test.duration ?? 0 }));
    runner.on("fail", (test, error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      tell({ title: test.fullTitle(), milliseconds: test.duration ?? 0, error: message });
    });
  });
}
