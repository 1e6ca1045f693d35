import type { Dockerfile, Stage } from "./dockerfile.ts";

/** Tomcat unpacks what it serves into a directory that its image gives to root. */
export function ownWebapps({ text }: Dockerfile, stage: Stage, owner: string): readonly string[] {
  if (stage.facts?.image !== "tomcat" || owner.includes("$")) return [];
  const brought = stage.chain.some(
    ({ keyword, words }) => copies.has(keyword) && words.some(({ value }) => /\.war$|\bwebapps\b/.test(value)),
  );
  const given = stage.chain.some(
    ({ keyword, span }) =>
      keyword === "RUN" &&
      /\bch(?:own|mod)\b[^&;|]{0,500}(?:webapps|\/usr\/local\/tomcat(?:\/?\s|$)|CATALINA_HOME)/.test(
        text.slice(span.start, span.end),
      ),
  );
  return brought && !given ? [`RUN chown ${owner} /usr/local/tomcat/webapps`] : [];
}

const copies = new Set(["COPY", "ADD"]);
