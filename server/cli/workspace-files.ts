import { isWorkspaceName } from "../core/detect.ts";
import { WorkspaceIndex } from "../core/workspace/workspace-index.ts";
import type { FoundFile } from "../disk/files.ts";
import { readText } from "../disk/read-file.ts";

/** The objects of all files of a run: what stands in one of them decides about pods in others. */
export function indexFiles(files: readonly FoundFile[], excluded: (file: FoundFile) => boolean): WorkspaceIndex {
  const index = new WorkspaceIndex();
  // Who names files, as a commit hook does, names some of many.
  index.complete = files.every(({ named }) => !named);
  for (const file of files) {
    if (!isWorkspaceName(file.shown) || excluded(file)) continue;
    // What cannot be read is reported where it is judged.
    const read = readText(file.absolute);
    if ("text" in read) index.set(file.shown, read.text);
  }
  return index;
}
