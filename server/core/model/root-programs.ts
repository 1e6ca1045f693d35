import type { Dockerfile, Stage } from "./dockerfile.ts";
import { callsOf } from "./shell-calls.ts";

/** Programs that start others as another user, as entrypoints do that begin as root. */
const steppers = /(?:^|[\s/"'=])(gosu|su-exec|setpriv|s6-setuidgid|setuidgid|chpst|runuser)(?=$|[\s"',;@:])/;

/** What the stage has to leave root with: a program that it starts, or brings for its entrypoint. */
export function leavesRoot({ text }: Dockerfile, stage: Stage): string | undefined {
  const started = [stage.entrypoint(), stage.cmd()].filter((instruction) => instruction !== undefined);
  const brought = stage.entrypoint() ? stage.chain.filter(({ keyword }) => brings.has(keyword)) : [];
  for (const { span } of [...started, ...brought]) {
    const found = steppers.exec(text.slice(span.start, span.end))?.[1];
    if (found) return found;
  }
  return undefined;
}

const brings = new Set(["RUN", "COPY", "ADD"]);

/** Init systems, and daemons that start sessions or jobs as other users, or change the machine's network. */
const rootPrograms = new Set(
  "init systemd s6-svscan runsvdir runsvdir-start my_init cron crond sshd dockerd dockerd-entrypoint.sh containerd kubelet xinetd vsftpd smbd openvpn rsyslogd keepalived fail2ban-server chronyd ntpd libvirtd".split(
    " ",
  ),
);

/** The program that the image starts, where it is one that is no use without root. */
export const needsRoot = (stage: Stage): string | undefined => started(stage, rootPrograms);

/** Daemons that open logs, pid files and ports before they go over to an account of their own. */
const startsAsRoot = new Set(
  "nginx openresty apache2 apachectl apache2ctl httpd httpd-foreground php-fpm mysqld mysqld_safe mariadbd squid varnishd named haproxy supervisord dnsmasq privoxy tor".split(
    " ",
  ),
);

/**
 * The daemon that the image starts, where it can't just be started as another user. Images that are made for one daemon
 * have seen to that; what starts several daemons is set up for root in any image.
 */
export function leavesRootItself(stage: Stage): string | undefined {
  return started(stage, stage.facts?.kind === "os" ? startsAsRoot : supervisors);
}

const supervisors = new Set(["supervisord"]);

function started(stage: Stage, programs: ReadonlySet<string>): string | undefined {
  for (const instruction of [stage.entrypoint(), stage.cmd()]) {
    const found = instruction && callsOf(instruction).find(({ name }) => programs.has(name));
    if (found) return found.name;
  }
  return undefined;
}
