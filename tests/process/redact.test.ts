import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { redact, secretsOf } from "../../lib/process/redact.ts";
import { assertInProportion } from "../support/cost.ts";
import { around, letters, secretWord, shaped } from "../support/secrets.ts";

const RUNS = { numRuns: 10_000 };

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
      .filter((text) => !text.startsWith("-") && !/^[a-z]*$/i.test(text));
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
      (name, given) => `${name}%3D${given}%26page%3D2`,
      (name, given) => `["${name}", "${given}"]`,
      (name, given) => `${name.replaceAll(/^[_.]/g, "")}: |\n  ${given}`,
      (name, given) => `${name}:\n  ${given}`,
      (name, given) => `<${name.replaceAll(/^[_.]/g, "")}>${given}</x>`,
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
      fc.constantFrom(
        "=",
        ": ",
        '"',
        "\\",
        "'",
        "://",
        "@",
        "Bearer ",
        "Cookie: ",
        "\n  ",
        "%3D",
        ", ",
        "--",
        "<",
        ">",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const once = redact(pieces.join(""));
        assert.equal(redact(once), once);
      }),
      RUNS,
    );
  });

  it("redact() hides a known value in JSON, in an address and in Base64", () => {
    const secret = 'a "quoted" word/with+signs';
    const known = secretsOf({ MY_TOKEN: secret, DATABASE_URL: "postgres://me:a/b#cdefgh@host/db" });
    const base64 = Buffer.from(secret).toString("base64");
    for (const written of [secret, JSON.stringify(secret), encodeURIComponent(secret), base64, "a/b#cdefgh"])
      assert.match(redact(`x ${written} y`, known), /^x "?<redacted>"?=* y$/, written);
  });

  it("redact() hides secrets by the place where they stand", () => {
    const value = "Ab3dE6gH9jK2";
    for (const text of [
      `curl -u user:${value} https://host`,
      `machine host login user password ${value}`,
      `["--api-token", "${value}"]`,
      `{"auths":{"host":{"auth": "${value}"}}}`,
      `Authorization%3A%20Bearer%20${value}`,
      `postgres://me:pass/word#${value}@host/db`,
      `<password encoded="no">${value}</password>`,
      `password:\n  ${value}\nnext: 1`,
      `PuTTY-User-Key-File-2: ssh-rsa\nPrivate-Lines: 1\n${value}\nPrivate-MAC: ${value}`,
      `mcp__sk-ant-api03-${value}`,
      `x_ghp_${value}`,
    ])
      assert.ok(!redact(text).includes(value), redact(text));
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
      "glibc-collate-2.31 and global-settings.json",
      "ssh://git@github.com/me/project.git",
      "https://host:8080/@scope/package@1.0.0",
      "npm_config_update_notifier=false hf_hub_download_timeout=10",
      "token: expected string",
      "password: required",
      "secrets: inherit",
      "Unexpected token: punc (.)",
      "the --api-key flag is missing",
      "glibc-2.31-0ubuntu9.9",
      "credentials:\n  username: me",
      'key: "model", primary_key=name',
      "docker run -u 1000:1000 image",
      "toolu_01AbCdEfGhIjKlMnOpQrStUv req_011CAbCdEfGhIjKlMnOp",
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

  it("redact() takes time in proportion to the text, whatever stands in it", async () => {
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
      "<password ",
      "<password>",
      "password:\n ",
      "-u a:",
      "login a password ",
      "sk-a1",
      "://a:",
      "%3D",
      '"token",',
      "PuTTY-User-Key-File-2:",
    ];
    for (const piece of pieces)
      await assertInProportion((length) => redact(piece.repeat(Math.ceil(length / piece.length))), 16_000, 8);
  });
});
