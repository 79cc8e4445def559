import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { readManaged } from "../../lib/settings/settings-files.ts";

// What is expected here was observed on the official SDK with files in /etc/claude-code, which a test must not touch.
describe("readManaged()", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "kodegen-managed-"));
  });
  beforeEach(async () => {
    await rm(folder, { recursive: true, force: true });
    await mkdir(path.join(folder, "managed-settings.d"), { recursive: true });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const put = (name: string, settings: unknown): Promise<void> =>
    writeFile(path.join(folder, name), typeof settings === "string" ? settings : JSON.stringify(settings));

  it("no folder and no file give nothing, and no problem", async () => {
    assert.deepEqual(await readManaged(path.join(folder, "none")), { settings: undefined, problems: [] });
  });

  it("files beside the main one go on top of it, by name; hidden and other files do not count", async () => {
    await put("managed-settings.json", { model: "m", permissions: { allow: ["Edit"], deny: ["Write"] } });
    await put("managed-settings.d/20-b.json", {
      model: "b",
      language: "b",
      permissions: { allow: ["Glob"] },
    });
    await put("managed-settings.d/10-a.json", { language: "a", permissions: { allow: ["Grep"] } });
    await put("managed-settings.d/.hidden.json", { language: "hidden" });
    await put("managed-settings.d/notes.txt", { language: "notes" });
    const { settings, problems } = await readManaged(folder);
    assert.deepEqual(problems, []);
    assert.deepEqual(settings, {
      model: "b",
      language: "b",
      permissions: { allow: ["Edit", "Grep", "Glob"], deny: ["Write"] },
    });
  });

  it("a value of a wrong kind is left out and named; the rest counts", async () => {
    await put("managed-settings.json", { model: 3, language: "x", permissions: { deny: ["Read"] } });
    const { settings, problems } = await readManaged(folder);
    assert.deepEqual(settings, { language: "x", permissions: { deny: ["Read"] } });
    assert.deepEqual(
      problems.map((problem) => problem.path),
      ["model"],
    );
  });

  it("a file that is no JSON is a problem of the whole file", async () => {
    await put("managed-settings.json", "{nope");
    const { settings, problems } = await readManaged(folder);
    assert.equal(settings, undefined);
    assert.equal(problems[0]?.path, "");
    assert.match(String(problems[0]?.message), /not JSON/);
  });

  it("a file cannot reach the prototype of what it is merged into", async () => {
    await put("managed-settings.json", '{"env":{"A":"1"},"__proto__":{"polluted":true}}');
    await put("managed-settings.d/a.json", '{"env":{"__proto__":{"polluted":true}}}');
    const { settings } = await readManaged(folder);
    assert.equal((settings as { polluted?: unknown }).polluted, undefined);
    assert.equal((settings?.env as { polluted?: unknown } | undefined)?.polluted, undefined);
  });
});
