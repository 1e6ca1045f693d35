import type { Instruction } from "./dockerfile.ts";
import { isPackageManager } from "./package-call.ts";
import { type Call, callsOf } from "./shell-calls.ts";

/** True where a RUN does nothing that an image without shell and package manager, of which `provided` is known, would lack. */
export function isIdleRun(run: Instruction, provided: ReadonlySet<string>): boolean {
  const isCached = run.flags.every(
    ({ name, value }) => name === "mount" && /(?:^|,)type=cache(?:,|$)/.test(value ?? ""),
  );
  if (!isCached || run.heredocs.length > 0) return false;
  const script = run.form === "shell" ? run.shell() : undefined;
  const calls = callsOf(run);
  if (run.form === "shell" && (!script || script.errors.length > 0 || script.pipelines.length > 0)) return false;
  return calls.length > 0 && calls.every((call) => isIdle(call, provided));
}

/** Packages that every image for programs without a shell has, or that none needs. */
export const commonPackages = ["ca-certificates", "tzdata", "netbase", "libc6-compat", "gcompat"];

export const accountPrograms: ReadonlySet<string> = new Set(
  "useradd adduser usermod groupadd addgroup groupmod".split(" "),
);
const nothing = new Set(["set", "true", "update-ca-certificates", "export"]);

function isIdle({ name, words }: Call, provided: ReadonlySet<string>): boolean {
  if (accountPrograms.has(name) || nothing.has(name)) return true;
  const args = words.slice(1).map(({ value }) => value);
  if (name === "rm")
    return args.every((arg) => arg !== undefined && /^-|^\/var\/(?:lib\/apt\/lists|cache)\b/.test(arg));
  if (!isPackageManager(name)) return false;
  const [verb, ...rest] = args.filter((arg) => arg === undefined || !arg.startsWith("-"));
  if (verb === undefined) return false;
  if (/^(?:update|upgrade|dist-upgrade|clean|autoremove|autoclean)$/.test(verb)) return true;
  if (!/^(?:install|add)$/.test(verb) || args.some((arg) => /^(?:-t|--virtual|--target-release)$/.test(arg ?? "")))
    return false;
  return rest.every((item) => item !== undefined && provided.has(item.replace(/[=<>~].*$/s, "")));
}
