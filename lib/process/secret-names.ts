// Names that hold secrets, read by their segments: NAME_LIKE_THIS, nameLikeThis, name-like-this.

/** A segment that ends so holds a secret wherever it stands in the name. */
const TELLING =
  /(?:token|secret|passw(?:or)?d|passphrase|credential|authorization|cookie|sshpass|(?:api|access|auth|private|secret|signing|encryption)key|connectionstring)s?\d*$/;
/** Words that hold one at the end of a name only. */
const AT_THE_END = new Set(["auth", "bearer", "dsn", "jwt", "otp", "pass", "pat", "sig", "signature"]);
/** At the end of a name too, but alone they mean something else: a directory, and anything at all. */
const AFTER_ANOTHER = new Set(["pwd", "key", "keys"]);
/** Keys that open nothing. */
const OPEN_KEYS = new Set(
  "public pub primary foreign sort cache partition row index idempotency hot shift map object group routing lookup unique any press translation i18n".split(
    " ",
  ),
);
/** What may follow the word that matters. */
const SUFFIX =
  /^(?:\d+|v\d+|prod|production|dev|development|stage|staging|test|live|old|new|main|value|base64|b64)$/;
/** What says something about a secret, or counts tokens, and is none. */
const ABOUT = new Set(
  (
    "max min thinking input output total count counts budget limit limits usage used length size type types url uri " +
    "path file files dir folder name names id ids ttl expiry expires expiration timeout sock socket endpoint format " +
    "version service provider helper enabled required tokenizer policy manager ts js mjs cjs py go rs rb json md log txt " +
    "yaml yml toml html css lock cached reasoning prompt completion"
  ).split(" "),
);
const LONGEST = 256;

/** True for names of variables, fields, flags and headers that hold secrets. */
export function isSecretName(name: string): boolean {
  const segments = segmentsOf(name.slice(-LONGEST));
  while (segments.length > 1 && SUFFIX.test(segments.at(-1) ?? "")) segments.pop();
  const last = (segments.at(-1) ?? "").replace(/(?<!\d)\d+$/, "");
  const before = segments.at(-2);
  if (ABOUT.has(last) || (last === "tokens" && segments.some((word) => ABOUT.has(word)))) return false;
  if (segments.some((word) => TELLING.test(word))) return true;
  if (last === "string") return before === "connection";
  if (AFTER_ANOTHER.has(last)) return before !== undefined && !OPEN_KEYS.has(before) && before !== "old";
  return AT_THE_END.has(last);
}

function segmentsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((segment) => segment !== "");
}
