import type { ImageFacts } from "../facts/facts.ts";

/** Variables by which images name the uid of an account that they bring, so that `USER $APP_UID` can be known. */
const uidVariables: Readonly<Record<string, string>> = { APP_UID: "app", NB_UID: "jovyan" };

/** The value that an image is known to give a variable. */
export function baseVariable(name: string, facts: ImageFacts | undefined): string | undefined {
  const account = Object.hasOwn(uidVariables, name) ? uidVariables[name] : undefined;
  const uid = account && facts?.accounts.find((known) => known.name === account)?.uid;
  return uid === undefined ? undefined : String(uid);
}
