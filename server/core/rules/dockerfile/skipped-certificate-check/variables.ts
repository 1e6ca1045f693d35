/** True where a program that reads the variable checks no certificates. */
export function skipsChecks(name: string, value: string): boolean {
  return variables.get(name.toUpperCase())?.test(value) === true;
}

const off = /^(?:0|false|no)$/i;
const maven =
  /-D(?:maven\.wagon\.http\.ssl\.(?:insecure|allowall)=true|aether\.connector\.https\.securityMode=insecure)/;
const given = /^[^$\s]/;

const variables: ReadonlyMap<string, RegExp> = new Map([
  ["PYTHONHTTPSVERIFY", off],
  ["NODE_TLS_REJECT_UNAUTHORIZED", off],
  ["NPM_CONFIG_STRICT_SSL", off],
  ["YARN_ENABLE_STRICT_SSL", off],
  ["YARN_STRICT_SSL", off],
  ["CONDA_SSL_VERIFY", off],
  ["HTTPLIB2_DISABLE_SSL_CERTIFICATE_VALIDATION", /^(?:1|true)$/i],
  // git reads whether it is set, not to what.
  ["GIT_SSL_NO_VERIFY", given],
  ["PIP_TRUSTED_HOST", /^(?!localhost|127\.)[^$\s]/],
  ["UV_INSECURE_HOST", given],
  ["BUNDLE_SSL_VERIFY_MODE", /^0$/],
  ["PERL_LWP_SSL_VERIFY_HOSTNAME", off],
  ["GOINSECURE", given],
  ["GOFLAGS", /(?:^|\s)-insecure\b/],
  ["MAVEN_OPTS", maven],
  ["MAVEN_ARGS", maven],
  ["JAVA_TOOL_OPTIONS", maven],
  ["DOCKER_CONTENT_TRUST", off],
]);
