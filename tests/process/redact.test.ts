import assert from "node:assert/strict";
import process from "node:process";
import { describe, it } from "node:test";
import fc from "fast-check";
import { hasSecretShape, isSecretName, redact, secretsOf } from "../../lib/process/redact.ts";

const RUNS = { numRuns: 10_000 };
const letters = (length: number): fc.Arbitrary<string> =>
  fc.stringMatching(new RegExp(`^[A-Za-z0-9]{${length}}$`));
const begun = (beginning: string, length: number): fc.Arbitrary<string> =>
  letters(length).map((rest) => `${beginning}${rest}`);

/** Secrets that show by themselves what they are. Written in two parts, so that nobody takes these for real ones. */
const shaped = fc.oneof(
  ...["sk-ant-api03-", "sk-proj-", "sk_live_", "rk_live_", "whsec_"].map((beginning) => begun(beginning, 24)),
  ...["ghp", "gho", "ghs", "github_pat"].map((beginning) => begun(`${beginning}_`, 36)),
  ...["glpat", "gldt", "glrt"].map((beginning) => begun(`${beginning}-`, 20)),
  ...["xoxb", "xoxp", "xapp"].map((beginning) => begun(`${beginning}-`, 24)),
  ...["npm", "hf", "dckr_pat", "shpat"].map((beginning) => begun(`${beginning}_`, 36)),
  begun("AIza", 35),
  begun("ya29.", 40),
  begun("pypi-", 40),
  fc.stringMatching(/^(?:AKIA|ASIA)[A-Z0-9]{16}$/),
  fc
    .tuple(letters(12), letters(20), letters(20))
    .map(([head, body, sign]) => `eyJ${head}.eyJ${body}.${sign}`),
  fc.tuple(letters(22), letters(43)).map(([id, key]) => `SG.${id}.${key}`),
);
const secretWord = fc.constantFrom(
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
);
/** What may stand around a secret; nothing that could be a part of it, or quote it. */
const around = fc.stringMatching(/^(?:[a-z ,.()\n]{0,30})$/);

