import type { Instruction } from "./dockerfile.ts";
import { callsOf } from "./shell-calls.ts";

/** A package that the instruction asks apt for, and that Debian 13 no longer has. */
export function goneFromDebian(instruction: Instruction): string | undefined {
  if (instruction.keyword !== "RUN") return undefined;
  for (const { name, words } of callsOf(instruction)) {
    if (name !== "apt-get" && name !== "apt") continue;
    const verb = words.findIndex(({ value }) => value === "install");
    if (verb < 0) continue;
    const found = words.slice(verb + 1).find(({ value }) => gone.test(value?.split("=", 1)[0] ?? ""));
    if (found?.value !== undefined) return found.value.split("=", 1)[0];
  }
  return undefined;
}

/** Debian 13 has OpenSSL 3, Python 3.13, OpenJDK 21 and 25, PHP 8.4, PostgreSQL 17, Ruby 3.3 and ICU 76. */
const gone = new RegExp(
  `^(?:${[
    "libssl1\\.[\\w.]+",
    "python2[\\w.-]*",
    "python(?:-(?:dev|pip|setuptools|virtualenv|minimal|all))?",
    "python3\\.(?:[0-9]|1[0-2])(?:-[\\w-]+)?",
    "openjdk-(?:[6-9]|1\\d|20)-[\\w-]+",
    "php(?:5|7\\.\\d|8\\.[0-3])(?:-[\\w-]+)?",
    "postgresql(?:-client|-contrib)?-(?:9\\.\\d|1[0-6])",
    "ruby(?:2\\.\\d|3\\.[0-2])(?:-dev)?",
    "libicu(?:[56]\\d|7[0-5])",
    "libffi[67]",
    "libgl1-mesa-glx",
    "libpcre3(?:-dev)?",
    "python3-distutils",
    "netcat",
    "software-properties-common",
  ].join("|")})$`,
);
