export interface EmbeddedPassword {
  readonly password: string;
  /** Where in the value it begins. */
  readonly at: number;
  readonly certainty: "certain" | "likely";
  readonly what: string;
}

/** A password inside a URL, a connection string or a data source name. Linear in the value's length. */
export function findEmbeddedPassword(value: string): EmbeddedPassword | undefined {
  return inUserinfo(value) ?? inKeyValues(value) ?? inGoDataSource(value);
}

/** `scheme://user:password@host`; a user alone (a Sentry DSN, `git@`) is no password. */
function inUserinfo(value: string): EmbeddedPassword | undefined {
  for (let at = value.indexOf("://"); at >= 0; at = value.indexOf("://", at + 3)) {
    const authority = /^[^\s/?#"'<>,;]*/.exec(value.slice(at + 3, at + 300))?.[0] ?? "";
    const end = authority.lastIndexOf("@");
    const colon = authority.indexOf(":");
    if (end < 0 || colon < 0 || colon > end) continue;
    const user = authority.slice(0, colon);
    // `[user:password@]host` shows a form.
    if (/[[\]]/.test(user)) continue;
    const password = authority.slice(colon + 1, end);
    if (isKnownValue(password) && end + 1 < authority.length && !examples.test(`${user}:${password}`)) {
      const begin = at + 3 + colon + 1;
      return { password, at: begin, certainty: certaintyOf(user, password), what: "a URL with its password" };
    }
  }
  return;
}

/** As documentation writes it. */
const examples = /^(?:user|username|login|name|usr):(?:pass|password|passwd|pwd|pw)$/i;

/** A password that is the user's name or a plain word is a default, not one that somebody drew. */
function certaintyOf(user: string, password: string): "certain" | "likely" {
  return password === user || /^[a-z]+(?:[_-][a-z]+)*$/.test(password) ? "likely" : "certain";
}

/** `Server=db;User Id=sa;Password=…`, `host=db password=…`, `jdbc:…?user=x&password=…`. */
function inKeyValues(value: string): EmbeddedPassword | undefined {
  const found = /(?:^|[;?&\s])(?:password|pwd)\s?=\s?([^;&\s"']+)/i.exec(value);
  const password = found?.[1];
  if (
    !password ||
    !isKnownValue(password) ||
    !/[;&\s?][\w ]{2,30}=|^[\w ]{2,30}=|:\/\//.test(value.replace(found[0], ""))
  )
    return;
  const at = found.index + found[0].length - password.length;
  return { password, at, certainty: certaintyOf("", password), what: "a connection string with its password" };
}

/** `user:password@tcp(host:3306)/name`. */
function inGoDataSource(value: string): EmbeddedPassword | undefined {
  const [, user = "", password] = /^([^\s:@/]{1,100}):([^\s@/]{1,200})@(?:tcp|unix)\(/.exec(value) ?? [];
  if (!password || !isKnownValue(password)) return;
  const at = user.length + 1;
  return { password, at, certainty: certaintyOf("", password), what: "a data source name with its password" };
}

const isKnownValue = (password: string): boolean => password !== "" && !/[$<>{}[\]]|^%|^\*+$/.test(password);
