import assert from "node:assert/strict";
import process from "node:process";
import { describe, it } from "node:test";
import { childEnv, isDangerous, SESSION_COOKIE } from "../../lib/process/env.ts";
import { redact } from "../../lib/process/redact.ts";
import { parseVersion, requireVersion } from "../../lib/process/version.ts";

describe("childEnv()", () => {
  it("childEnv() inherits the parent's environment less what loads foreign code or marks an outer session", () => {
    const before = { ...process.env };
    Object.assign(process.env, {
      KEPT_FOR_TEST: "yes",
      LD_PRELOAD: "/evil.so",
      NODE_OPTIONS: "--inspect",
      BASH_ENV: "/evil.sh",
      GIT_SSH_COMMAND: "evil",
      CLAUDECODE: "1",
      CLAUDE_CODE_SSE_PORT: "1",
      CLAUDE_CODE_ENTRYPOINT: "cli",
    });
    try {
      const { env, dropped } = childEnv(undefined, [], "cookie");
      assert.equal(env["KEPT_FOR_TEST"], "yes");
      for (const name of [
        "LD_PRELOAD",
        "NODE_OPTIONS",
        "BASH_ENV",
        "GIT_SSH_COMMAND",
        "CLAUDECODE",
        "CLAUDE_CODE_SSE_PORT",
      ]) {
        assert.equal(name in env, false, name);
      }
      assert.equal(env["CLAUDE_CODE_ENTRYPOINT"], "sdk-ts");
      assert.deepEqual(dropped, [], "what the parent happens to have is no mistake of the caller");
    } finally {
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      Object.assign(process.env, before);
    }
  });

  it("childEnv() takes a given environment in place of the parent's and names what it leaves out", () => {
    const { env, dropped } = childEnv(
      { PATH: "/bin", ld_preload: "/evil.so", GONE: undefined },
      [],
      "cookie",
    );
    assert.deepEqual(dropped, ["ld_preload"]);
    assert.equal(env["PATH"], "/bin");
    assert.equal("HOME" in env, false);
    assert.equal("GONE" in env, false);
    assert.equal(env[SESSION_COOKIE], "cookie");
    assert.equal(env["CLAUDE_CODE_SDK_READS_SESSION_STATE"], "1");
  });

  it("childEnv() keeps a dangerous variable that the caller names", () => {
    const { env, dropped } = childEnv({ LD_PRELOAD: "/mine.so" }, ["LD_PRELOAD"], "cookie");
    assert.equal(env["LD_PRELOAD"], "/mine.so");
    assert.deepEqual(dropped, []);
  });

  it("isDangerous() knows loaders, interpreters' options and git's hooks in any case", () => {
    for (const name of [
      "LD_AUDIT",
      "DYLD_INSERT_LIBRARIES",
      "Node_Options",
      "PYTHONPATH",
      "PERL5LIB",
      "GIT_CONFIG_COUNT",
      "IFS",
    ]) {
      assert.equal(isDangerous(name), true, name);
    }
    for (const name of [
      "PATH",
      "HOME",
      "ANTHROPIC_BASE_URL",
      "HTTPS_PROXY",
      "GIT_AUTHOR_NAME",
      "NODE_EXTRA_CA_CERTS",
    ]) {
      assert.equal(isDangerous(name), false, name);
    }
  });
});

describe("redact()", () => {
  it("redact() replaces secrets by shape and by name and leaves the rest readable", () => {
    const secrets = [
      "sk-ant-api03-abcdefgh12345678",
      "eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl",
      "ghp_abcdefghijklmnop",
      "hunter2secret",
    ];
    const text = redact(
      `key ${secrets[0]}; Authorization: Bearer abcdefgh.ijklmnop; jwt ${secrets[1]}; ${secrets[2]}; password=${secrets[3]}; ` +
        "https://user:pass@example.com/path failed at line 3",
    );
    for (const secret of [...secrets, "abcdefgh.ijklmnop", "user:pass"])
      assert.equal(text.includes(secret), false, text);
    assert.match(text, /failed at line 3/);
    assert.match(text, /example\.com\/path/);
  });
});

describe("requireVersion()", () => {
  it("parseVersion() finds the number past names and colours", () => {
    assert.equal(parseVersion("\u001b[1m2.1.330\u001b[0m (Claude Code)\n"), "2.1.330");
    assert.equal(parseVersion("no number here"), undefined);
  });

  it("requireVersion() refuses older versions, naming both, and nothing else", () => {
    assert.throws(() => requireVersion("2.0.76"), {
      code: "cli_version",
      found: "2.0.76",
      message: /2\.1\.0 or newer/,
    });
    assert.throws(() => requireVersion("1.9.999"), { code: "cli_version" });
    for (const fine of ["2.1.0", "2.10.0", "3.0.0", undefined]) requireVersion(fine);
  });
});
