import { isWorkspaceName } from "../core/detect.ts";
import { reportInPart } from "../core/workspace/read-objects.ts";
import { WorkspaceIndex } from "../core/workspace/workspace-index.ts";
import type { FoundFile } from "../disk/files.ts";
import { peek, readText } from "../disk/read-file.ts";

/** The objects of all files of a run: what stands in one of them decides about pods in others. */
export function indexFiles(files: readonly FoundFile[], excluded: (file: FoundFile) => boolean): WorkspaceIndex {
  const index = new WorkspaceIndex();
  // Who names files, as a commit hook does, names some of many.
  index.complete = files.every(({ named }) => !named);
  for (const file of files) {
    if (!isWorkspaceName(file.shown) || excluded(file)) continue;
    // What cannot be read is reported where it is judged, and a report is judged nowhere.
    const read = readText(file.absolute);
    if ("text" in read) index.set(file.shown, read.text);
    else index.keep(file.shown, reportInPart(file.shown, peek(file.absolute)));
  }
  return index;
}
