/** A form that a provider gives its secrets, so that they can be told from anything else. */
interface SecretFormat {
  readonly what: string;
  readonly pattern: RegExp;
  /** Also handed out on purpose where the setting's name says so: a browser's API key, an anonymous role's JWT. */
  readonly publishable?: boolean;
  /** It identifies a secret or is weak evidence of one. */
  readonly likely?: boolean;
}

export interface FoundFormat {
  readonly what: string;
  readonly certainty: "certain" | "likely";
  readonly publishable: boolean;
}

/** The first form found in the value, unless what follows its prefix is made up. */
export function findSecretFormat(value: string): FoundFormat | undefined {
  if (value.length < 16 || !prefilter.test(value)) return;
  for (const { what, pattern, publishable = false, likely = false } of formats) {
    const found = pattern.exec(value)?.[0];
    if (found !== undefined && !isMadeUp(found)) return { what, certainty: likely ? "likely" : "certain", publishable };
  }
  return;
}

/** Documentation shows `ghp_xxxxxxxx`, `AKIAIOSFODNN7EXAMPLE` and `sk_live_0123456789`. */
function isMadeUp(found: string): boolean {
  if (/example|xxxx|\*{3}|\.{3}|12345678|abcdefgh|(.)\1{7}/i.test(found)) return true;
  return found.length >= 20 && new Set(found.slice(-16)).size < 6;
}

const format = (what: string, pattern: RegExp): SecretFormat => ({ what, pattern });

