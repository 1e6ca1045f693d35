import type { ImageFacts } from "../facts/facts.ts";
import { isShellName } from "../syntax/shell-body.ts";
import type { Instruction } from "./dockerfile.ts";
import type { ImageReference } from "./image-reference.ts";

/** True where the base image is known, or says by its name, to be one of Windows. */
export function isWindowsImage(
  image: ImageReference | undefined,
  facts: ImageFacts | undefined,
  from: Instruction,
): boolean {
  if (facts) return facts.family.startsWith("windows");
  if (/^windows\b/i.test(from.flag("platform")?.value ?? "")) return true;
  return (
    image !== undefined &&
    /\b(?:nanoserver|windowsservercore|windows\/server)|[:-]ltsc20\d\d\b/.test(`${image.name}:${image.tag}`)
  );
}

/** `SHELL ["powershell", …]` and `SHELL ["cmd", …]` exist on Windows alone; `pwsh` runs everywhere. */
export function setsWindowsShell(shell: Instruction): boolean {
  return /^(?:.*[\\/])?(?:cmd|powershell)(?:\.exe)?$/i.test(shell.words[0]?.value ?? "");
}

/** True where the SHELL instruction names a shell whose language we read. */
export function readsPosixShell(shell: Instruction): boolean {
  return isShellName(shell.words[0]?.value ?? "");
}
