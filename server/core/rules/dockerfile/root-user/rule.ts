import { baseNamed } from "../../../model/base-image-name.ts";
import type { Dockerfile, Stage } from "../../../model/dockerfile.ts";
import { isForDevelopment, startsNothing } from "../../../model/image-purpose.ts";
import { leaveRootHome } from "../../../model/root-home.ts";
import { leavesRoot, leavesRootItself, needsRoot } from "../../../model/root-programs.ts";
import { serverObstacle } from "../../../model/server-obstacle.ts";
import { callsOf } from "../../../model/shell-calls.ts";
import { unprivilegedServer } from "../../../model/unprivileged-server.ts";
import { userFixes } from "../../../model/user-fix.ts";
import { dockerfileRule, type Finding, type Fix } from "../../../rule.ts";

export default dockerfileRule({
  id: "root-user",
  title: "The image runs as root",
  why: "A process that escapes its container keeps its uid, and uid 0 is root on the host as well. Inside, root installs tools, rewrites the program and reads every file.",
  mayBreak:
    "The program can no longer write to directories that belong to root, WORKDIR among them: give it those with `COPY --chown`, or with chown before USER. Files on existing volumes keep their owner, and some runtimes keep ports below 1024 for root; the unprivileged nginx listens on 8080 instead of 80.",
  severity: "warning",
  references: ["CIS Docker 4.1", "NIST SP 800-190", "CWE-250"],
  aliases: {
    hadolint: ["DL3002"],
    trivy: ["DS-0002"],
    checkov: ["CKV_DOCKER_3", "CKV_DOCKER_8"],
    kics: ["fd54f200-402c-4333-a5a4-36ef6709af2f", "67fd0c4a-68cf-46d7-8c41-bc9fba7e40ae"],
    dockle: ["CIS-DI-0001"],
    cis_docker: ["4.1"],
  },
  options: {},

  *check(file, _, { path }) {
    const stage = file.final;
    const finding = stage && !isForDevelopment(stage, path) && judge(file, stage);
    if (finding) yield finding;
  },
});

function judge(file: Dockerfile, stage: Stage): Finding | undefined {
  const { value: user, setBy } = stage.user();
  if (user.root === false) return undefined;
  const word = setBy ? setBy.words[0] : stage.fromWord;
  // Who writes a variable into USER has thought of another user than root.
  if (!word || (setBy && user.root === undefined)) return undefined;
  const { span } = word;
  const absent = setBy ? {} : { absent: true };
  const fixes = () => userFixes(file, stage);
  if (user.root === undefined) {
    // Where sudo is needed to build, the base image has left root.
    if (stage.chain.some((run) => run.keyword === "RUN" && callsOf(run).some(({ name }) => name === "sudo")))
      return undefined;
    const message = `Nothing says whether ${baseNamed(stage)} runs as root; set USER.`;
    return { span, message, ...absent, severity: "hint", fixes };
  }
  if (!setBy && stage.image?.name === "scratch" && !starts(stage)) return undefined;
  const message = sentence(stage, setBy && word.text);
  const excuse = excuseOf(file, stage);
  if (!excuse) return { span, message, ...absent, ...repair(file, stage, fixes) };
  const { note, repairable } = excuse;
  return { span, message, ...absent, severity: "info", note, ...(repairable && { fixes }) };
}

function sentence(stage: Stage, user: string | undefined): string {
  const lead = `The image runs as ${stage.windows ? "ContainerAdministrator" : "root"}:`;
  if (user?.includes("$")) return `${lead} that is what USER ${shortened(user)} comes to.`;
  if (user !== undefined) return `${lead} USER ${shortened(user)} is the last one.`;
  if (stage.image?.name === "scratch") return `${lead} no USER is set.`;
  return `${lead} ${baseNamed(stage)} does, and no USER is set.`;
}

/** The fixes, or what has to be done by hand before there can be any. */
function repair(file: Dockerfile, stage: Stage, fixes: () => readonly Fix[]): Pick<Finding, "fixes" | "note"> {
  const daemon = leavesRootItself(stage);
  if (daemon) {
    const note = `${daemon} opens its logs, pid files and ports as root: give it paths that another user can write to, or take an image that is made to run without root.`;
    return { note };
  }
  const obstacle = unprivilegedServer(file, stage) ? undefined : serverObstacle(file, stage);
  if (obstacle !== undefined) return { note: obstacle };
  if (leaveRootHome(file, stage)) return { fixes };
  return { note: "The program lies in /root, which nobody but root may enter: move it first." };
}

function starts(stage: Stage): boolean {
  return stage.entrypoint() !== undefined || stage.cmd() !== undefined;
}

const shortened = (text: string): string => (text.length > 30 ? `${text.slice(0, 29)}…` : text);

interface Excuse {
  readonly note: string;
  readonly repairable: boolean;
}

/** Why it may be right for the image to start as root, where it may. */
function excuseOf(file: Dockerfile, stage: Stage): Excuse | undefined {
  const { facts } = stage;
  if (facts?.dropsPrivileges && !stage.entrypoint()) {
    return {
      note: `The entrypoint of ${facts.image} leaves root by itself (${facts.dropsPrivileges}). Kubernetes still refuses the image under runAsNonRoot: true, and whatever else starts in the container is root.`,
      repairable: true,
    };
  }
  const leaving = leavesRoot(file, stage);
  if (leaving) {
    return {
      note: `The image has ${leaving}, with which its entrypoint can leave root by itself. Kubernetes still refuses the image under runAsNonRoot: true.`,
      repairable: false,
    };
  }
  const program = needsRoot(stage);
  if (program) {
    return {
      note: `${program} needs root for what it does: keep it out of images that can do without.`,
      repairable: false,
    };
  }
  const serves = facts === undefined || facts.kind === "server" || facts.ports.length > 0;
  if (serves || !startsNothing(stage)) return undefined;
  return {
    note: "The file starts no program, so this is likely to be an image for others to build on or in. Who builds on it starts as root, unless they set USER.",
    repairable: true,
  };
}
