import type { Command } from "../command.ts";
import { UserError } from "../user-error.ts";

export const lsp: Command = {
  name: "lsp",
  operands: "",
  summary: "Be the language server for any editor",
  flags: { stdio: { doc: "Speak over standard input and output" } },

  run(args) {
    if (!args.has("stdio")) throw new UserError("The language server needs --stdio.");
    return serve();
  },
};
