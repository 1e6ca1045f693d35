import { append, set } from "../../../edits/change.ts";
import type { Service } from "../../../model/compose.ts";
import { composeBoolean } from "../../../model/compose-boolean.ts";
import { isCovered, scratchPaths, unmountedNote } from "../../../model/scratch-paths.ts";
import { composeRule, type Fix } from "../../../rule.ts";

export default composeRule({
  id: "writable-root-filesystem",
  title: "The container's file system is writable",
  why: "Whoever gets in can drop tools, replace the program and leave a back door in the running container.",
  mayBreak:
    "Programs that write outside the mounted directories fail; the fix mounts /tmp and what the image is known to write to.",
  severity: "info",
  references: ["CIS Docker 5.13", "OWASP Docker Security Cheat Sheet", "CWE-732"],
  aliases: {
    cis_docker: ["5.13"],
  },
  options: {},

  *check(compose) {
    for (const service of compose.services) {
      const readOnly = service.view.get("read_only");
      const written = readOnly !== undefined && !readOnly.isNull();
      if (written ? composeBoolean(readOnly) !== false : compose.partial || service.partial) continue;
      const mounted = mountedPaths(service);
      const missing = missingPaths(service, mounted);
      const note = unmountedNote(service.name, service.facts, [...mounted, ...missing], "docker");
      yield {
        span: written ? readOnly.span : service.nameSpan,
        message: `${service.name} can write to its own programs: read_only is ${written ? "false" : "not set"}.`,
        absent: !written,
        ...(note !== undefined ? { note } : { fixes: () => [readOnlyRoot(service, missing)] }),
      };
    }
  },
});

function readOnlyRoot({ path }: Service, missing: readonly string[]): Fix {
  return {
    title: "Make the root file system read-only",
    safety: "review",
    changes: [set([...path, "read_only"], true), ...missing.map((one) => append([...path, "tmpfs"], one))],
  };
}

function missingPaths({ facts, view }: Service, mounted: readonly string[]): readonly string[] {
  // `tmpfs: /tmp` holds one path and no list, so there is nothing to append to.
  if (view.get("tmpfs")?.text() !== undefined) return [];
  return scratchPaths(facts).filter((path) => !isCovered(path, mounted));
}

function mountedPaths({ mounts, view }: Service): readonly string[] {
  const tmpfs = view.get("tmpfs");
  const listed = tmpfs?.items().map((item) => item.text()) ?? [];
  return [...mounts.map(({ target }) => target), tmpfs?.text(), ...listed].flatMap((path) => path?.split(":")[0] ?? []);
}
