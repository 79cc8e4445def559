// Secrets that show by themselves what they are, by the beginnings that their issuers give them.

/** Nothing of a longer word; `\b` would miss what follows an underscore. */
const START = "(?<![A-Za-z0-9])";

/** Shapes that nothing else has. */
const CERTAIN: readonly RegExp[] = [
  // Keys in PEM and PuTTY's; of one that is cut off the rest goes too.
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
  /^[A-Za-z0-9+/=\s\\]*-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g,
  /PuTTY-User-Key-File-\d:[\s\S]*?(?:Private-MAC:[^\n]*|$)/g,
  ...[
    // Amazon, Google, age.
    "(?:AKIA|ASIA|AGPA|AIDA|AROA)[0-9A-Z]{16,}(?![A-Za-z0-9])",
    "AIza[A-Za-z0-9_-]{30,}",
    "ya29\\.[A-Za-z0-9_-]{16,}",
    "1//0[A-Za-z0-9_-]{20,}",
    "(?:AGE-SECRET-KEY|age-secret-key)-1[A-Za-z0-9]{20,}",
    // SendGrid, Slack's webhooks, JSON Web Tokens.
    "SG\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}",
    "hooks\\.slack\\.com/(?:services|workflows)/[A-Za-z0-9/]{16,}",
    "eyJ[A-Za-z0-9_-]{4,}\\.[A-Za-z0-9_-]{4,}(?:\\.[A-Za-z0-9_-]*)?",
  ].map((shape) => new RegExp(START + shape, "g")),
];

/** Beginnings that ordinary words have too: what follows decides. */
const BEGINNINGS = [
  // Anthropic, OpenAI, Stripe, and many who followed them.
  "(?:sk|rk|pk|whsec)[-_]",
  // GitHub, GitLab, Slack.
  "gh[a-z]_|github_pat_|gl(?:agent|cbt|dt|ffct|ft|imt|oas|pat|ptt|rt|rtr|soat)-|xox[a-z]-|xapp-",
  // Clouds and models.
  "do[a-z]_v1_|GOCSPX-|gsk_|xai-|pplx-|dapi|hf_|r8_|fo1_|nvapi-",
  // Registries, watchers, data bases and other services.
  "npm_|pypi-|dckr_pat_|shp[a-z]{2}_|lin_api_|sbp_|figd_|tskey-|pul-|atlasv1\\.|secret_|sq0[a-z]{3}-",
  "glsa_|hv[sbr]\\.|dp\\.[a-z]{2,6}\\.|pat[_.-]|pat(?=[A-Za-z0-9]{14}\\.)|sntry[su]_|pscale_[a-z]{2,6}_|PMAK-|ATATT3|ATCTT3",
];
/** Beginnings that no word has: in a message whatever follows goes. */
const OWN = new RegExp(
  `${START}(?:sk-(?:ant|proj|svcacct)-|[prs]k_(?:live|test)_|whsec_|gh[oprsu]_|github_pat_|glpat-|xox[a-z]-|xapp-|dckr_pat_)` +
    "[A-Za-z0-9_-]{8,}",
  "g",
);
const BEGUN = new RegExp(`${START}(?:${BEGINNINGS.join("|")})([A-Za-z0-9_.+=-]{8,})`, "g");

/** How much of a text must be no words, to be certain. */
const CERTAIN_LENGTH = 16;

/** Replace what has the shape of a secret. */
export function replaceShapes(text: string, by: string): string {
  let clean = text;
  for (const shape of CERTAIN) clean = clean.replace(shape, by);
  return clean.replace(OWN, by).replace(BEGUN, (whole, body: string) => {
    // A full stop is the sentence's, not the secret's.
    const end = /(?<!\.)\.+$/.exec(body)?.[0] ?? "";
    return oddPieces(body).length > 0 ? by + end : whole;
  });
}

/** True when a text holds what can hardly be anything but a secret. */
export function isCertain(text: string): boolean {
  // `search` begins at the start, whatever the pattern has matched before.
  if (CERTAIN.some((shape) => text.search(shape) !== -1)) return true;
  return [...text.matchAll(BEGUN)].some(([, body = ""]) => isMixed(body));
}

/** True for a text with letters and digits most of which stand in no word or number. */
export function isMixed(text: string): boolean {
  const odd = oddPieces(text).join("");
  return odd.length >= CERTAIN_LENGTH && /[A-Za-z]/.test(odd) && /\d/.test(odd);
}

/** Words, also `camelCase`, and numbers, also `v2` and `x86`. */
const PLAIN = /^(?:[A-Z]?[a-z]*|[A-Z]?[a-z]{2,}(?:[A-Z][a-z]{2,})*|[A-Z]*)\d{0,4}$|^\d{1,8}$/;
/** Hardly a word is that long. */
const LONG = 20;

function oddPieces(text: string): string[] {
  return text.split(/[^A-Za-z0-9]+/).filter((piece) => piece.length >= LONG || !PLAIN.test(piece));
}
