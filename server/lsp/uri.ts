/** The folder that holds a file or folder; undefined at the root, and for URIs that are not hierarchical. */
export function parentOf(uri: string): string | undefined {
  const path = pathStart(uri);
  const slash = uri.lastIndexOf("/");
  if (path < 0 || slash < path) return undefined;
  return uri.slice(0, slash);
}

/** A file's path below a folder, or its whole path where it lies elsewhere; with forward slashes, and decoded. */
export function relativePath(folder: string | undefined, uri: string): string {
  if (folder !== undefined && isBelow(folder, uri)) return decode(uri.slice(folder.length + 1));
  const path = pathStart(uri);
  return decode(uri.slice(path < 0 ? uri.indexOf(":") + 1 : path));
}

export const isBelow = (folder: string, uri: string): boolean => uri.startsWith(`${folder}/`);

export const fileNameOf = (uri: string): string => decode(uri.slice(uri.lastIndexOf("/") + 1));

/** Where the path begins: behind the scheme and the authority; -1 where there is none. */
function pathStart(uri: string): number {
  const head = /^[a-z][\w+.-]*:(?:\/\/[^/?#]*)?/i.exec(uri)?.[0].length ?? 0;
  return head > 0 && uri[head] === "/" ? head : -1;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
