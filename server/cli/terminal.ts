import { systemMessage } from "../disk/system-message.ts";

/** Where a command's words go. */
export interface Terminal {
  readonly cwd: string;
  /** What the command was asked for. */
  out(text: string): void;
  /** What it has to say beside that. */
  err(text: string): void;
  readonly outStyle: Style;
  /** People read the output, and no program that wants every byte of it. */
  readonly outIsWatched: boolean;
  readonly errStyle: Style;
  /** Shows how far a long run has come; an empty text clears the line. Does nothing where nobody watches. */
  progress(text: string): void;
}

export type StyleName = "bold" | "dim" | "red" | "yellow" | "blue" | "green" | "cyan" | "underline";
export type Style = (name: StyleName, text: string) => string;

const codes: Readonly<Record<StyleName, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  underline: [4, 24],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
};

export const plain: Style = (_, text) => text;
export const coloured: Style = (name, text) => {
  const [open, close] = codes[name];
  return text === "" ? "" : `\u001B[${open}m${text}\u001B[${close}m`;
};

export function processTerminal(): Terminal {
  const { stdout, stderr } = process;
  for (const stream of [stdout, stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      // Who stops reading (`| head`) wants no more, and that is no failure.
      if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
      if (stream === stdout) stderr.write(`seaworthy: The output cannot be written. ${systemMessage(error)}\n`);
      process.exit(2);
    });
  }
  let shown = false;
  const progress = (text: string) => {
    if (!stderr.isTTY || (text === "" && !shown)) return;
    stderr.write(`\r\u001B[K${text}`);
    shown = text !== "";
  };
  return {
    cwd: process.cwd(),
    out: (text) => {
      progress("");
      stdout.write(text);
    },
    err: (text) => {
      progress("");
      stderr.write(text);
    },
    outStyle: isColoured(stdout) ? coloured : plain,
    outIsWatched: stdout.isTTY === true,
    errStyle: isColoured(stderr) ? coloured : plain,
    progress,
  };
}

function isColoured(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR: without, FORCE_COLOR: forced, TERM: terminal } = process.env;
  if (without !== undefined && without !== "") return false;
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return stream.isTTY === true && terminal !== "dumb";
}

/** Text from a file as it may be shown: what would move the cursor or turn the direction of reading is made visible. */
export function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: They are what is looked for.
  return text.replace(/[\u0000-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? "\u2421" : "\uFFFD";
  });
}
