import type { Obstacle } from "./distroless-runtime.ts";
import type { Dockerfile, Stage } from "./dockerfile.ts";
import type { Runtime } from "./runtime-images.ts";

/** A copy of what is bound to the place of the interpreter that it was installed for, or to another libc. */
export function packageObstacle({ text }: Dockerfile, stage: Stage, runtime: Runtime): Obstacle | undefined {
  const { image, language, libc } = runtime;
  if (language === "dotnet" && libc === "glibc" && /\blinux-musl\b/.test(text)) {
    return { at: stage.from, text: "what is published for linux-musl needs Alpine's libc" };
  }
  if (language !== "python") return undefined;
  for (const at of stage.chain) {
    if (at.keyword !== "COPY" && at.keyword !== "ADD") continue;
    const written = at.words.map(({ value }) => value).join(" ");
    if (/site-packages|\/usr\/local(?:\/(?:lib|bin))?(?:\/|\s|$)/.test(written)) {
      return { at, text: `packages in /usr/local are not seen by the Python in ${image}` };
    }
    if (/(?:^|[/.\s])v?env(?:\/|\s|$)/.test(written)) {
      return { at, text: "the virtual environment points to /usr/local/bin/python, which is elsewhere" };
    }
  }
  return undefined;
}
