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

/** Replace secrets by shape (keys, tokens, `Bearer …`, `name=value` with a telling name) with `<redacted>`. */
export function redact(text: string): string {
  let clean = text.replace(BEARER, "$1 <redacted>").replace(URL_LOGIN, "$1<redacted>@");
  for (const secret of SECRETS) clean = clean.replace(secret, "<redacted>");
  return clean.replace(ASSIGNMENT, "$1$2<redacted>");
}
