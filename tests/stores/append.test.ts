// F61 and its neighbours: a store that takes nothing, not now, not everything, or not in time.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { initFrame, resultFrame, type ScriptedStep, stateFrame } from "../../lib/testing/index.ts";
import { fault, prompted, type Scene, TOGETHER } from "../support/fault.ts";
import {
  ENV,
  KEY,
  kindOf,
  mirrored,
  mirrorFrame,
  never,
  TroubledStore,
  turnOf,
} from "../support/mirroring.ts";
import { until, untilStill } from "../support/until.ts";

const running = [stateFrame("running"), initFrame()];
const failing = (): Promise<never> => Promise.reject(new Error("no room on the device"));

interface Told {
  readonly warnings: string[];
  readonly kinds: string[];
}

/** Several turns with one store, in one session. */
async function turns(
  scene: Scene,
  texts: readonly string[],
  store: TroubledStore,
  before: (turn: number) => void = () => undefined,
): Promise<Told> {
  const steps = texts.flatMap((text) => [prompted, turnOf(mirrorFrame([text]))]);
  const client = scene.client(await scene.options({ steps }, { env: ENV, sessionStore: store }));
  const told: Told = { warnings: [], kinds: [] };
  client.on("warning", ({ code, message }) => told.warnings.push(`${code}: ${message}`));
  client.on("message", (message) => told.kinds.push(kindOf(message)));
  for (const [index, text] of texts.entries()) {
    before(index);
    await client.sendMessage(text);
    await client.result();
  }
  await client.close();
  return told;
}

describe("A session whose store fails", TOGETHER, () => {
  fault("F61: it is told before the result, after three attempts, and goes on", async (scene) => {
    const store = new TroubledStore(failing);
    const steps = [turnOf(mirrorFrame(["one"]))];
    const { messages, kinds, warnings, error } = await mirrored(scene, steps, { sessionStore: store });
    assert.deepEqual(kinds, ["init", "mirror_error", "result"]);
    assert.deepEqual(
      { ...messages[1], uuid: "" },
      {
        type: "system",
        subtype: "mirror_error",
        error: "no room on the device",
        key: KEY,
        session_id: KEY.sessionId,
        uuid: "",
      },
    );
    assert.deepEqual([store.attempts, error], [3, undefined]);
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ["store_failed", "store_failed"],
      "once that it fails, once what it will not have",
    );
    assert.match(warnings[1]?.message ?? "", /will not have 1 entries of 66666666/);
  });

  fault(
    "F61: nothing is lost when the store comes back, and it is told once that it was away",
    async (scene) => {
      const store = new TroubledStore();
      const { warnings, kinds } = await turns(scene, ["1", "2", "3", "4"], store, (index) => {
        store.trouble = index === 1 || index === 2 ? failing : undefined;
      });
      assert.deepEqual(store.texts(), ["1", "2", "3", "4"]);
      assert.equal(warnings.length, 1, warnings.join("\n"));
      assert.match(
        warnings[0] ?? "",
        /^store_failed: .*no room on the device; what it has not taken is sent again/,
      );
      assert.equal(kinds.filter((kind) => kind === "mirror_error").length, 2);
    },
  );

  fault("F61: nothing waits for ever behind an entry that the store refuses", async (scene) => {
    const store = new TroubledStore(async (entries) => {
      if (entries.some((entry) => entry["text"] === "poison")) throw new Error("too large");
    });
    const { warnings } = await turns(scene, ["1", "poison", "3", "4"], store);
    assert.deepEqual(store.texts(), ["1", "3", "4"]);
    assert.equal(warnings.length, 2, warnings.join("\n"));
    assert.match(warnings[1] ?? "", /will not have 1 entries of .*too large/);
  });

  fault("F61: an append() may throw, or give no promise", async (scene) => {
    const store = new TroubledStore();
    let calls = 0;
    store.append = ((...given: Parameters<TroubledStore["append"]>) => {
      calls += 1;
      if (calls === 1) throw new TypeError("not yet");
      void TroubledStore.prototype.append.apply(store, given);
    }) as never;
    const { kinds } = await mirrored(scene, [turnOf(mirrorFrame(["one"]))], { sessionStore: store });
    assert.deepEqual([kinds, store.texts(), calls], [["init", "result"], ["one"], 2]);
  });
});