describe("redact()", () => {
  it("redact() hides what has the shape of a secret, wherever it stands", () => {
    fc.assert(
      fc.property(around, shaped, around, (before, secret, after) => {
        const text = redact(`${before} ${secret} ${after}`);
        assert.equal(text, `${before} <redacted> ${after}`);
      }),
      RUNS,
    );
  });

  it("redact() hides what a telling name is given, in every way of writing it", () => {
    const value = fc
      .stringMatching(/^[A-Za-z0-9!#$%^*+_.~/=-]{6,40}$/)
      .filter((text) => !text.startsWith("-"));
    const ways: readonly ((name: string, value: string) => string)[] = [
      (name, given) => `${name}=${given}`,
      (name, given) => `${name} = ${given}`,
      (name, given) => `${name}: ${given}`,
      (name, given) => `"${name}":"${given}"`,
      (name, given) => `"${name}": "two words ${given}"`,
      (name, given) => `'${name}': '${given} and more'`,
      (name, given) => `{\\"${name}\\":\\"${given}\\"}`,
      (name, given) => `--${name.replaceAll(/^[_.]/g, "")} ${given}`,
      (name, given) => `--${name}="${given}"`,
      (name, given) => `https://host/path?${name}=${given}&page=2`,
    ];
    fc.assert(
      fc.property(around, secretWord, value, fc.constantFrom(...ways), (before, name, given, write) => {
        const plain = ["_auth", "MYSQL_PWD"].includes(name) ? "token" : name;
        const text = redact(`${before} ${write(plain, given)}\nthe next line`);
        assert.ok(!text.includes(given), text);
        assert.ok(text.endsWith("\nthe next line"), text);
      }),
      RUNS,
    );
  });

  it("redact() hides known values, the longest first, and logins in addresses", () => {
    fc.assert(
      fc.property(around, letters(12), letters(6), (before, secret, more) => {
        const env = {
          SOME_TOKEN: secret,
          OTHER_TOKEN: `${secret}${more}`,
          DATABASE_URL: `postgres://me:${secret}@host/db`,
        };
        const known = secretsOf(env);
        const text = redact(`${before}${secret}${more}|${secret}|${env.DATABASE_URL}`, known);
        assert.equal(text, `${before}<redacted>|<redacted>|postgres://<redacted>@host/db`);
      }),
      RUNS,
    );
  });

  it("redact() changes nothing the second time", () => {
    const piece = fc.oneof(
      shaped,
      fc.string({ maxLength: 20 }),
      secretWord,
      fc.constantFrom("=", ": ", '"', "\\", "'", "://", "@", "Bearer ", "Cookie: "),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const once = redact(pieces.join(""));
        assert.equal(redact(once), once);
      }),
      RUNS,
    );
  });

  it("redact() leaves prose, paths and counts as they are", () => {
    for (const text of [
      "the token expired; log in again",
      "Unexpected token in JSON at position 12",
      "Invalid authentication credentials",
      "used 1200 tokens: 1000 in, 200 out; max-thinking-tokens=1000",
      "at Object.<anonymous> (/home/me/keys/secret.ts:12:3)",
      "Basic authentication is off",
      "pwd=/home/me/project",
      "https://example.com:8080/a/b?page=2",
      "session 0b2f7c3e-7a1e-4c58-9c55-3b0c2f0c1d2e ended",
    ])
      assert.equal(redact(text), text);
  });

  it("redact() hides keys in PEM, whole or cut at either end, and cookies to the end of their line", () => {
    const key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEvQIBADAN\nBgkqhkiG9w0B\n-----END RSA PRIVATE KEY-----";
    assert.equal(redact(`a\n${key}\nb`), "a\n<redacted>\nb");
    assert.equal(redact(`a\n${key.slice(0, -20)}`), "a\n<redacted>");
    assert.equal(redact(`${key.slice(35)}\nb`), "<redacted>\nb");
    assert.equal(redact("Set-Cookie: id=abc; Path=/; HttpOnly\nnext"), "Set-Cookie: <redacted>\nnext");
    assert.equal(redact("Authorization: Bearer abcdefgh.ijklmnop\nnext"), "Authorization: <redacted>\nnext");
    assert.equal(redact("sent Basic dXNlcjpwYXNz to host"), "sent Basic <redacted> to host");
  });

  it("redact() takes time in proportion to the text, whatever stands in it", () => {
    const pieces = [
      "A",
      '"',
      "\\",
      "\\n",
      "-",
      "_-",
      "password=",
      'token="',
      "https://",
      "eyJ",
      "--token ",
      "key ",
      "x-",
      "-----BEGIN PRIVATE KEY-----",
      "-----END",
      "Bearer ",
      "cookie: ",
      " ",
    ];
    const time = (text: string): number => {
      const before = process.cpuUsage();
      redact(text);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1_000;
    };
    for (const piece of pieces) {
      const text = (length: number): string => piece.repeat(Math.ceil(length / piece.length));
      const [short, long] = [time(text(16_000)), time(text(128_000))];
      // Eight times as much text; a pattern that goes back and forth would take sixty-four times as long.
      assert.ok(long < 24 * Math.max(short, 5), `${JSON.stringify(piece)}: ${short} ms, then ${long} ms`);
    }
  });
});

describe("hasSecretShape()", () => {
  it("hasSecretShape() is true of each shape and of no ordinary flag", () => {
    fc.assert(
      fc.property(around, shaped, (before, secret) => {
        assert.ok(hasSecretShape(`${before} ${secret}`));
      }),
      RUNS,
    );
    for (const flag of [
      "--max-thinking-tokens=1000",
      "--model=claude-sonnet-5",
      "--add-dir=/home/me/keys",
      "--allowedTools=Bash(git:*)",
    ])
      assert.equal(hasSecretShape(flag), false, flag);
  });
});

describe("isSecretName()", () => {
  it("isSecretName() knows names by their last word", () => {
    for (const name of [
      "API_TOKEN",
      "GITHUB_TOKEN",
      "aws_secret_access_key",
      "dbPassword",
      "ANTHROPIC_API_KEY",
      "MYSQL_PWD",
      "SENTRY_DSN",
      "credentials",
    ])
      assert.ok(isSecretName(name), name);
    for (const name of ["PATH", "PWD", "OLDPWD", "KEYBOARD", "TOKENIZER", "SSH_AUTH_SOCK", "MONKEY"])
      assert.equal(isSecretName(name), false, name);
  });
});
