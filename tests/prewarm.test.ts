import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import {
  type ClaimOptions,
  type FlagSettings,
  type Options,
  prewarm,
  type SDKMessage,
  type SpareProcess,
} from "../lib/index.ts";
import { withRealClaude } from "./support/claude.ts";
import { disposing } from "./support/disposing.ts";
import { livingProcesses } from "./support/leaks.ts";

const claude = withRealClaude();

function folder(name: string): string {
  const made = path.join(claude.model.home, name);
  mkdirSync(made, { recursive: true });
  return made;
}

/** A spare that waits where `prewarm()` lets it wait. */
async function park(more: Options = {}): Promise<SpareProcess> {
  const { cwd: _cwd, ...options } = claude.options(more);
  return prewarm({ options });
}

async function claimAndRead(spare: SpareProcess, options: ClaimOptions): Promise<SDKMessage[]> {
  const messages: SDKMessage[] = [];
  for await (const message of spare.claim({ prompt: "Say hello", options })) messages.push(message);
  return messages;
}

describe("prewarm() with the real CLI", { timeout: 60_000 }, () => {
  const open = disposing();

  it("a spare becomes the session that is asked for", async () => {
    const cwd = folder("claimed");
    const sources: unknown[] = [];
    const hook = (input: object): Promise<object> => {
      sources.push((input as { source?: string }).source);
      return Promise.resolve({});
    };
    const spare = open(await park({ hooks: { SessionStart: [{ hooks: [hook] }] } }));
    assert.deepEqual(sources, [], "session hooks wait for the claim");
    const agents = { helper: { description: "helps", prompt: "Help" } };
    const settings: FlagSettings = { effortLevel: "high", permissions: { allow: ["Read"] } };
    const query = spare.claim({
      prompt: "Say hello",
      options: {
        cwd,
        model: "sonnet",
        permissionMode: "plan",
        title: "Mine",
        maxThinkingTokens: 1_000,
        agents,
        settings,
      },
    });
    const init: unknown[] = [];
    for await (const message of query) {
      if (message.type === "system" && message.subtype === "init")
        init.push(message.cwd, message.permissionMode, message.model.includes("sonnet"));
      if (message.type === "result") assert.equal(message.is_error, false);
    }
    const claimed = await spare.claimed;
    assert.deepEqual(init, [cwd, "plan", true]);
    assert.deepEqual([claimed.cwd, claimed.sessionId], [cwd, query.sessionId]);
    assert.deepEqual(sources, ["startup"]);
    const announced = await query.initializationResult();
    assert.ok(announced.agents.some(({ name }) => name === "helper"));
    assert.equal(announced.current_permission_mode, "plan");
    await spare.exited;
  });

  it("a spare waits in a directory of its own, which goes away with it", async () => {
    const spares = path.join(claude.model.home, ".claude/spares");
    const spare = await park();
    assert.equal(readdirSync(spares).length, 1);
    spare.close();
    await spare.exited;
    assert.deepEqual([readdirSync(spares), livingProcesses()], [[], []]);
    await assert.rejects(spare.claimed, { code: "claim_failed", reason: "spare_closed" });
    assert.throws(() => spare.claim({ prompt: "x", options: { cwd: "." } }), { code: "session_closed" });
  });

  it("a spare can be claimed once", async () => {
    const spare = open(await park());
    const query = spare.claim({ prompt: "Say hello", options: { cwd: folder("once") } });
    assert.throws(() => spare.claim({ prompt: "x", options: { cwd: "." } }), { code: "session_closed" });
    assert.equal((await query.result()).subtype, "success");
  });

  for (const [reason, options] of Object.entries({
    cwd_not_found: { cwd: "/nonexistent/folder" },
    permission_mode_not_claimable: { cwd: "/", permissionMode: "bypassPermissions" },
    env_key_not_claimable: { cwd: "/", env: { FOO: "1" } },
    settings_not_applied: { cwd: "/", settings: { permissions: { defaultMode: 5 } } as never },
  } satisfies Record<string, ClaimOptions>)) {
    it(`a refused claim says why, and the prompt is not sent: ${reason}`, async () => {
      const before = claude.model.requests.length;
      const spare = open(await park());
      await assert.rejects(claimAndRead(spare, options), { code: "claim_failed", reason });
      await assert.rejects(spare.claimed, new RegExp(`^ClaimError: ${reason}: `));
      await spare.exited;
      assert.equal(claude.model.requests.length, before);
    });
  }

  it("a claim that would come too late for hooks is refused before anything is sent", async () => {
    const spare = open(await park());
    const options = { cwd: folder("hooks"), settings: { disableAllHooks: true } };
    assert.throws(() => spare.claim({ prompt: "x", options }), { code: "invalid_options" });
    assert.equal((await claimAndRead(spare, { cwd: options.cwd })).at(-1)?.type, "result");
  });

  it("a CLI that cannot be started leaves nothing behind", async () => {
    const options = claude.options({ pathToClaudeCodeExecutable: "/nonexistent/claude" });
    delete options.cwd;
    await assert.rejects(prewarm({ options }), { code: "cli_not_found" });
    const spares = path.join(claude.model.home, ".claude/spares");
    assert.ok(!existsSync(spares) || readdirSync(spares).length === 0);
  });
});
