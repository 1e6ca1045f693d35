import { isWorkspaceName } from "../core/detect.ts";
import type { WorkspaceObject } from "../core/workspace/objects.ts";
import { holdsObjects } from "../core/workspace/read-objects.ts";
import { WorkspaceIndex } from "../core/workspace/workspace-index.ts";
import type { Host } from "./host.ts";
import { fileNameOf, isBelow } from "./uri.ts";

export interface WorkspaceFilesSource {
  readonly host: Pick<Host, "findFiles" | "readFile">;
  /** Folders of the workspace, without a slash at the end. */
  folders(): readonly string[];
  /** The text of an open document; undefined for all others. */
  openText(uri: string): string | undefined;
  isExcluded(uri: string): Promise<boolean>;
  /** An object has changed, and with it what is found in other files. */
  changed(): void;
  log(message: string): void;
}

const mostFiles = 20_000;

/** Keeps the objects of the workspace's files up to date, by their URIs. */
export class WorkspaceFiles {
  readonly index = new WorkspaceIndex();
  private readonly source: WorkspaceFilesSource;
  private round = 0;

  constructor(source: WorkspaceFilesSource) {
    this.source = source;
    this.index.complete = false;
  }

  /** Reads all files anew, in the background. */
  async read(): Promise<void> {
    const round = ++this.round;
    const { host, changed, log } = this.source;
    this.index.complete = false;
    const gone = new Set(this.index.paths());
    let count = 0;
    for (const folder of this.source.folders()) {
      for await (const uris of host.findFiles(folder)) {
        for (const uri of uris) {
          if (round !== this.round) return;
          gone.delete(uri);
          if (++count <= mostFiles) await this.readFile(uri);
        }
      }
    }
    for (const uri of gone) if (this.source.openText(uri) === undefined) this.index.set(uri, undefined);
    if (count > mostFiles)
      log(`The workspace has ${count} YAML, JSON and ignore files; the first ${mostFiles} were looked at.`);
    this.index.complete = this.source.folders().length > 0 && count <= mostFiles;
    changed();
  }

  /** Files have changed on disk. */
  async filesChanged(uris: readonly string[]): Promise<void> {
    let changes = false;
    for (const uri of uris) if (this.isOurs(uri)) changes = (await this.readFile(uri)) || changes;
    if (changes) this.source.changed();
  }

  /** An open document counts as it stands in the editor: whoever judges it knows its objects. */
  documentJudged(uri: string, objects: readonly WorkspaceObject[]): void {
    if (this.isOurs(uri) && this.index.keep(uri, objects)) this.source.changed();
  }

  /** A closed one counts as it lies on disk. */
  async documentClosed(uri: string): Promise<void> {
    await this.filesChanged([uri]);
  }

  /** True where an object has changed. */
  private async readFile(uri: string): Promise<boolean> {
    const text = this.source.openText(uri) ?? (await this.source.host.readFile(uri));
    const wanted = text !== undefined && holdsObjects(uri, text);
    return this.index.set(uri, wanted && !(await this.source.isExcluded(uri)) ? text : undefined);
  }

  private isOurs(uri: string): boolean {
    return isWorkspaceName(fileNameOf(uri)) && this.source.folders().some((folder) => isBelow(folder, uri));
  }
}