/** Every pattern begins with a literal that `prefilter` knows, and repeats one class at a time: linear. */
const formats: readonly SecretFormat[] = [
  format("a private key", /-----BEGIN (?:[A-Z]{2,9} )?(?:ENCRYPTED )?PRIVATE KEY(?: BLOCK)?-----\s*[\\\w+/]/),
  format("an age key", /AGE-SECRET-KEY-1[0-9A-Z]{58}/),
  { ...format("an AWS access key id", /\b(?:AKIA|ASIA|ABIA)[A-Z2-7]{16}\b/), likely: true },
  format("an Amazon Bedrock key", /\bABSK[\w+/]{100,}/),
  { ...format("a Google API key", /\bAIza[\w-]{35}(?![\w-])/), publishable: true },
  format("a Google OAuth client secret", /\bGOCSPX-[\w-]{28}/),
  format("an Azure storage or Service Bus key", /\b(?:AccountKey|SharedAccessKey)=[\w+/]{40,90}=/),
  format("an Azure shared access signature", /[?&]sig=[\w%+/-]{40,}/),
  format("an Azure AD client secret", /(?<![\w~.-])[\w~.]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])/),
  format("a GitHub token", /\bgh[oprsu]_[A-Za-z0-9]{36}|\bgithub_pat_\w{60,}/),
  format("a GitLab token", /\bgl(?:pat|dt|rt|ptt|cbt|soat|ft|imt|agent|oas)-[\w-]{20,}|\bGR1348941[\w-]{20}/),
  format("an Atlassian token", /\bATATT3[\w=-]{60,}|\bATBB[A-Za-z0-9]{32}/),
  format("a Slack token", /\bxox[abeoprs]-[\w-]{20,}|\bxapp-\d-[\w-]{20,}/),
  format("a Slack webhook", /hooks\.slack\.com\/(?:services|workflows)\/[\w/]{30,}/),
  format("a Discord webhook", /discord(?:app)?\.com\/api\/webhooks\/\d{15,20}\/[\w-]{60,}/),
  format("a Telegram bot token", /(?<!\w)\d{8,10}:AA[\w-]{33}(?![\w-])/),
  format("a Stripe key", /\b[rs]k_(?:live|test|prod)_[A-Za-z0-9]{16,}|\bwhsec_[\w+/=]{32,}/),
  format("a Square token", /\bsq0(?:atp|csp)-[\w-]{22,}/),
  format("a Shopify token", /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/),
  format("a Twilio key", /\bSK[0-9a-f]{32}\b/),
  format("a SendGrid key", /\bSG\.[\w-]{22}\.[\w-]{43}/),
  format("a Mailgun key", /\bkey-[0-9a-f]{32}\b/),
  format("a Brevo key", /\bxkeysib-[0-9a-f]{64}-\w{16}/),
  format("an npm token", /\bnpm_[A-Za-z0-9]{36}/),
  format("a PyPI token", /\bpypi-AgE[\w-]{50,}/),
  format("a RubyGems key", /\brubygems_[0-9a-f]{48}/),
  format("a NuGet key", /\boy2[a-z0-9]{43}\b/),
  format("an Artifactory token", /\bAKCp[A-Za-z0-9]{60,}|\bcmVmd[A-Za-z0-9]{59}\b/),
  format("a Docker Hub token", /\bdckr_[op]at_[\w-]{20,}/),
  format("an Anthropic key", /\bsk-ant-[a-z]{3,6}\d\d-[\w-]{80,}/),
  format(
    "an OpenAI key",
    /\bsk-(?:proj|svcacct|admin)-[\w-]{40,}|\bsk-\w{10,40}T3BlbkFJ\w{10,}|\bsk-[A-Za-z0-9]{48}\b/,
  ),
  format("a Hugging Face token", /\bhf_[A-Za-z0-9]{34}\b|\bapi_org_[A-Za-z0-9]{34}\b/),
  format("a Groq key", /\bgsk_[A-Za-z0-9]{52}\b/),
  format("an xAI key", /\bxai-[A-Za-z0-9]{80}\b/),
  format("a Perplexity key", /\bpplx-[A-Za-z0-9]{48}\b/),
  format("a Replicate token", /\br8_[A-Za-z0-9]{37}\b/),
  format("a Databricks token", /\bdapi[0-9a-f]{32}/),
  format("a DigitalOcean token", /\bdo[opr]_v1_[0-9a-f]{64}/),
  format("a Doppler token", /\bdp\.(?:pt|st|ct|sa|scim|audit)\.[\w.]{40,}/),
  format("a Heroku key", /\bHRKU-[\w-]{36,}/),
  format("a Terraform Cloud token", /\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,}/),
  format("a Vault token", /\bhv[sbr]\.[\w-]{60,}/),
  format("a Grafana token", /\bglsa_[A-Za-z0-9]{32}_[0-9a-f]{8}|\bglc_[\w+/]{32,}/),
  format("a Sentry token", /\bsntrys_[\w+/=]{60,}|\bsntryu_[0-9a-f]{64}/),
  format("a New Relic key", /\bNRAK-[A-Z0-9]{27}\b|\b[0-9a-f]{36}NRAL\b/),
  format("a Dynatrace token", /\bdt0c01\.[A-Z0-9]{24}\.[A-Z0-9]{64}/),
  format("a PlanetScale secret", /\bpscale_(?:tkn|pw|oauth)_[\w.=-]{32,}/),
  format("a Supabase key", /\bsbp_[0-9a-f]{40}|\bsb_secret_[\w-]{22,}/),
  format("a Postman key", /\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}/),
  format("a Pulumi token", /\bpul-[0-9a-f]{40}/),
  format("a Linear key", /\blin_api_[A-Za-z0-9]{40}/),
  format("a Notion token", /\bntn_[A-Za-z0-9]{40,}|\bsecret_[A-Za-z0-9]{43}\b/),
  format("a Figma token", /\bfigd_[\w-]{40,}/),
  format("an Airtable token", /\bpat[A-Za-z0-9]{14}\.[0-9a-f]{64}/),
  format("a Tailscale key", /\btskey-[a-z]{3,10}-[\w-]{20,}/),
  format("a Cloudflare origin key", /\bv1\.0-[0-9a-f]{24}-[0-9a-f]{140,}/),
  format("a SonarQube token", /\bsq[apu]_[0-9a-f]{40}/),
  format("a crates.io token", /\bcio[A-Za-z0-9]{32}\b/),
  format("a 1Password token", /\bops_eyJ[\w+/=]{100,}/),
  format("a registry login", /"auth"\s*:\s*"[\w+/]{12,}={0,2}"/),
  format("an authorization header", /\b[Aa]uthorization:\s*(?:[Bb]earer|[Bb]asic|[Tt]oken)\s+[\w.+/=~-]{12,}/),
  { ...format("a signed token (JWT)", /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/), publishable: true },
];

/** One pass over a value rules out nearly all of them. */
const prefilter =
  /-----BEGIN|AGE-S|AKIA|ASIA|ABIA|ABSK|AIza|GOCSPX|AccessKey=|AccountKey=|sig=|Q~|gh[oprsu]_|github_pat|gl[a-z]{2,5}-|GR1348|ATATT|ATBB|xox|xapp-|hooks\.slack|api\/webhooks|:AA|[rs]k_|whsec|sq0|shp|SK[0-9a-f]|SG\.|key-|xkeysib|npm_|pypi-|rubygems|oy2|AKCp|cmVmd|dckr_|sk-|hf_|api_org|gsk_|xai-|pplx-|r8_|dapi|do[opr]_v1|dp\.|HRKU|atlasv1|hv[sbr]\.|gls?[ac]|sntry|NRA|dt0c01|pscale|sbp_|sb_sec|PMAK|pul-|lin_api|ntn_|secret_|figd_|pat\w|tskey|v1\.0-|sq[apu]_|cio\w|ops_eyJ|"auth"|uthorization:|eyJ/;
