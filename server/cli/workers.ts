import { once } from "node:events";
import { availableParallelism } from "node:os";
import { isMainThread, type MessagePort, parentPort, Worker, workerData } from "node:worker_threads";
import { WorkspaceIndex } from "../core/workspace/workspace-index.ts";
import type { FileError, FoundFile } from "../disk/files.ts";
import { type Checked, Checker } from "./checker.ts";
import { Arguments } from "./flags.ts";
import { Session } from "./session.ts";
import { coloured, plain, type Terminal } from "./terminal.ts";
import { UserError } from "./user-error.ts";

/** What a worker makes of some files. */
export interface Batch {
  readonly checked: readonly Checked[];
  readonly errors: readonly FileError[];
  readonly remarks: readonly string[];
}

const batchSize = 32;
/** Below that a further worker takes longer to start than it saves. */
const filesPerWorker = 300;
/** Straight from the sources nothing would translate them for a worker. */
const isBuilt = !import.meta.url.endsWith(".ts");

/** How many workers are worth their start; 1 for none. */
export function workersFor(files: number, args: Arguments): number {
  const given = args.value("jobs");
  if (given !== undefined && !/^[1-9]\d{0,2}$/.test(given)) {
    throw new UserError(`--jobs must be a number from 1 to 999, not "${given}".`);
  }
  const most = given === undefined ? Math.min(availableParallelism(), 8) : Number(given);
  return isBuilt ? Math.max(1, Math.min(most, Math.floor(files / filesPerWorker))) : 1;
}

interface WorkerData {
  readonly seaworthy: Pick<Arguments, "positionals" | "given">;
  readonly workspace: { readonly complete: boolean; readonly entries: ReturnType<WorkspaceIndex["entries"]> };
  readonly cwd: string;
  readonly coloured: boolean;
}

/** The files' batches in the files' order, made by that many workers. */
export async function* checkInWorkers(
  files: readonly FoundFile[],
  objects: WorkspaceIndex,
  count: number,
  { positionals, given }: Arguments,
  { cwd, outStyle, progress }: Terminal,
): AsyncGenerator<Batch> {
  const workspace = { complete: objects.complete, entries: objects.entries() };
  const data: WorkerData = { seaworthy: { positionals, given }, workspace, cwd, coloured: outStyle === coloured };
  const workers = Array.from({ length: count }, () => new Worker(new URL(import.meta.url), { workerData: data }));
  const answers = Array.from({ length: Math.ceil(files.length / batchSize) }, () => deferred<Batch>());
  let next = 0;
  const drive = async (worker: Worker) => {
    for (let at = next++; at < answers.length; at = next++) {
      worker.postMessage(files.slice(at * batchSize, (at + 1) * batchSize));
      const [batch] = (await once(worker, "message")) as [Batch];
      answers[at]?.resolve(batch);
    }
  };
  const driven = Promise.all(workers.map(drive));
  try {
    for (const [at, { promise }] of answers.entries()) {
      // A worker that fails never answers, but fails its drive.
      yield await Promise.race([promise, driven.then(() => promise)]);
      progress(`Checking ${Math.min((at + 1) * batchSize, files.length)} of ${files.length} files …`);
    }
  } finally {
    progress("");
    for (const worker of workers) void worker.terminate();
  }
}

function deferred<Value>() {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((given) => {
    resolve = given;
  });
  return { promise, resolve };
}

/** A worker is this module, started once more. */
if (!isMainThread && parentPort && typeof workerData === "object" && workerData !== null && "seaworthy" in workerData) {
  serve(parentPort, workerData as WorkerData);
}

function serve(port: MessagePort, data: WorkerData): void {
  const silent = {
    out: () => {},
    err: () => {},
    outStyle: plain,
    errStyle: plain,
    outIsWatched: false,
    progress: () => {},
  };
  const args = new Arguments(data.seaworthy);
  const session = new Session(args, { ...silent, cwd: data.cwd });
  session.workspace = WorkspaceIndex.of(data.workspace.entries);
  session.workspace.complete = data.workspace.complete;
  const checker = new Checker(args, data.cwd, data.coloured ? coloured : plain);
  port.on("message", async (files: readonly FoundFile[]) => {
    const checked: Checked[] = [];
    for await (const judged of session.judgeFiles(files)) checked.push(checker.check(judged));
    const batch: Batch = { checked, errors: session.errors.splice(0), remarks: session.remarks.splice(0) };
    port.postMessage(batch);
  });
}
