import type { Container } from "./kubernetes.ts";
import { mountPaths } from "./scratch-mounts.ts";
import { withoutSlash } from "./scratch-paths.ts";

/**
 * What is taken for granted of a volume by whoever runs PostgreSQL as its own account from the start. Its first start
 * wants to change the mode of the data's folder. Where that is a volume's root, fsGroup lets the account write there, but
 * it stays root's; and a folder below it, once the data lies above, would be a database without that data.
 */
export function volumeAssumption(container: Container): string | undefined {
  const { facts } = container;
  if (
    facts?.image !== "postgres" ||
    !mountPaths(container)
      .map(withoutSlash)
      .includes(dataFolder(container) ?? "")
  )
    return undefined;
  return "The volume is taken to hold its data already. In a new one initdb fails, as the volume's root is not its own: there set PGDATA to a folder below it. Where there is data, that would hide it.";
}

/** From 18 on the image's own folder lies below the volume that it asks for. */
function dataFolder({ view, image }: Container): string | undefined {
  const given = (view.get("env")?.items() ?? []).find((one) => one.get("name")?.text() === "PGDATA");
  if (given) return withoutSlash(given.get("value")?.text() ?? "");
  const major = Number.parseInt(image?.tag ?? "", 10);
  return major < 18 ? "/var/lib/postgresql/data" : undefined;
}
