// Replaces secrets in a text: known ones, and what has the name, the place or the shape of one.
import { isSecretName } from "./secret-names.ts";
import { isCertain, isMixed, replaceShapes } from "./secret-shapes.ts";

const REDACTED = "<redacted>";

/** `Bearer …`, `Basic …`: the word stays, what follows goes; after words of everyday use only what is no word itself. */
const SCHEME =
  /(?<![A-Za-z0-9])([Bb]earer(?=[ \t%])|BEARER(?=[ \t%])|(?:[Bb]asic|[Dd]igest|[Nn]egotiate|[Tt]oken)(?=(?:[ \t]+|%20)\S{1,64}[0-9A-Z=+/_~]))([ \t]+|%20)([A-Za-z0-9._~+/=%-]{8,})/g;
/**
 * What stands before the host of an address: a login with a password, in which there may be `/` and `#` unless it
 * begins like a port; or a long one alone, which is a token.
 */
const URL_LOGIN =
  /((?<![A-Za-z0-9+.-])[a-z][a-z0-9+.-]{0,20}:\/\/)(?:[^\s/?#"'@:]{0,256}:(?!\d{1,5}(?:[/?#]|$))[^\s"'@]{1,256}|([^\s/?#"'@:]{16,256}))@/gi;
/** Headers that hold several values, up to the end of the line. */
const HEADER =
  /(?<![A-Za-z0-9])((?:set-)?cookie2?|(?:proxy-)?authorization|x-[a-z0-9-]{0,40}(?:key|token|secret|auth))(["']?[ \t]{0,4}:[ \t]{0,4})(?![ \t]*[|>][+-]?[ \t]*[\r\n])([^\r\n]+)/gi;
/** `curl -u user:password`; two numbers are a user's and a group's. */
const USER = /((?:^|\s)(?:-u|--user|--proxy-user)[ \t=]{1,4}["']?[^\s:"']{1,64}:)(?!\d+(?:\s|$))[^\s"']+/g;
const NETRC = /((?<![A-Za-z0-9])login\s{1,4}[^\s<>]{1,128}\s{1,4}password\s{1,4})\S+/g;
const XML = /<([A-Za-z][\w.:-]{0,64})(?:[ \t][^<>\n]{0,200})?>/g;

/**
 * A name and what stands between it and its value: `name=`, `"name": `, `name%3D`, `"name", "`, `--name `, and in YAML
 * the end of the line. It begins at the start of a word, so that each word is looked at once.
 */
const NAMED = new RegExp(
  String.raw`(?<![\w.-]|[Uu]nexpected )(?:(?<=\\)[nrt](?=\w))?([\w.-]+)(?:` +
    [
      String.raw`((?:\\?["'\x60])?[ \t]{0,4}:[ \t]{0,4}(?:[|>][+-]?[ \t]{0,4})?\r?\n(?=[ \t]))`,
      String.raw`((?:\\?["'\x60])?[ \t]{0,4}(?:=>|:=|[=:]|%3[ADad])(?:[ \t]|%20){0,4})`,
      String.raw`(\\?["'\x60][ \t]{0,4},[ \t]{0,4}(?=\\?["'\x60]))`,
      String.raw`([ \t]+)`,
    ].join("|") +
    ")",
  "g",
);
const QUOTED = String.raw`"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|\x60[^\x60]*\x60?|\\"(?:[^"\\]|\\[^"])*(?:\\")?`;
const VALUE = new RegExp(`${QUOTED}|[^\\s"'\`]\\S{2,}`, "y");
const ARGUMENT = new RegExp(`${QUOTED}|[^\\s"'\`-]\\S*`, "y");
/** Lines that stand deeper than the name; one that names something itself is another field. */
const BLOCK = /[ \t]+(?![^\n]{0,256}:(?:\s|$)|- )[^\n]+(?:\n[ \t]+(?![^\n]{0,256}:(?:\s|$)|- )[^\n]+)*/y;
/** What messages say of a secret, which is none. */
const SAID =
  /^(?:expected|required|inherit|invalid|missing|must|not|no|none|ok|enabled|disabled|flag|option|argument|header|null|undefined|true|false|yes|string|number|boolean|object|array|optional|unknown|unset|empty|cannot|could|should|denied|expired|failed|error|wrong|is|was|the|to|read|write)[.,;:!?)}\]]*$/i;
const FIGURES = /^\d+\W?$/;

/** Shorter values stand in too many texts for other reasons. */
const SECRET_LENGTH = 8;
const MAX_ROUNDS = 6;

/**
 * True when a text holds what can hardly be anything but a secret: a key of a known issuer, a login with a password, a
 * token after `Bearer`. What {@link redact} replaces is more.
 */
export function isCertainlySecret(text: string): boolean {
  if (isCertain(text)) return true;
  const tokens = [...text.matchAll(SCHEME)].map(([, , , token = ""]) => token);
  const logins = [...text.matchAll(URL_LOGIN)].map(([, , alone]) => alone);
  return tokens.some(isMixed) || logins.some((alone) => alone === undefined || isMixed(alone));
}

/**
 * The secrets that an environment holds, longest first, in all the ways in which they may be written: values by their
 * names, and passwords within addresses.
 */
export function secretsOf(env: Readonly<Record<string, string | undefined>>): string[] {
  const found = new Set<string>();
  for (const [name, value = ""] of Object.entries(env)) {
    const password = /^[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:([^\s@]+)@/i.exec(value)?.[1];
    if (password !== undefined) found.add(password);
    // Of a key with several lines any one may be shown.
    if (isSecretName(name)) for (const line of [value, ...value.split("\n")]) found.add(line.trim());
  }
  return [...new Set([...found].filter((value) => value.length >= SECRET_LENGTH).flatMap(writings))].toSorted(
    (a, b) => b.length - a.length,
  );
}

/** A value as it is, in JSON, in an address, and in Base64 without what fills it up. */
function writings(value: string): string[] {
  const address = new URLSearchParams([["", value]]).toString().slice(1);
  const base64 = Buffer.from(value)
    .toString("base64")
    .replace(/={1,2}$/, "");
  return [value, JSON.stringify(value).slice(1, -1), address, address.replaceAll("+", "%20"), base64];
}

/**
 * Replace secrets with `<redacted>`: known ones, and what has the shape of one (keys, tokens, cookies, `Bearer …`,
 * passwords in addresses, `name=value` with a telling name).
 *
 * @param known From {@link secretsOf}.
 */
export function redact(text: string, known: readonly string[] = []): string {
  let clean = text;
  for (const secret of known) clean = clean.replaceAll(secret, REDACTED);
  // Two secrets without a space between them show only one after the other.
  for (let round = 0, before = ""; round < MAX_ROUNDS && before !== clean; round += 1) {
    before = clean;
    clean = redactOnce(clean);
  }
  return clean;
}

function redactOnce(text: string): string {
  const clean = replaceShapes(text, REDACTED)
    .replace(HEADER, `$1$2${REDACTED}`)
    .replace(SCHEME, `$1$2${REDACTED}`)
    .replace(URL_LOGIN, (whole, scheme: string, alone?: string) =>
      alone === undefined || isMixed(alone) ? `${scheme}${REDACTED}@` : whole,
    )
    .replace(USER, `$1${REDACTED}`)
    .replace(NETRC, `$1${REDACTED}`);
  return redactNamed(redactElements(clean));
}

/** `<password>…</password>` */
function redactElements(text: string): string {
  return replaceAfter(text, XML, ([, name = ""], at) => {
    const end = isSecretName(name) ? text.indexOf("<", at) : at;
    const stop = end === -1 ? text.length : end;
    return text.slice(at, stop).trim() === "" ? undefined : [stop, REDACTED];
  });
}

/** What follows a telling name, in whatever way the two are joined. */
function redactNamed(text: string): string {
  return replaceAfter(text, NAMED, ([, name = "", line, sign, comma, space], at) => {
    if (!isSecretName(name) && !/tokens$/i.test(name)) return undefined;
    if (space !== undefined && !/^--?[A-Za-z]/.test(name)) return undefined;
    const shape = line !== undefined ? BLOCK : space !== undefined ? ARGUMENT : VALUE;
    shape.lastIndex = at;
    const value = shape.exec(text)?.[0];
    if (value === undefined || SAID.test(value)) return undefined;
    // How many tokens there are is no secret.
    if (/tokens$/i.test(name) && (!isSecretName(name) || FIGURES.test(value))) return undefined;
    // A list of names.
    if (comma !== undefined && /^\\?["'`][a-z_]+\\?["'`]$/.test(value) && isSecretName(value))
      return undefined;
    const indent = line === undefined ? "" : (/^[ \t]+/.exec(value)?.[0] ?? "");
    return [at + value.length, sign === undefined && line !== undefined ? indent + REDACTED : quoted(value)];
  });
}

type Found = readonly [end: number, by: string];

/** Replace what stands after matches of a pattern; the next match is looked for behind it. */
function replaceAfter(
  text: string,
  pattern: RegExp,
  replacement: (match: RegExpExecArray, at: number) => Found | undefined,
): string {
  let clean = "";
  let kept = 0;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const at = pattern.lastIndex;
    const found = replacement(match, at);
    if (found === undefined) continue;
    clean += text.slice(kept, at) + found[1];
    kept = found[0];
    pattern.lastIndex = kept;
  }
  return clean + text.slice(kept);
}

/** The value's own quotes stay, so that what was JSON still reads like it. */
function quoted(value: string): string {
  const mark = /^\\?["'`]/.exec(value)?.[0] ?? "";
  const closed = mark !== "" && value.length > mark.length && value.endsWith(mark);
  return `${mark}${REDACTED}${closed ? mark : ""}`;
}
