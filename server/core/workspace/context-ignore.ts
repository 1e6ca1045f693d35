import { folderOf } from "../text.ts";
import type { IgnoreFileObject } from "./objects.ts";
import type { Surroundings } from "./surroundings.ts";

/** The ignore file that counts for a Dockerfile; undefined where there is none, or the folder that it is built from is not known. */
export function ignoreFileOf({ path, all }: Surroundings): IgnoreFileObject | undefined {
  const folder = folderOf(path);
  if (isBuiltFromAbove(folder)) return undefined;
  const name = path.slice(path.lastIndexOf("/") + 1);
  const beside = all("ignore-file").filter((one) => one.name === folder);
  return beside.find(({ only }) => only === name) ?? beside.find(({ only }) => only === undefined);
}

/** A Dockerfile in a folder of its own is mostly built from a folder above. */
export const isBuiltFromAbove = (folder: string): boolean =>
  /(?:^|\/)\.?(?:docker\w*|containers?|build\w*|deploy\w*|ci|devcontainer|images?)$/i.test(folder);
