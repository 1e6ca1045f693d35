/** What the operating system says, in words that name the file's trouble and not our call. */
export function systemMessage(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const known = messages[code];
  if (known) return known;
  return error instanceof Error ? (error.message.replace(/^[A-Z]+: /, "").split("\n", 1)[0] ?? "") : String(error);
}

const messages: Readonly<Record<string, string>> = {
  ENOENT: "There is no such file or directory.",
  EACCES: "It cannot be read: permission denied.",
  EPERM: "It cannot be read: operation not permitted.",
  ELOOP: "It is a symbolic link that leads to itself.",
  ENOTDIR: "A part of its path is not a directory.",
  EISDIR: "It is a directory.",
  EROFS: "It lies on a read-only file system.",
  ENOSPC: "There is no space left on its device.",
  ENAMETOOLONG: "Its name is too long.",
};
