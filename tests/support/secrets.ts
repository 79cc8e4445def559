// Secrets of many issuers, names that hold one, and texts around them, for tests of any such.
import fc from "fast-check";

export const letters = (length: number): fc.Arbitrary<string> =>
  fc.stringMatching(new RegExp(`^[A-Za-z0-9]{${length}}$`));
const begun = (beginning: string, length: number): fc.Arbitrary<string> =>
  letters(length).map((rest) => `${beginning}${rest}`);

/** Secrets that show by themselves what they are. Written in two parts, so that nobody takes these for real ones. */
export const shaped: fc.Arbitrary<string> = fc.oneof(
  ...["sk-ant-api03-", "sk-proj-", "sk_live_", "rk_live_", "whsec_"].map((beginning) => begun(beginning, 24)),
  ...["ghp", "gho", "ghs", "github_pat"].map((beginning) => begun(`${beginning}_`, 36)),
  ...["glpat", "gldt", "glrt"].map((beginning) => begun(`${beginning}-`, 20)),
  ...["xoxb", "xoxp", "xapp"].map((beginning) => begun(`${beginning}-`, 24)),
  ...["npm", "hf", "dckr_pat", "shpat"].map((beginning) => begun(`${beginning}_`, 36)),
  ...["gsk_", "xai-", "pplx-", "glsa_", "hvs.", "dp.pt.", "secret_", "fo1_", "sntrys_", "pscale_tkn_"].map(
    (beginning) => begun(beginning, 32),
  ),
  ...["PMAK-", "ATATT3", "dapi", "age-secret-key-1", "1//0"].map((beginning) => begun(beginning, 40)),
  begun("hooks.slack.com/services/T0/B0/", 24),
  begun("AIza", 35),
  begun("ya29.", 40),
  begun("pypi-", 40),
  fc.stringMatching(/^(?:AKIA|ASIA)[A-Z0-9]{16}$/),
  fc
    .tuple(letters(12), letters(20), letters(20))
    .map(([head, body, sign]) => `eyJ${head}.eyJ${body}.${sign}`),
  fc.tuple(letters(22), letters(43)).map(([id, key]) => `SG.${id}.${key}`),
);
export const secretWord: fc.Arbitrary<string> = fc.constantFrom(
  "token",
  "API_TOKEN",
  "access-token",
  "apiKey",
  "api_key",
  "x-api-key",
  "password",
  "DB_PASSWORD",
  "db.passwd",
  "passphrase",
  "client_secret",
  "AWS_SECRET_ACCESS_KEY",
  "private_key",
  "credential",
  "Authorization",
  "_auth",
  "MYSQL_PWD",
  "DB_PASS",
  "API_KEY_2",
  "PASSWORD_PROD",
  "OPENAI_KEY",
  "SERVICE_ROLE_KEY",
  "GH_PAT",
  "X-Amz-Signature",
  "otp",
);
/** What may stand around a secret; nothing that could be a part of it, or quote it. */
export const around: fc.Arbitrary<string> = fc.stringMatching(/^(?:[a-z ,.()\n]{0,30})$/);
