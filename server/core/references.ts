/** Where a reference can be read; undefined where no address is known that will last. */
export function referenceUrl(reference: string): string | undefined {
  for (const [pattern, url] of pages) {
    const match = pattern.exec(reference);
    if (match) return url.replace("$1", match[1] ?? "");
  }
  return undefined;
}

/** Markdown: a link where there is an address, else the words alone. */
export function referenceLink(reference: string): string {
  const url = referenceUrl(reference);
  return url ? `[${reference}](${url})` : reference;
}

const pages: readonly (readonly [RegExp, string])[] = [
  [/^(https:\/\/[^\s<>()]+)$/, "$1"],
  [/^CIS Docker\b/i, "https://www.cisecurity.org/benchmark/docker"],
  [/^CIS Kubernetes\b/i, "https://www.cisecurity.org/benchmark/kubernetes"],
  [/^Pod Security Standards\b/i, "https://kubernetes.io/docs/concepts/security/pod-security-standards/"],
  [
    /^NSA\b/i,
    "https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF",
  ],
  [/^NIST SP 800-190\b/i, "https://csrc.nist.gov/pubs/sp/800/190/final"],
  [/^CWE-(\d+)\b/i, "https://cwe.mitre.org/data/definitions/$1.html"],
  [/^(CVE-\d{4}-\d{4,})\b/i, "https://nvd.nist.gov/vuln/detail/$1"],
  [/^(?:MITRE )?ATT&CK (T\d{4})\b/i, "https://attack.mitre.org/techniques/$1/"],
  [/^OWASP Kubernetes Top (?:Ten|10)\b/i, "https://owasp.org/www-project-kubernetes-top-ten/"],
  [/^OWASP Docker Top (?:Ten|10)\b/i, "https://owasp.org/www-project-docker-top-10/"],
  [/^OWASP Kubernetes\b/i, "https://cheatsheetseries.owasp.org/cheatsheets/Kubernetes_Security_Cheat_Sheet.html"],
  [/^OWASP (?:Docker|Container)\b/i, "https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html"],
];
