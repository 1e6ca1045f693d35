/** The directory behind `WORKDIR path`; undefined where either is unknown and matters. */
export function joinWorkdir(
  current: string | undefined,
  path: string | undefined,
  windows: boolean,
): string | undefined {
  if (path === undefined) return undefined;
  if (windows) return joinWindows(current, path);
  if (path.startsWith("/")) return normal(path);
  return current === undefined ? undefined : normal(`${current}/${path}`);
}

function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

function joinWindows(current: string | undefined, path: string): string | undefined {
  if (/^(?:[a-z]:|[\\/])/i.test(path)) return path;
  return current === undefined ? undefined : `${current.replace(/(?<![\\/])[\\/]+$/, "")}\\${path}`;
}
