/** Where the rules' pages are published. */
const pages = "https://github.com/seaworthy-security/seaworthy/blob/main/docs/rules";

/** The page of a rule, or of a finding about the file itself. */
export function docsUrl(id: string): string {
  return id.startsWith("seaworthy/") ? `${pages}/README.md#${id.slice("seaworthy/".length)}` : `${pages}/${id}.md`;
}
