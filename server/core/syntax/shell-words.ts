import type { Word } from "unbash";

/** What a shell word stands for where no variable and no command has a part in it; globs and braces count as text. */
export function staticValue(word: Pick<Word, "text" | "value">): string | undefined {
  const { text } = word;
  if (!/[\\'"$`(]/.test(text)) return text;
  return expands(text) ? undefined : word.value;
}

/** True where commands may stand within the word. */
export function mayNest(text: string): boolean {
  return (
    text.includes("$(") || text.includes("`") || text.includes("<(") || text.includes(">(") || text.includes("${ ")
  );
}

function expands(text: string): boolean {
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const next = text.charAt(at + 1);
    if (quote === "'") {
      if (char === "'") quote = "";
    } else if (char === "\\") at++;
    else if (char === '"') quote = quote === "" ? '"' : "";
    else if (char === "`" || (char === "$" && startsExpansion(next, quote))) return true;
    else if (quote === "" && next === "(" && (char === "<" || char === ">")) return true;
    else if (quote === "" && char === "'") quote = "'";
  }
  return false;
}

/** `$'…'` and `$"…"` are quotes of another sort, and a `$` before anything else is a dollar sign. */
function startsExpansion(next: string, quote: string): boolean {
  return /[\w{(@*#?$!-]/.test(next) || (next === "[" && quote === "");
}
