import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import fc from "fast-check";
import { childEnv, SESSION_COOKIE } from "../../lib/process/env.ts";
import { isForeignCode } from "../../lib/process/foreign-code.ts";
import { withPrograms } from "../support/programs.ts";

const programs = withPrograms();

/** Run something with more variables in this program's own environment. */
function withOwn<T>(more: Readonly<Record<string, string>>, use: () => T): T {
  const before = { ...process.env };
  Object.assign(process.env, more);
  try {
    return use();
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

describe("childEnv()", () => {
  it("childEnv() inherits the host's environment less what loads foreign code or marks an outer session", () => {
    const outer = {
      CLAUDECODE: "1",
      CLAUDE_CODE_SSE_PORT: "1",
      CLAUDE_CODE_ENTRYPOINT: "cli",
      [SESSION_COOKIE]: "outer",
    };
    const foreign = {
      LD_PRELOAD: "/evil.so",
      NODE_OPTIONS: "--inspect",
      BASH_ENV: "/evil.sh",
      GIT_SSH_COMMAND: "evil",
    };
    withOwn({ KEPT_FOR_TEST: "yes", ...outer, ...foreign }, () => {
      const { env, dropped } = childEnv(undefined, [], "cookie", "/srv");
      assert.equal(env["KEPT_FOR_TEST"], "yes");
      for (const name of ["CLAUDECODE", "CLAUDE_CODE_SSE_PORT", ...Object.keys(foreign)])
        assert.equal(name in env, false, name);
      assert.equal(env["CLAUDE_CODE_ENTRYPOINT"], "sdk-ts");
      assert.equal(env[SESSION_COOKIE], "cookie", "/srv");
      assert.deepEqual(dropped, [], "what the host happens to have is no mistake of the caller");
    });
  });

  it("childEnv() takes a given environment in place of the host's and names what it leaves out", () => {
    const { env, dropped } = childEnv(
      { PATH: "/bin", ld_preload: "/evil.so", GONE: undefined },
      [],
      "cookie",
      "/srv",
    );
    assert.deepEqual(dropped, ["ld_preload"]);
    assert.equal(env["PATH"], "/bin");
    assert.equal("HOME" in env, false);
    assert.equal("GONE" in env, false);
    assert.equal(env["CLAUDE_CODE_SDK_READS_SESSION_STATE"], "1");
  });

  it("childEnv() does not warn of what was copied from the host's own environment", () => {
    withOwn({ NODE_OPTIONS: "--own", npm_config_git: "own" }, () => {
      const { env, dropped } = childEnv({ ...process.env, npm_config_git: "changed" }, [], "cookie", "/srv");
      assert.deepEqual(dropped, ["npm_config_git"]);
      assert.equal("NODE_OPTIONS" in env, false);
    });
  });

  it("childEnv() keeps a variable that the caller names, whatever its class", () => {
    const given = { LD_PRELOAD: "/mine.so", "BASH_FUNC_x%%": "() { :; }", PATH: ".:/bin" };
    const { env, dropped } = childEnv(given, Object.keys(given), "cookie", "/srv");
    for (const [name, value] of Object.entries(given)) assert.equal(env[name], value);
    assert.deepEqual(dropped, []);
  });

  it("childEnv() leaves no folder in PATH that means another one in each directory", {
    skip: process.platform === "win32" ? "POSIX paths" : false,
  }, () => {
    const table: readonly [string, string | undefined][] = [
      ["/usr/bin:/bin", "/usr/bin:/bin"],
      [".:/usr/bin", "/usr/bin"],
      [":/usr/bin:", "/usr/bin"],
      ["node_modules/.bin:./bin:/bin:../x", "/bin"],
      ["", undefined],
      [".", undefined],
      [
        "/srv/node_modules/.bin:/bin:/srv/.venv/bin:/usr/bin",
        "/bin:/srv/.venv/bin:/usr/bin:/srv/node_modules/.bin",
      ],
      ["/workshop/bin:/usr/bin", "/workshop/bin:/usr/bin"],
    ];
    for (const [given, kept] of table) {
      const { env, dropped } = childEnv({ PATH: given }, [], "cookie", "/srv");
      assert.equal(env["PATH"], kept, given);
      const isWhole = given.split(":").every((folder) => given === "" || folder.startsWith("/"));
      assert.deepEqual(dropped, isWhole ? [] : ["relative folders of PATH"], given);
    }
  });

  it("childEnv() lets no program of the working directory take the place of another one", {
    skip: process.platform === "win32" ? "POSIX scripts" : false,
  }, async () => {
    const planted = await programs.script("work/node_modules/.bin/node", "echo planted");
    await programs.script("bin/node", "echo real");
    const launcher = await programs.script("launcher", "exec node");
    const folders = [path.dirname(planted), path.join(programs.folder, "bin"), "/usr/bin", "/bin"];
    const cwd = path.join(programs.folder, "work");
    const { env } = childEnv({ PATH: folders.join(path.delimiter) }, [], "cookie", cwd);
    assert.equal(execFileSync(launcher, { cwd, env, encoding: "utf8" }), "real\n");
  });

  it("A13: childEnv() passes exactly what the rule lets pass, for any names", () => {
    const name = fc.oneof(
      fc.string({ minLength: 1, maxLength: 12 }),
      fc.stringMatching(/^[A-Z]{1,4}_[A-Z]{1,8}$/),
    );
    // A variable of this name is no variable of a plain object.
    const given = fc.dictionary(
      name.filter((text) => text !== "__proto__"),
      fc.string({ maxLength: 8 }),
      { maxKeys: 8 },
    );
    fc.assert(
      fc.property(given, (variables) => {
        const { env } = childEnv(variables, [], "cookie", "/srv");
        for (const [key, value] of Object.entries(variables)) {
          if (["CLAUDECODE", "PATH", "NoDefaultCurrentDirectoryInExePath", SESSION_COOKIE].includes(key))
            continue;
          assert.equal(env[key], !isForeignCode(key, process.platform) ? value : undefined);
        }
      }),
      { numRuns: 10_000 },
    );
  });
});

it("SESSION_COOKIE is a name that no other program uses", () =>
  assert.equal(SESSION_COOKIE, "KODEGEN_SESSION"));
