import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { isolatedFolder } from "../../lib/stores/isolated-folder.ts";

const HOME = mkdtempSync(path.join(os.tmpdir(), "kodegen-user-"));
const put = (file: string, value: object): void => {
  mkdirSync(path.dirname(path.join(HOME, file)), { recursive: true });
  writeFileSync(path.join(HOME, file), JSON.stringify(value, null, 2));
};
put(".claude/.credentials.json", {
  claudeAiOauth: { accessToken: "access", refreshToken: "refresh", expiresAt: 1 },
});
put(".claude/settings.json", { env: { A: "1" } });
put(".claude.json", {
  oauthAccount: { emailAddress: "a@example.org" },
  mcpServers: { evil: {} },
  projects: {},
});
const env = { HOME, USERPROFILE: HOME };
const read = (folder: string, file: string): unknown =>
  JSON.parse(readFileSync(path.join(folder, file), "utf8"));

describe("isolatedFolder()", () => {
  after(() => rmSync(HOME, { recursive: true }));

  it("isolatedFolder() copies the login alone, and no refresh token, which works only once", async () => {
    const { env: own, remove } = await isolatedFolder(undefined, env, true);
    const folder = own["CLAUDE_CONFIG_DIR"] ?? "";
    assert.deepEqual(read(folder, ".credentials.json"), {
      claudeAiOauth: { accessToken: "access", expiresAt: 1 },
    });
    assert.deepEqual(read(folder, ".claude.json"), { oauthAccount: { emailAddress: "a@example.org" } });
    assert.equal(existsSync(path.join(folder, "settings.json")), false);
    assert.equal(own["HOME"], path.join(folder, "home"));
    await remove();
    assert.equal(existsSync(folder), false);
  });

  it("isolatedFolder() copies nothing where the environment has a key", async () => {
    const { env: own, remove } = await isolatedFolder(undefined, env, false);
    assert.equal(existsSync(path.join(own["CLAUDE_CONFIG_DIR"] ?? "", ".credentials.json")), false);
    await remove();
  });

  it("isolatedFolder() leaves a login of the folder's own, and what else is in a folder that stays", async () => {
    const folder = path.join(HOME, "kept");
    mkdirSync(folder);
    const login = { claudeAiOauth: { accessToken: "own", refreshToken: "own" } };
    writeFileSync(path.join(folder, ".credentials.json"), JSON.stringify(login));
    writeFileSync(path.join(folder, ".claude.json"), JSON.stringify({ projects: { a: {} } }));
    const { remove } = await isolatedFolder(folder, env, true);
    assert.deepEqual(read(folder, ".credentials.json"), login);
    writeFileSync(path.join(folder, ".credentials.json"), "{}");
    await isolatedFolder(folder, env, true);
    assert.deepEqual(read(folder, ".claude.json"), {
      projects: { a: {} },
      oauthAccount: { emailAddress: "a@example.org" },
    });
    await remove();
    assert.ok(existsSync(folder));
  });

  it("isolatedFolder() says which folder cannot be used, and what to give instead", async () => {
    await assert.rejects(isolatedFolder(path.join(HOME, ".claude.json", "x"), env, true), {
      code: "spawn_failed",
      message: /Cannot use ".*x" as the configuration folder.*"configDir"/,
    });
  });
});
