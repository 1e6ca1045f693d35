import { type Span, shift } from "../text.ts";
import type { ShellCommand, ShellPipeline, ShellScript, ShellWord } from "./shell.ts";

interface Placed {
  readonly offset: number;
  readonly script: ShellScript;
}

/** Scripts by their text, those asked for least recently first. A keystroke leaves most scripts of a file as they were. */
const scripts = new Map<string, Placed>();
const mostScripts = 512;
const longestText = 20_000;

/** The script that `read` finds in the text that `key` stands for, moved to `offset`; read once as long as it is remembered. */
export function remembered(key: string, offset: number, read: () => ShellScript): ShellScript {
  if (key.length > longestText) return moved(read(), offset);
  const known = scripts.get(key);
  const script = known ? moved(known.script, offset - known.offset) : moved(read(), offset);
  scripts.delete(key);
  scripts.set(key, { offset, script });
  if (scripts.size > mostScripts) forgetOldest();
  return script;
}

function forgetOldest(): void {
  for (const key of scripts.keys()) {
    scripts.delete(key);
    return;
  }
}

function moved(script: ShellScript, by: number): ShellScript {
  if (by === 0) return script;
  const pipelines = new Map<ShellPipeline, ShellPipeline & { readonly commands: ShellCommand[] }>();
  for (const pipeline of script.pipelines) {
    pipelines.set(pipeline, { commands: [], span: shift(pipeline.span, by) });
  }
  const commands = script.commands.map((command) => {
    const pipeline = command.pipeline && pipelines.get(command.pipeline);
    const copy = movedCommand(command, pipeline, by);
    pipeline?.commands.push(copy);
    return copy;
  });
  const errors = script.errors.map((error) => movedPart(error, by));
  return { ...script, commands, pipelines: [...pipelines.values()], errors };
}

function movedCommand(command: ShellCommand, pipeline: ShellPipeline | undefined, by: number): ShellCommand {
  return {
    words: command.words.map((word) => movedWord(word, by)),
    name: command.name,
    assignments: command.assignments.map(({ name, value, span }) => ({
      name,
      value: value && movedWord(value, by),
      span: shift(span, by),
    })),
    span: shift(command.span, by),
    pipeline,
  };
}

const movedWord = ({ text, value, span }: ShellWord, by: number): ShellWord => ({ text, value, span: shift(span, by) });

const movedPart = <Part extends { readonly span: Span }>(part: Part, by: number): Part => ({
  ...part,
  span: shift(part.span, by),
});
