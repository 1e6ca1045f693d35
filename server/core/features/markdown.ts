import { docsUrl } from "../docs.ts";

/** Text of the user's file, so that nothing in it is read as Markdown. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const fence = line.includes("`") ? "``" : "`";
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${pad}${line.replaceAll("``", "'")}${pad}${fence}`;
}

export const ruleLink = (id: string, text = id): string => `[${code(text)}](${docsUrl(id)})`;

/** Paragraphs, without those that are empty. */
export function paragraphs(...texts: readonly (string | undefined)[]): string {
  return texts.filter((text) => text !== undefined && text !== "").join("\n\n");
}

export const bullets = (items: readonly string[]): string => items.map((item) => `- ${item}`).join("\n");
