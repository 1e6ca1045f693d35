/** Where the rules' pages are published. */
const pages = "https://github.com/seaworthy-security/seaworthy/blob/main/docs/rules";

/** The page of a rule; what is no rule (the file itself, several findings shown as one) has a section of the index. */
export function docsUrl(id: string): string {
  const [scope, name = ""] = id.split("/", 2);
  return scope === "seaworthy" || name.startsWith("unhardened-") ? `${pages}/README.md#${name}` : `${pages}/${id}.md`;
}
