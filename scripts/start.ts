/**
 * Shows what Seaworthy does: checks the examples, or the paths given, with the engine that ships, straight from the
 * sources. Arguments are those of `seaworthy check`.
 */
import { fileURLToPath } from "node:url";

const given = process.argv.slice(2);
const hasPath = given.some((argument) => !argument.startsWith("-"));
// npm runs this at the project's root, and says where it was called; the examples are named from the root.
process.chdir(hasPath ? (process.env["INIT_CWD"] ?? ".") : fileURLToPath(new URL("..", import.meta.url)));
// Finding something is what the examples are for.
const added = hasPath ? [] : ["--fail-on", "never", "examples"];
process.argv.splice(2, given.length, "check", ...added, ...given);
await import("../server/cli/main.ts");
