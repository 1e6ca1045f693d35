import type { Command } from "../command.ts";
import { UserError } from "../user-error.ts";

export const lsp: Command = {
  name: "lsp",
  operands: "",
  summary: "Be the language server for any editor",
  flags: { stdio: { doc: "Speak over standard input and output" } },

  async run(args) {
    if (!args.has("stdio")) throw new UserError("The language server needs --stdio.");
    // Loaded only here: a check would wait for it in vain.
    const { serve } = await import("../../lsp/node-server.ts");
    serve();
    // The connection ends the process when the editor says so.
    return new Promise<never>(() => {});
  },
};
