import { type PackageCall, packageCall } from "../../../model/package-call.ts";
import { callsOf } from "../../../model/shell-calls.ts";
import { dockerfileRule } from "../../../rule.ts";
import type { ShellWord } from "../../../syntax/shell.ts";

export default dockerfileRule({
  id: "unpinned-package",
  title: "A system package is installed without its version",
  why: "Which version gets in depends on the day of the build, and nobody can build the same image again to look for what went wrong.",
  mayBreak:
    "Distributions keep only the newest version of a package: a build with an old one fails, and a fix for a hole comes only when somebody raises the number.",
  severity: "off",
  references: ["CWE-1357"],
  aliases: {
    hadolint: ["DL3008", "DL3018", "DL3033", "DL3037", "DL3041"],
    kics: [
      "965a08d7-ef86-4f14-8792-4a3b2098937e",
      "d3499f6d-1651-41bb-a9a7-de925fea487b",
      "6452c424-1d92-4deb-bb18-a03e95d579c4",
      "93d88cf7-f078-46a8-8ddc-178e03aeacf1",
      "562952e4-0348-4dea-9826-44f3a2c6117b",
    ],
  },
  options: {},

  *check(file) {
    for (const instruction of file.instructions) {
      if (instruction.keyword !== "RUN") continue;
      for (const call of callsOf(instruction)) {
        const read = packageCall(call);
        const first = read?.does === "install" && !isTargeted(read) ? read.operands.find(isUnpinned) : undefined;
        if (!first?.value) continue;
        const name = first.value.length < 40 ? first.value : "A package";
        yield {
          span: first.span,
          message: `${name} is installed in whatever version there is on the day of the build.`,
        };
      }
    }
  },
});

/** `apt-get -t bookworm-backports`, and groups and modules of packages, which have no versions. */
const isTargeted = ({ call, manager }: PackageCall): boolean =>
  call.words.some(
    ({ value = "" }) =>
      (manager === "apt" && /^(?:-t|--target-release)/.test(value)) || /^(?:groupinstall|--virtual=.*)$/.test(value),
  );

/** A name alone: no version, no release, no file, no URL, no other kind of thing. */
function isUnpinned({ value }: ShellWord): boolean {
  return (
    value !== undefined &&
    /^[a-z0-9][\w.+:-]*$/i.test(value) &&
    !/\.(?:deb|rpm|apk)$/.test(value) &&
    !/-\d[\w.:]*(?:-[\w.]+)?$/.test(value)
  );
}
