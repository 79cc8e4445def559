// Replaces secrets: known ones, and what has the name or the shape of one. The one list of both.

const REDACTED = "<redacted>";

/** The last words of names that hold secrets, in whatever way they are written together. */
const SECRET_WORDS =
  "token|secret|passw(?:or)?d|passphrase|[_.-]pwd|[_.-]auth|authorization|credential|cookie|connection[_. -]?string|[_.-]dsn|" +
  "(?:api|access|account|auth|client|encryption|master|private|secret|shared|signing|ssh|storage)[_. -]?key";

/** Secrets that show by themselves what they are; each begins with what its issuer gives all of them. */
const SHAPES: readonly RegExp[] = [
  // Keys in PEM; of one that is cut off the rest goes too.
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
  /^[A-Za-z0-9+/=\s\\]*-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g,
  // Anthropic, OpenAI, Stripe, and many who followed them.
  /\b(?:sk|rk|pk|whsec)[-_][A-Za-z0-9_-]{8,}/g,
  // GitHub, GitLab, Slack.
  /\bgh[a-z]_[A-Za-z0-9]{8,}|\bgithub_pat_[A-Za-z0-9_]{8,}/g,
  /\bgl[a-z]{1,8}-[A-Za-z0-9_.-]{8,}/g,
  /\bxox[a-z]-[A-Za-z0-9-]{8,}|\bxapp-[A-Za-z0-9-]{8,}/g,
  // Amazon, Google, DigitalOcean, Azure.
  /\b(?:AKIA|ASIA|AGPA|AIDA|AROA)[0-9A-Z]{12,}/g,
  /\bAIza[A-Za-z0-9_-]{16,}|\bya29\.[A-Za-z0-9_-]{8,}|\bGOCSPX-[A-Za-z0-9_-]{8,}/g,
  /\bdo[a-z]_v1_[a-f0-9]{16,}/g,
  // Registries and services that give all their tokens one beginning.
  /\b(?:npm|hf|r8|shp[a-z]{2}|lin_api|sbp|figd|dckr_pat|tskey|pul|atlasv1|secret)_[A-Za-z0-9_-]{16,}/g,
  /\bpypi-[A-Za-z0-9_-]{16,}|\bSG\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}|\bsq0[a-z]{3}-[A-Za-z0-9_-]{8,}/g,
  // JSON Web Tokens.
  /\beyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?/g,
];

/** `Bearer …`, `Basic …`: the word stays, what follows goes; after words of everyday use only what is no word itself. */
const SCHEME =
  /\b([Bb]earer(?=[ \t])|BEARER(?=[ \t])|(?:[Bb]asic|[Dd]igest|[Nn]egotiate|[Tt]oken)(?=[ \t]+\S{1,64}[0-9A-Z=+/_~]))([ \t]+)[A-Za-z0-9._~+/=-]{8,}/g;
/** What stands before the host of an address. */
const URL_LOGIN = /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#"'@]{1,256}@/gi;
/** Headers that hold several values, up to the end of the line. */
const HEADER =
  /\b((?:set-)?cookie2?|(?:proxy-)?authorization|x-[a-z0-9-]{0,40}(?:key|token|secret|auth))(["']?[ \t]{0,4}:[ \t]{0,4})([^\r\n]+)/gi;
const QUOTED = `"(?:[^"\\\\]|\\\\.)*"?|'(?:[^'\\\\]|\\\\.)*'?|\`[^\`]*\`?|\\\\"(?:[^"\\\\]|\\\\[^"])*(?:\\\\")?`;
/** `name=value`, `"name": "value with spaces"`; whatever stands before the telling word does not matter. */
const ASSIGNMENT = new RegExp(
  `((?:${SECRET_WORDS})s?(?:\\\\?["'\`])?[ \\t]{0,4}(?:=>|:=|[=:])[ \\t]{0,4})(${QUOTED}|[^\\s"'\`]\\S{2,})`,
  "gi",
);
/** `--name value`. */
const FLAG = new RegExp(
  `((?:^|[\\s"'])--?[A-Za-z0-9_.-]{0,32}?(?:${SECRET_WORDS})[ \\t]+)(${QUOTED}|[^\\s"'\`-]\\S*)`,
  "gi",
);
/** How many tokens there are is no secret. */
const COUNT = /tokens["'`\\]*[ \t]*[=:>]+[ \t]*$/i;
const SECRET_NAME = new RegExp(`(?:${SECRET_WORDS})s?$`, "i");
/** Shorter values stand in too many texts for other reasons. */
const SECRET_LENGTH = 8;
const MAX_ROUNDS = 6;

/** True for names of variables, fields and headers that hold secrets. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** True when a text holds something that is a secret by its shape. */
export function hasSecretShape(text: string): boolean {
  // `search` begins at the start, whatever the pattern has matched before.
  return [...SHAPES, SCHEME, URL_LOGIN].some((shape) => text.search(shape) !== -1);
}

/** The secrets that an environment holds, longest first: values by their names, and passwords within addresses. */
export function secretsOf(env: Readonly<Record<string, string | undefined>>): string[] {
  const found = new Set<string>();
  for (const [name, value = ""] of Object.entries(env)) {
    const password = /^[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:([^\s/@]+)@/i.exec(value)?.[1];
    if (password !== undefined) found.add(password);
    // Of a key with several lines any one may be shown.
    if (isSecretName(name)) for (const line of [value, ...value.split("\n")]) found.add(line.trim());
  }
  return [...found].filter((value) => value.length >= SECRET_LENGTH).toSorted((a, b) => b.length - a.length);
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
  let clean = text;
  for (const shape of SHAPES) clean = clean.replace(shape, REDACTED);
  return clean
    .replace(HEADER, `$1$2${REDACTED}`)
    .replace(SCHEME, `$1$2${REDACTED}`)
    .replace(URL_LOGIN, `$1${REDACTED}@`)
    .replace(ASSIGNMENT, (whole, name: string, value: string) =>
      COUNT.test(name) && /^\d+\W?$/.test(value) ? whole : name + quoted(value),
    )
    .replace(FLAG, (_whole, name: string, value: string) => name + quoted(value));
}

/** The value's own quotes stay, so that what was JSON still reads like it. */
function quoted(value: string): string {
  const mark = /^\\?["'`]/.exec(value)?.[0] ?? "";
  const closed = mark !== "" && value.length > mark.length && value.endsWith(mark);
  return `${mark}${REDACTED}${closed ? mark : ""}`;
}
