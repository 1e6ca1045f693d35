import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { systemMessage } from "./system-message.ts";

export type Encoding = "utf-8" | "utf-8-bom" | "utf-16le" | "utf-16be";

export interface FileText {
  /** Without byte order mark. */
  readonly text: string;
  readonly encoding: Encoding;
}

/** The largest file that is read: far above any real one, and far below what would exhaust the memory. */
export const maxBytes = 50 * 1024 * 1024;

/** A file's text, or a sentence that says why there is none and what to do about it. */
export function readText(path: string): FileText | { readonly error: string } {
  const read = readBytes(path);
  return "error" in read ? read : decode(read.bytes);
}

/** A regular file's bytes. No path makes it wait, and none gives more than the limit. */
export function readBytes(path: string): { readonly bytes: Buffer } | { readonly error: string } {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, atOnce);
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) return { error: "It is a directory." };
    if (!stat.isFile()) return { error: "It is neither a file nor a directory." };
    if (stat.size > maxBytes) return { error: tooLarge(stat.size) };
    return { bytes: readFileSync(descriptor) };
  } catch (error) {
    return { error: systemMessage(error) };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** A pipe that nobody writes to would be waited for. Windows has neither. */
const atOnce = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** The beginning of a file, byte by byte as Latin-1: enough to see what a file that cannot be read may be. */
export function peek(path: string): string {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, atOnce);
    const buffer = Buffer.alloc(64 * 1024);
    return buffer.toString("latin1", 0, readSync(descriptor, buffer, 0, buffer.length, 0));
  } catch {
    return "";
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

export function tooLarge(size: number): string {
  const megabytes = (bytes: number) => `${Math.ceil(bytes / 1024 / 1024)} MB`;
  return `It is too large (${megabytes(size)}; the limit is ${megabytes(maxBytes)}): split it, or exclude it.`;
}

export function decode(bytes: Buffer): FileText | { readonly error: string } {
  for (const [encoding, mark] of marks) {
    if (!bytes.subarray(0, mark.length).equals(mark)) continue;
    return decodeAs(encoding, bytes.subarray(mark.length));
  }
  return decodeAs("utf-8", bytes);
}

export function encode({ text, encoding }: FileText): Buffer {
  const mark = marks.get(encoding) ?? Buffer.alloc(0);
  if (encoding === "utf-8" || encoding === "utf-8-bom") return Buffer.concat([mark, Buffer.from(text, "utf8")]);
  const bytes = Buffer.from(text, "utf16le");
  return Buffer.concat([mark, encoding === "utf-16be" ? bytes.swap16() : bytes]);
}

const marks: ReadonlyMap<Encoding, Buffer> = new Map([
  ["utf-8-bom", Buffer.from([0xef, 0xbb, 0xbf])],
  ["utf-16le", Buffer.from([0xff, 0xfe])],
  ["utf-16be", Buffer.from([0xfe, 0xff])],
]);

function decodeAs(encoding: Encoding, bytes: Buffer): FileText | { readonly error: string } {
  const utf8 = encoding === "utf-8" || encoding === "utf-8-bom";
  if (utf8 && bytes.subarray(0, 8192).includes(0)) return { error: looksBinary(bytes) };
  try {
    // A second byte order mark is text, and has to survive being written back.
    const decoder = new TextDecoder(utf8 ? "utf-8" : encoding, { fatal: true, ignoreBOM: true });
    const text = decoder.decode(bytes);
    return text.includes("\0") ? { error: looksBinary(bytes) } : { text, encoding };
  } catch {
    const name = utf8 ? "UTF-8" : "UTF-16";
    return { error: `It is not valid ${name} text: save it as UTF-8, or exclude it if it is no text.` };
  }
}

function looksBinary(bytes: Buffer): string {
  const zeroAt = bytes.indexOf(0);
  const wide =
    zeroAt !== -1 &&
    zeroAt < 4 &&
    bytes.filter((byte, at) => byte === 0 && at % 2 === zeroAt % 2).length * 3 > bytes.length;
  return wide
    ? "It looks like UTF-16 without a byte order mark: save it as UTF-8."
    : "It is a binary file: exclude it, or save it as UTF-8 text.";
}
