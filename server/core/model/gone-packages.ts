import type { Instruction } from "./dockerfile.ts";
import { callsOf } from "./shell-calls.ts";

/** A package that the instruction asks apt for, and that Debian 13 or Ubuntu 26.04 no longer has. */
export function gonePackage(instruction: Instruction, family: string | undefined): string | undefined {
  const gone = family === "debian" ? goneFromDebian : family === "ubuntu" ? goneFromUbuntu : undefined;
  if (instruction.keyword !== "RUN" || !gone) return undefined;
  for (const { name, words } of callsOf(instruction)) {
    if (name !== "apt-get" && name !== "apt") continue;
    const verb = words.findIndex(({ value }) => value === "install");
    if (verb < 0) continue;
    const found = words.slice(verb + 1).find(({ value }) => gone.test(value?.split("=", 1)[0] ?? ""));
    if (found?.value !== undefined) return found.value.split("=", 1)[0];
  }
  return undefined;
}

const anyOf = (names: readonly string[]): RegExp => new RegExp(`^(?:${names.join("|")})$`);

/** What neither has: both come with OpenSSL 3, Python 3.13 or later, PHP 8.4 or later and ICU 76 or later. */
const goneFromBoth = [
  "libssl1\\.[\\w.]+",
  "python2[\\w.-]*",
  "python(?:-(?:dev|pip|setuptools|virtualenv|minimal|all))?",
  "(?:lib)?python3\\.(?:[0-9]|1[0-2])(?:-[\\w-]+)?",
  "php(?:5|7\\.\\d|8\\.[0-3])(?:-[\\w-]+)?",
  "libicu(?:[56]\\d|7[0-5])",
  "libffi[67]",
  "libgl1-mesa-glx",
  "python3-distutils",
  "netcat",
];

const goneFromUbuntu = anyOf(goneFromBoth);

/** Debian 13 has OpenJDK 21 and 25, PostgreSQL 17 and Ruby 3.3 as well. */
const goneFromDebian = anyOf([
  ...goneFromBoth,
  "openjdk-(?:[6-9]|1\\d|20)-[\\w-]+",
  "postgresql(?:-client|-contrib)?-(?:9\\.\\d|1[0-6])",
  "ruby(?:2\\.\\d|3\\.[0-2])(?:-dev)?",
  "libpcre3(?:-dev)?",
  "software-properties-common",
]);
