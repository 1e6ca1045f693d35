import { type OptionName, optionUses } from "../../../model/command-option.ts";
import { wordsRemoval } from "../../../model/dockerfile-edits.ts";
import { hostOf, readDownload } from "../../../model/downloads.ts";
import type { Call } from "../../../model/shell-calls.ts";
import type { Span } from "../../../text.ts";

/** A word of a command that turns the check of a certificate off. */
export interface Skip {
  readonly span: Span;
  /** As the message names it: `curl -k`. */
  readonly what: string;
  removal(text: string): Span | undefined;
}

/** What of a call turns the check off; nothing where it only talks to its own machine. */
export function skipsOf(call: Call): readonly Skip[] {
  if (isLocal(call)) return [];
  const program = call.name.replace(/^(pip|python)[\d.]+$/, "$1");
  const options = (optionsOf.get(program) ?? []).flatMap((option) => optionUses(call, option));
  const used = options
    .filter(({ index, word }) => !trustsItself(`${word.value} ${call.words[index + 1]?.value ?? ""}`))
    .map(({ index, word, shown, removal }) => ({
      span: word.span,
      what: `${program === "python" ? "pip" : program} ${shown}`,
      removal: takesValue.test(shown) ? (text: string) => wordsRemoval(text, call.words, index, 2) : removal,
    }));
  return [...used, ...settings(call, program)];
}

const isLocal = (call: Call): boolean => {
  const host = hostOf(readDownload(call)?.url);
  return host !== undefined && /^(?:localhost|127\.[\d.]+|0\.0\.0\.0)$/.test(host);
};

const takesValue = /^--(?:trusted-host|allow-insecure-host)$/;
const trustsItself = (words: string): boolean =>
  /^--(?:trusted-host|allow-insecure-host)[= ](?:localhost|127\.)/.test(words);

const mavenInsecure =
  /^-D(?:maven\.wagon\.http\.ssl\.(?:insecure|allowall)=true|aether\.connector\.https\.securityMode=insecure)$/;
const curlValued = "AbcCdDeEFHKmoPQrtTuUwxXYyz";
const tlsVerify: OptionName = { long: /^--tls-verify=(?:false|0)$/ };
const noSslVerify: OptionName = { long: /^--setopt=.*sslverify=(?:0|false|no)$/i };
const strictSsl: OptionName = { long: /^--(?:no-strict-ssl|strict-ssl=false)$/ };
const trustedHost: OptionName = { long: /^--trusted-host(?:=.+)?$/ };

const optionsOf: ReadonlyMap<string, readonly OptionName[]> = new Map<string, readonly OptionName[]>([
  ["curl", [{ long: /^--(?:proxy-)?insecure$/, short: "k", valued: curlValued }]],
  ["wget", [{ long: /^--no-check-certificate$/ }]],
  ["wget2", [{ long: /^--no-check-certificate$/ }]],
  ["aria2c", [{ long: /^--check-certificate=false$/ }]],
  ["pip", [trustedHost]],
  ["uv", [trustedHost, { long: /^--allow-insecure-host(?:=.+)?$/ }]],
  ["poetry", [trustedHost]],
  ["python", [trustedHost]],
  ["go", [{ long: /^-insecure$/ }]],
  ["mvn", [{ long: mavenInsecure }]],
  ["mvnw", [{ long: mavenInsecure }]],
  ["npm", [strictSsl]],
  ["yarn", [strictSsl]],
  ["pnpm", [strictSsl]],
  ["yum", [noSslVerify]],
  ["dnf", [noSslVerify]],
  ["microdnf", [noSslVerify]],
  ["tdnf", [noSslVerify]],
  ["yum-config-manager", [noSslVerify]],
  ["svn", [{ long: /^--trust-server-cert(?:-failures=.+)?$/ }]],
  ["helm", [{ long: /^--insecure-skip-tls-verify(?:=true)?$/ }]],
  ["kubectl", [{ long: /^--insecure-skip-tls-verify(?:=true)?$/ }]],
  ["oc", [{ long: /^--insecure-skip-tls-verify(?:=true)?$/ }]],
  ["skopeo", [tlsVerify]],
  ["podman", [tlsVerify]],
  ["buildah", [tlsVerify]],
]);

/** Settings that a command takes or writes: `git -c http.sslVerify=false`, `npm config set strict-ssl false`. */
function settings({ words }: Call, program: string): readonly Skip[] {
  const setting = settingsOf.get(program);
  if (!setting) return [];
  for (const [index, { value = "", span }] of words.entries()) {
    if (index === 0 || value.startsWith("--")) continue;
    const alone = setting.exec(program === "sed" ? replacementOf(value) : value)?.[0];
    const pair = setting.exec(`${value}=${words[index + 1]?.value ?? ""}`);
    const what = alone ?? (pair?.index === 0 ? pair[0] : undefined);
    if (what === undefined) continue;
    const isOption = alone !== undefined && words[index - 1]?.value === "-c";
    return [{ span, what, removal: (text) => (isOption ? wordsRemoval(text, words, index - 1, 2) : undefined) }];
  }
  return [];
}

/** What sed writes: what it looks for may be what it takes away. */
const replacementOf = (script: string): string =>
  /^(?:[^sy]{0,100}[^\w])?s([|/#,:@!])/.test(script)
    ? script.replace(/s([|/#,:@!])(?:\\.|(?!\1)[^\\])*\1/g, " ")
    : script;

const npmSetting = /\bstrict-ssl\s*=\s*["']?false\b/i;
const yumSetting = /\bsslverify\s*=\s*["']?(?:0|false|no)\b/i;
/** A line of a configuration file that turns the check off. */
export const written = new RegExp(
  `${npmSetting.source}|${yumSetting.source}|\\bcheck_certificate\\s*=\\s*off\\b|\\bVerify-Peer["']?\\s+["']?false\\b|\\bsslVerify\\s*=\\s*false\\b|\\btrusted-host\\s*=\\s*(?!localhost|127\\.)\\w[\\w.-]*|:ssl_verify_mode:\\s*0\\b`,
  "i",
);

const settingsOf: ReadonlyMap<string, RegExp> = new Map([
  ["git", /\bhttp\.(?:\S{1,200}\.)?sslVerify=["']?(?:false|0|no|off)\b/i],
  ["npm", npmSetting],
  ["yarn", /\b(?:strict-ssl|enableStrictSsl)=["']?false\b/i],
  ["pnpm", npmSetting],
  ["pip", /\b(?:global|install)\.trusted-host=\S+/],
  ["conda", /\bssl_verify=(?:false|no|0)\b/i],
  ["mamba", /\bssl_verify=(?:false|no|0)\b/i],
  ["bundle", /\bssl_verify_mode=0\b/i],
  ["poetry", /\bcertificates\.[\w.-]{1,200}\.cert=["']?false\b/i],
  ["go", /^GO(?:INSECURE=[^$\s]|FLAGS=.*-insecure\b).*/],
  ["composer", /\b(?:disable-tls=true|secure-http=false)\b/i],
  ["yum", yumSetting],
  ["dnf", yumSetting],
  ["apt-get", /\bAcquire::https?::(?:\S{1,200}::)?Verify-(?:Peer|Host)=["']?(?:false|0|no)\b/i],
  ["apt", /\bAcquire::https?::(?:\S{1,200}::)?Verify-(?:Peer|Host)=["']?(?:false|0|no)\b/i],
  ["echo", written],
  ["printf", written],
  ["sed", written],
]);
