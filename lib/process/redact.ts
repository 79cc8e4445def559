// Replaces what looks like a secret, so that a tail of stderr can be put into an error.

const SECRETS: readonly RegExp[] = [
  /\bsk-[A-Za-z0-9_-]{8,}/g,
  /\b(?:ghp|gho|ghs|ghu|github_pat|xox[abprs])[-_][A-Za-z0-9_-]{8,}/g,
  /\bAKIA[0-9A-Z]{12,}/g,
  /\beyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*/g,
];
const BEARER = /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi;
const ASSIGNMENT =
  /\b([A-Za-z0-9_-]{0,64}(?:token|secret|password|passwd|api[_-]?key|authorization|credential)s?)(["']?\s{0,4}[=:]\s{0,4}["']?)([^\s"',;&]{3,})/gi;
const URL_LOGIN = /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@]{1,256}@/gi;

const SECRET_NAME = /(?:token|secret|password|passwd|api_?key|access_?key|credentials?)$/i;
/** Shorter values stand in too many texts for other reasons. */
const SECRET_LENGTH = 8;

/** The values of variables whose names say that they are secret. */
export function secretsOf(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(env).flatMap(([name, value = ""]) =>
    SECRET_NAME.test(name) && value.length >= SECRET_LENGTH ? [value] : [],
  );
}

/**
 * Replace secrets with `<redacted>`: known ones, and what has the shape of one (keys, tokens, `Bearer …`,
 * `name=value` with a telling name).
 */
export function redact(text: string, known: readonly string[] = []): string {
  let clean = text;
  for (const secret of known) clean = clean.replaceAll(secret, "<redacted>");
  clean = clean.replace(BEARER, "$1 <redacted>").replace(URL_LOGIN, "$1<redacted>@");
  for (const secret of SECRETS) clean = clean.replace(secret, "<redacted>");
  return clean.replace(ASSIGNMENT, "$1$2<redacted>");
}
