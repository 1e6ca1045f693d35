import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";

const centralHeader = 0x02014b50;
const endOfDirectory = 0x06054b50;

/** The files of a .vsix, which is a zip archive, by name. Folders are left out. */
export function readVsix(path: string): Map<string, Buffer> {
  const zip = readFileSync(path);
  let end = zip.length - 22;
  while (end >= 0 && zip.readUInt32LE(end) !== endOfDirectory) end--;
  if (end < 0) throw new Error(`${path} is not a zip archive.`);

  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  while (zip.readUInt32LE(at) === centralHeader) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    const behindName = at + 46 + (nameLength ?? 0);
    const name = zip.toString("utf8", at + 46, behindName);
    if (!name.endsWith("/")) files.set(name, content(zip, at));
    at = behindName + (extraLength ?? 0) + (commentLength ?? 0);
  }
  return files;
}

function content(zip: Buffer, entry: number): Buffer {
  const deflated = zip.readUInt16LE(entry + 10) === 8;
  const length = zip.readUInt32LE(entry + 20);
  const local = zip.readUInt32LE(entry + 42);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const bytes = zip.subarray(start, start + length);
  return deflated ? inflateRawSync(bytes) : bytes;
}
