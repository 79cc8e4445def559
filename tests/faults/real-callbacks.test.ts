// F39-F45 on the real CLI: what it makes of hooks and permission callbacks that fail or hang.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { describe } from "node:test";
import type { HookCallback, Options, SessionWarning } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { fault, type Scene } from "../support/fault.ts";
import { livingProcesses } from "../support/leaks.ts";
import { until } from "../support/until.ts";

const claude = withRealClaude();
const made = (): string => path.join(claude.model.home, "made-by-agent.txt");

interface Turn {
  /** What the messages say, as JSON. */
  readonly said: string;
  readonly warnings: readonly SessionWarning[];
  /** The tool has run. */
  readonly ran: boolean;
}

/** One turn in which the model wants to make a file with Bash. */
async function touch(scene: Scene, options: Options): Promise<Turn> {
  await rm(made(), { force: true });
  const client = scene.client(claude.options(options));
  const warnings: SessionWarning[] = [];
  client.on("warning", (warning) => warnings.push(warning));
  await client.sendMessage("mock:touch");
  const messages: object[] = [];
  for await (const message of client.receiveResponse()) messages.push(message);
  await client.close();
  return { said: JSON.stringify(messages), warnings, ran: existsSync(made()) };
}

const preToolUse = (...hooks: HookCallback[]): Options => ({
  allowedTools: ["Bash"],
  hooks: { PreToolUse: [{ hooks, timeout: 0.3 }] },
});
const failing = (): Promise<never> => Promise.reject(new Error("SECRET of the host"));
const hanging = (): Promise<never> => new Promise(() => undefined);

describe("Hooks of the real CLI", () => {
  fault(
    "F39: one that throws keeps the tool from running, with a fixed text, and the host is told",
    async (scene) => {
      const { said, warnings, ran } = await touch(scene, preToolUse(failing));
      assert.equal(ran, false);
      assert.match(said, /A hook of the host failed/);
      assert.doesNotMatch(said + JSON.stringify(claude.model.requests), /SECRET/);
      assert.match(String(warnings[0]?.cause), /SECRET/);
    },
  );

  fault("F39: one that throws where nothing is decided lets the turn go on", async (scene) => {
    const hooks = [{ hooks: [failing] }];
    const { ran, warnings } = await touch(scene, {
      allowedTools: ["Bash"],
      hooks: { UserPromptSubmit: hooks, PostToolUse: hooks, Stop: hooks },
    });
    assert.deepEqual([ran, warnings.length], [true, 3]);
  });

  fault("F40: one that never answers keeps the tool from running when its time is up", async (scene) => {
    let signal: AbortSignal | undefined;
    const hang: HookCallback = (_input, _id, context) => {
      signal = context.signal;
      return hanging();
    };
    const { said, ran } = await touch(scene, preToolUse(hang));
    assert.deepEqual([ran, signal?.aborted], [false, true]);
    // Both sides have the same time-out: whichever runs out first refuses.
    assert.match(said, /A hook of the host failed|did not respond before its timeout/);
  });

  fault("F41: many at once, slow but in time, let the tool run", async (scene) => {
    const slow = async (): Promise<object> => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return {};
    };
    const { ran, warnings } = await touch(scene, preToolUse(...Array.from({ length: 30 }, () => slow)));
    assert.deepEqual([ran, warnings], [true, []]);
  });
});

describe("Hooks that the host has never heard of", () => {
  fault("F43: the CLI gets an error, says so, and the turn goes on", async (scene) => {
    const client = scene.client(claude.options({ allowedTools: ["Bash"] }));
    const warnings: SessionWarning[] = [];
    client.on("warning", (warning) => warnings.push(warning));
    await client.connect();
    const hooks = { PreToolUse: [{ hookCallbackIds: ["nobodys"] }] };
    await client.request("initialize", { hooks });
    await client.sendMessage("mock:touch");
    const messages: object[] = [];
    for await (const message of client.receiveResponse()) messages.push(message);
    await client.close();
    assert.match(JSON.stringify(messages), /Hook callback nobodys failed.*"subtype":"success"/s);
    assert.match(warnings[0]?.message ?? "", /no hook with the callback id "nobodys"/);
  });
});

describe("Permission callbacks of the real CLI", () => {
  fault("F44: one that throws is a no with a fixed text", async (scene) => {
    const { said, warnings, ran } = await touch(scene, { canUseTool: failing });
    assert.deepEqual([ran, warnings.length], [false, 1]);
    assert.match(said, /The permission check .*, so the tool was not run/);
    assert.doesNotMatch(said + JSON.stringify(claude.model.requests), /SECRET/);
  });

  fault("F44: one that never answers is let go by close, and the process ends", async (scene) => {
    let signal: AbortSignal | undefined;
    const client = scene.client(
      claude.options({
        canUseTool: (_tool, _input, context) => {
          signal = context.signal;
          return hanging();
        },
      }),
    );
    await client.sendMessage("mock:touch");
    await until(() => signal !== undefined, "it was never asked");
    assert.equal((await client.close()).reason, "closed");
    assert.deepEqual([signal?.aborted, livingProcesses()], [true, []]);
  });

  fault(
    "F45: taken back by an interrupt, its signal is aborted and a late yes runs nothing",
    async (scene) => {
      await rm(made(), { force: true });
      let asked: AbortSignal | undefined;
      const client = scene.client(
        claude.options({
          canUseTool: (_tool, _input, { signal }) => {
            asked = signal;
            return new Promise((resolve) =>
              signal.addEventListener("abort", () => resolve({ behavior: "allow" }), { once: true }),
            );
          },
        }),
      );
      await client.sendMessage("mock:touch");
      await until(() => asked !== undefined, "it was never asked");
      await client.interrupt();
      assert.equal((await client.result()).subtype, "error_during_execution");
      assert.equal(asked?.aborted, true);
      await client.close();
      assert.equal(existsSync(made()), false);
    },
  );
});
