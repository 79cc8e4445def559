import assert from "node:assert/strict";
import { mkdir, mkdtemp } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { locateClaude, type Options } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { ask, copyOf, LIBRARIES, RecordingStore, shown, withoutBorders } from "./both-stores.ts";

const claude = withRealClaude();
const SESSION = "11111111-1111-4111-8111-111111111111";
const SUBAGENT = `[[mock: [
  {"tool":"Agent","input":{"description":"d","prompt":"mock:text","subagent_type":"general-purpose","run_in_background":false}},
  {"text":"The agent is done."}
] ]]`;

/** Options of a machine of its own, so that only the store can have the conversation. */
async function machine(more: Options = {}): Promise<Options> {
  const { env } = claude.options();
  const CLAUDE_CONFIG_DIR = await mkdtemp(path.join(claude.model.home, "config-"));
  return claude.options({
    allowedTools: ["Bash", "Agent"],
    pathToClaudeCodeExecutable: (await locateClaude()).path,
    ...more,
    env: { ...env, CLAUDE_CONFIG_DIR, ...more.env },
  });
}

/** A conversation with a subagent and two turns, as the official SDK stores it. */
async function conversation(): Promise<{
  store: RecordingStore;
  key: { projectKey: string; sessionId: string };
}> {
  const store = new RecordingStore();
  const options = await machine({ sessionStore: store });
  await ask("official", SUBAGENT, { ...options, sessionId: SESSION });
  await ask("official", "Remember the word quince.", { ...options, resume: SESSION });
  const [first] = store.appended;
  assert.ok(first !== undefined);
  return { store, key: { projectKey: first.key.projectKey, sessionId: SESSION } };
}

describe("The official SDK and this library mirror the same", { timeout: 300_000 }, () => {
  for (const [name, prompt, more] of [
    ["a tool call", "mock:bash", {}],
    ["a subagent", SUBAGENT, {}],
    ["each frame at once", "mock:bash", { sessionStoreFlush: "eager" }],
    ["an error of the service", "mock:err400", {}],
  ] as const) {
    it(name, async () => {
      const seen = [];
      for (const library of LIBRARIES) {
        const store = new RecordingStore();
        const options = await machine({ sessionStore: store, sessionId: SESSION, ...more });
        const { kinds, error } = await ask(library, prompt, options);
        seen.push({ kinds, error, appended: withoutBorders(store) });
      }
      assert.deepEqual(seen[1], seen[0]);
    });
  }

  it("and tell the same when the store does not take it", async () => {
    for (const reason of [new Error("no room"), "a text", undefined]) {
      const seen = [];
      for (const library of LIBRARIES) {
        const store = new RecordingStore();
        store.append = () => Promise.reject(reason);
        const { kinds, messages, error } = await ask(
          library,
          "mock:text",
          await machine({ sessionStore: store }),
        );
        const told = messages.find((message) => "subtype" in message && message.subtype === "mirror_error");
        seen.push({ kinds, error, told: shown(told) });
      }
      assert.deepEqual(seen[1], seen[0]);
    }
  });

  it("under the same key, for a path that is too long for a file name", async () => {
    const cwd = path.join(claude.model.home, "long path ü", ...Array<string>(8).fill("x".repeat(40)));
    await mkdir(cwd, { recursive: true });
    const keys = [];
    for (const library of LIBRARIES) {
      const store = new RecordingStore();
      const options = await machine({ sessionStore: store, sessionId: SESSION, cwd });
      await ask(library, "mock:text", options);
      const { kinds } = await ask(library, "mock:text", {
        ...(await machine(options)),
        sessionId: undefined,
        resume: SESSION,
      });
      assert.equal(kinds.at(-1), "result/success", "found under the key under which it was mirrored");
      keys.push({ calls: store.calls, keys: store.appended.map(({ key }) => JSON.stringify(key)) });
    }
    assert.deepEqual(new Set(keys[1]?.keys), new Set(keys[0]?.keys));
    assert.deepEqual(keys[1]?.calls, keys[0]?.calls);
  });
});

describe("The official SDK and this library resume the same from a store", { timeout: 300_000 }, () => {
  it("the model and the store see the same, whichever way it is resumed", async () => {
    const { store, key } = await conversation();
    const first = ((await store.load(key)) ?? []).find(({ type }) => type === "assistant");
    const ways: Record<string, Options> = {
      resume: { resume: SESSION },
      continue: { continue: true },
      fork: { resume: SESSION, forkSession: true },
      "at a message": { resume: SESSION, resumeSessionAt: first?.uuid },
    };
    for (const [way, how] of Object.entries(ways)) {
      const seen = [];
      for (const library of LIBRARIES) {
        const copy = await copyOf(store, key);
        const before = claude.model.requests.length;
        const { kinds, error } = await ask(
          library,
          "Which word was it?",
          await machine({ sessionStore: copy, ...how }),
        );
        const requests = claude.model.requests.slice(before);
        const asked = requests.map(({ messages, system, tools }) => shown({ messages, system, tools }));
        seen.push({ kinds, error, asked, calls: copy.calls, appended: Object.values(withoutBorders(copy)) });
      }
      assert.ok(JSON.stringify(seen[0]?.asked).includes("Which word was it?"), way);
      assert.deepEqual(seen[1], seen[0], way);
    }
  });

  it("and fail the same when it does not exist, takes too long, or cannot be", async () => {
    const unknown = "22222222-2222-4222-8222-222222222222";
    const hanging = Object.assign(new RecordingStore(), { load: () => new Promise<never>(() => undefined) });
    const cases: Record<string, Options> = {
      "an unknown id": { sessionStore: new RecordingStore(), resume: unknown },
      "a store that hangs": { sessionStore: hanging, resume: unknown, loadTimeoutMs: 200 },
    };
    for (const [name, how] of Object.entries(cases)) {
      const [theirs, ours] = [
        await ask("official", "hi", await machine(how)),
        await ask("ours", "hi", await machine(how)),
      ];
      assert.deepEqual([ours.kinds, ours.error], [theirs.kinds, theirs.error], name);
      assert.ok(ours.error !== undefined, name);
    }
    const append = (): Promise<void> => Promise.resolve();
    const load = (): Promise<null> => Promise.resolve(null);
    const refused: Record<string, Options> = {
      "no listSessions": { sessionStore: { append, load }, continue: true },
      persistSession: { sessionStore: { append, load }, persistSession: false },
      enableFileCheckpointing: { sessionStore: { append, load }, enableFileCheckpointing: true },
    };
    for (const [name, how] of Object.entries(refused)) {
      for (const library of LIBRARIES) {
        const { error, kinds } = await ask(library, "hi", await machine(how));
        assert.ok(error !== undefined && kinds.length === 0, `${library}: ${name}`);
      }
    }
  });
});
