import type { Dockerfile, Stage } from "./dockerfile.ts";

/**
 * Why a web server's image can't just be started as another user, with what to do about it. Undefined for other images,
 * and where the file has seen to it already.
 */
export function serverObstacle({ text }: Dockerfile, stage: Stage): string | undefined {
  const { image, facts } = stage;
  const obstacle = facts && obstacles.find((one) => one.image === facts.image && one.tag.test(image?.tag ?? ""));
  if (!obstacle) return undefined;
  const prepared = stage.chain.some(
    ({ keyword, span }) => works.has(keyword) && obstacle.prepared.test(text.slice(span.start, span.end)),
  );
  return prepared ? undefined : obstacle.note;
}

const works = new Set(["RUN", "COPY", "ADD"]);

interface Obstacle {
  readonly image: string;
  readonly tag: RegExp;
  /** What the file says where it has made the image ready for another user. */
  readonly prepared: RegExp;
  readonly note: string;
}

const apachePort =
  "Apache listens on port 80 in this image, which some runtimes keep for root: set Listen and the virtual host to 8080 first, then USER www-data's number.";

const obstacles: readonly Obstacle[] = [
  {
    image: "nginx",
    tag: /(?:)/,
    prepared: /\/var\/cache\/nginx/,
    note: "nginx can't write its cache and pid file as another user: take the nginxinc/nginx-unprivileged image of this version, which listens on 8080, and pin that where a digest pins this one.",
  },
  {
    image: "httpd",
    tag: /(?:)/,
    prepared: /\bch(?:own|mod)\b[^&;|]{0,500}\/usr\/local\/apache2/,
    note: "httpd can't write its pid file as another user: give it /usr/local/apache2/logs with chown, and set Listen to 8080, before USER.",
  },
  { image: "php", tag: /(?:^|-)apache(?:-|$)/, prepared: /ports\.conf/, note: apachePort },
  { image: "wordpress", tag: /^(?!.*(?:fpm|cli))/, prepared: /ports\.conf/, note: apachePort },
];
