import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { isSecretName } from "../../lib/process/secret-names.ts";

const SECRET =
  "API_TOKEN GITHUB_TOKEN aws_secret_access_key dbPassword ANTHROPIC_API_KEY MYSQL_PWD SENTRY_DSN credentials DB_PASS " +
  "pass auth API_KEY_2 PASSWORD_PROD OPENAI_KEY SESSION_KEY SERVICE_ROLE_KEY GH_PAT X-Amz-Signature sig otp PGPASSWORD " +
  "_authToken npm_config_//host/:_authToken --api-token signingKey connectionString TOKENS x-api-key";
const OPEN =
  "PATH PWD OLDPWD KEYBOARD TOKENIZER SSH_AUTH_SOCK MONKEY max-thinking-tokens MAX_TOKENS input_tokens token_count " +
  "PUBLIC_KEY primaryKey foreign_key sort_key cache-key key author TOKEN_URL AWS_ACCESS_KEY_ID password_file " +
  "secret.test.ts compass bypass";

describe("isSecretName()", () => {
  it("isSecretName() knows names by their segments", () => {
    for (const name of SECRET.split(" ")) assert.ok(isSecretName(name), name);
    for (const name of OPEN.split(" ")) assert.equal(isSecretName(name), false, name);
  });

  it("isSecretName() knows a telling word in whatever way a name is written, and with a number behind it", () => {
    const word = fc.stringMatching(/^[a-z]{3,8}$/).filter((text) => !isSecretName(`a_${text}`));
    const telling = fc.constantFrom("token", "secret", "password", "passphrase", "credential", "cookie");
    const number = fc.constantFrom("", "_2", "_PROD", "_OLD");
    fc.assert(
      fc.property(word, telling, number, (before, name, after) => {
        const capital = name.charAt(0).toUpperCase() + name.slice(1);
        const ways = [
          `${before}_${name}`,
          `${before}-${name}`,
          `${before}${capital}`,
          `${before}_${name}`.toUpperCase(),
        ];
        for (const way of ways) assert.ok(isSecretName(way + after), way + after);
      }),
      { numRuns: 10_000 },
    );
  });
});
