import { joinWorkdir } from "../../../model/dockerfile-workdir.ts";
import { dockerfileRule } from "../../../rule.ts";

export default dockerfileRule({
  id: "system-workdir",
  title: "The working directory belongs to the kernel or to the boot loader",
  why: "Files there are devices, processes or the machine's start: what a program writes beside itself changes those, and a leaked handle of such a directory has let programs out of containers before.",
  mayBreak: "Nothing is changed for you: name a directory of your own, such as /app.",
  severity: "warning",
  references: ["CVE-2024-21626", "CWE-668"],
  aliases: { trivy: ["DS-0030"] },
  options: {},

  *check(file) {
    for (const stage of file.stages) {
      let current: string | undefined;
      for (const workdir of stage.instructions) {
        const [word] = workdir.words;
        if (workdir.keyword !== "WORKDIR" || !word) continue;
        const path = joinWorkdir(current, stage.substitute(word.text, workdir), false);
        if (!workdir.onbuild) current = path;
        const top = /^\/(proc|sys|dev|boot|initrd|lost\+found)(?:\/|$)/.exec(path ?? "")?.[1];
        if (!top || /^\/dev\/shm(?:\/|$)/.test(path ?? "")) continue;
        yield { span: word.span, message: `WORKDIR lies in /${top}, which is not for files of an application.` };
      }
    }
  },
});