describe("A session whose store hangs", TOGETHER, () => {
  fault("F61: it is waited for as long as one append may take, once", async (scene) => {
    const store = new TroubledStore(never);
    const options = { sessionStore: store, appendTimeoutMs: 200 };
    const { kinds, messages } = await mirrored(scene, [turnOf(mirrorFrame(["one"]))], options);
    assert.deepEqual(kinds, ["init", "mirror_error", "result"]);
    assert.match(JSON.stringify(messages[1]), /SessionStore\.append\(\) timed out after 200ms for \/nowhere/);
    assert.equal(store.attempts, 1, "what timed out may still take effect");
  });

  fault("F61: the session closes after seconds all the same", async (scene) => {
    const store = new TroubledStore(never);
    const steps: ScriptedStep[] = [prompted, { emit: [...running, mirrorFrame(["one"])] }, { hang: true }];
    const client = scene.client(await scene.options({ steps }, { env: ENV, sessionStore: store }));
    const told: string[] = [];
    client.on("message", (message) => told.push(JSON.stringify(message)));
    client.on("warning", ({ message }) => told.push(message));
    await client.sendMessage("hello");
    await until(() => store.attempts === 1, "nothing was appended");
    await client.close();
    assert.match(told.join("\n"), /mirror_error.*the store was not done 5000 ms later/);
    assert.match(told.join("\n"), /will not have 1 entries/);
  });

  fault("F61: the session closes when the store dies at that very moment", async (scene) => {
    const store = new TroubledStore();
    const last: ScriptedStep = { emit: mirrorFrame(["last"]) };
    const steps: ScriptedStep[] = [prompted, turnOf(mirrorFrame(["one"])), last, { hang: true }];
    const client = scene.client(await scene.options({ steps }, { env: ENV, sessionStore: store }));
    const warnings: string[] = [];
    client.on("warning", ({ message }) => warnings.push(message));
    await client.sendMessage("hello");
    await client.result();
    store.trouble = failing;
    assert.equal((await client.close()).reason, "closed");
    assert.match(warnings.join("\n"), /will not have 1 entries/);
  });

  fault("F61: the CLI waits for it, so that memory stays bounded", async (scene) => {
    const frame = `${JSON.stringify(mirrorFrame(["x".repeat(1_000_000)]))}\n`;
    const steps: ScriptedStep[] = [
      prompted,
      { emit: running },
      { repeat: 150, steps: [{ raw: frame }, { stderr: "." }] },
      { emit: [resultFrame("done"), stateFrame("idle")] },
    ];
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    let stored = 0;
    const append = async (_key: unknown, entries: readonly unknown[]): Promise<void> => {
      await opened;
      stored += entries.length;
    };
    let written = 0;
    const options = await scene.options(
      { steps },
      {
        env: ENV,
        sessionStore: { append, load: () => Promise.resolve(null) },
        stderr: (dots) => (written += dots.length),
      },
    );
    const result = scene.query("hello", options).result();
    await until(() => written > 0, "nothing was written");
    const most = await untilStill(() => written);
    assert.ok(most < 100, `${most} of 150 lines of 1 MB were taken in although the store took nothing`);
    open();
    await result;
    assert.equal(stored, 150);
  });
});

describe("A CLI that misbehaves towards a store", TOGETHER, () => {
  fault("F61: transcripts that are not where the CLI keeps them are told of once", async (scene) => {
    const store = new TroubledStore();
    const stray = (filePath: string) => ({ type: "transcript_mirror", filePath, entries: [{ type: "x" }] });
    const frames = [
      stray("/elsewhere/projects/-project/1.jsonl"),
      stray("/nowhere/config/projects/../../1.jsonl"),
      stray("/nowhere/config/projects/-project/notes.txt"),
      stray("relative.jsonl"),
      mirrorFrame(["good"]),
    ];
    const { kinds, warnings } = await mirrored(scene, [turnOf(...frames)], { sessionStore: store });
    assert.deepEqual([kinds, store.texts()], [["init", "result"], ["good"]]);
    assert.equal(warnings.length, 1);
    assert.match(
      warnings[0]?.message ?? "",
      /"\/elsewhere\/projects.*not under "\/nowhere\/config\/projects".*CLAUDE_CONFIG_DIR/,
    );
  });

  fault("F61: mirror lines of another shape are faults, and shown to nobody", async (scene) => {
    const frames = [
      { type: "transcript_mirror" },
      { type: "transcript_mirror", filePath: 7, entries: {} },
      { ...mirrorFrame([]), entries: [] },
    ];
    const store = new TroubledStore();
    for (const sessionStore of [store, undefined]) {
      const { kinds, error } = await mirrored(scene, [turnOf(...frames)], { sessionStore });
      assert.deepEqual([kinds, error], [["init", "result"], undefined]);
    }
    assert.equal(store.attempts, 0, "nothing is appended for nothing");
  });
});
