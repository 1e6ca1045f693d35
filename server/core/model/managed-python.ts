import type { Lifetime } from "../facts/facts.ts";
import type { Instruction, Stage } from "./dockerfile.ts";
import { type Call, callsOf } from "./shell-calls.ts";

/** The releases from which on pip refuses to install beside the distribution's own packages (PEP 668). */
const since: ReadonlyMap<string, number> = new Map([
  ["Debian", 12],
  ["Ubuntu", 23.04],
  ["Alpine", 3.19],
]);

/** True where pip has refused in that image already, so that whatever the file does there goes on working. */
export const isManaged = (lifetimes: readonly Lifetime[]): boolean =>
  lifetimes.some(({ product, cycle }) => {
    const first = since.get(product);
    return first !== undefined && isAtLeast(cycle, first);
  });

/** Versions compare by their parts: 3.9 comes before 3.19. */
function isAtLeast(cycle: string, first: number): boolean {
  const [major = 0, minor = 0] = cycle.split(".").map(Number);
  const [firstMajor = 0, firstMinor = 0] = String(first).split(".").map(Number);
  return major > firstMajor || (major === firstMajor && minor >= firstMinor);
}

/** The program by which a RUN installs into the distribution's Python, in a way that PEP 668 has pip refuse. */
export function systemWideInstaller(stage: Stage, run: Instruction): string | undefined {
  if (run.keyword !== "RUN" || stage.chain.some(leadsElsewhere)) return undefined;
  const calls = callsOf(run);
  // What is made or entered here has a Python of its own.
  if (calls.some(({ words }) => words.some(({ value }) => ownPython.test(value ?? "")))) return undefined;
  return calls.find(isRefused)?.name;
}

/** A setting that has pip install into a place of its own, or that puts another Python first. */
function leadsElsewhere({ keyword, assignments }: Instruction): boolean {
  if (keyword !== "ENV" && keyword !== "ARG") return false;
  return assignments.some(
    ({ name, value }) => settings.test(name) || (name === "PATH" && otherPython.test(value ?? "")),
  );
}

const otherPython = /venv|virtualenv|conda|pyenv/;
const settings = /^(?:PIP_(?:BREAK_SYSTEM_PACKAGES|TARGET|PREFIX|ROOT)|VIRTUAL_ENV)$/;

const ownPython = /(?:^|\/)activate$/;

function isRefused({ words, command }: Call): boolean {
  const [program, ...rest] = words.map(({ value }) => value ?? "");
  const folder = /^(.*)\/[^/]*$/.exec(program ?? "")?.[1];
  if (program === undefined || (folder !== undefined && folder !== "/usr/bin")) return false;
  const name = program.slice(program.lastIndexOf("/") + 1);
  const isModule = python.test(name) && rest[0] === "-m" && rest[1] === "pip";
  const installs = pip.test(name) || isModule ? rest.includes("install") : python.test(name) && getsPip(rest[0]);
  if (!installs || rest.some((word) => elsewhere.test(word))) return false;
  return !command?.assignments.some(({ name }) => settings.test(name));
}

const python = /^python(?:3(?:\.\d+)?)?$/;
const pip = /^pip(?:3(?:\.\d+)?)?$/;
const getsPip = (word: string | undefined): boolean => word !== undefined && /(?:^|\/)get-pip\.py$/.test(word);
const elsewhere = /^(?:--break-system-packages|-t|--target|--prefix|--root|--dry-run)(?:=|$)/;
