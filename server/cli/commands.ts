import type { Command } from "./command.ts";
import { check } from "./commands/check.ts";
import { explain } from "./commands/explain.ts";
import { fix } from "./commands/fix.ts";
import { harden } from "./commands/harden.ts";
import { level } from "./commands/level.ts";
import { lsp } from "./commands/lsp.ts";
import { rules } from "./commands/rules.ts";

export const commands: readonly Command[] = [check, fix, harden, level, rules, explain, lsp];
