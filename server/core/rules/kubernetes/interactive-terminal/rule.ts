import { remove } from "../../../edits/change.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "interactive-terminal",
  title: "The container keeps a terminal open",
  why: "A terminal and an open input are there for somebody who types: `kubectl attach` gives whoever may attach the program's own console.",
  mayBreak: "Programs that read from a terminal end at once without one.",
  severity: "hint",
  references: ["CWE-489"],
  aliases: {},
  options: {},

  *check(manifest) {
    for (const { list, name, view, pod } of manifest.containers) {
      const [tty, stdin] = [view.get("tty"), view.get("stdin")];
      // A pod by itself is often there for somebody to look around in.
      if (list !== "containers" || pod.object.kind === "Pod") continue;
      if (tty?.boolean() !== true || stdin?.boolean() !== true) continue;
      yield {
        span: tty.span,
        message: `${name} keeps a terminal open for whoever attaches to it.`,
        fixes: () => [
          { title: "Close the terminal", safety: "review", changes: [remove(tty.path), remove(stdin.path)] },
        ],
      };
    }
  },
});
