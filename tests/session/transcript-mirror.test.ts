// What a session's store has, and when: before the result, before the end, and whatever ends the session.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { describe } from "node:test";
import { promisify } from "node:util";
import {
  assistantFrame,
  initFrame,
  resultFrame,
  type ScriptedStep,
  stateFrame,
} from "../../lib/testing/index.ts";
import { fault, prompted, TOGETHER } from "../support/fault.ts";
import { marked } from "../support/leaks.ts";
import { ENV, KEY, kindOf, mirrored, mirrorFrame, TroubledStore, turnOf } from "../support/mirroring.ts";
import { scriptCommand } from "../support/server.ts";
import { until } from "../support/until.ts";

const slowly = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 150));
const running = [stateFrame("running"), initFrame()];

describe("A session with a store", TOGETHER, () => {
  fault(
    "F61: everything is stored before the caller sees the result, and mirror lines are not shown",
    async (scene) => {
      const store = new TroubledStore(slowly);
      const seen: unknown[] = [];
      const frames = [
        mirrorFrame(["one", "two"]),
        assistantFrame("hi"),
        mirrorFrame(["three"]),
        mirrorFrame(["inside"], "subagents/agent-1"),
      ];
      const { kinds, warnings, error } = await mirrored(
        scene,
        [turnOf(...frames)],
        { sessionStore: store },
        ({ type }) => type === "result" && seen.push(store.texts(), store.texts("subagents/agent-1")),
      );
      assert.deepEqual([kinds, warnings, error], [["init", "assistant", "result"], [], undefined]);
      assert.deepEqual(seen, [["one", "two", "three"], ["inside"]]);
      assert.equal(store.attempts, 2, "one append for each transcript");
    },
  );

  fault("F61: each frame is appended by itself, in order, when it is to be eager", async (scene) => {
    const store = new TroubledStore(slowly);
    const frames = ["1", "2", "3"].map((text) => mirrorFrame([text]));
    await mirrored(scene, [turnOf(...frames)], { sessionStore: store, sessionStoreFlush: "eager" });
    assert.deepEqual([store.texts(), store.attempts], [["1", "2", "3"], 3]);
  });

  fault("F61: what comes after the result is stored before the loop ends", async (scene) => {
    const store = new TroubledStore(slowly);
    const late: ScriptedStep = { emit: mirrorFrame(["after"]) };
    await mirrored(scene, [turnOf(mirrorFrame(["before"])), late], { sessionStore: store });
    assert.deepEqual(store.texts(), ["before", "after"]);
  });

  fault("F61: turns and results are told in the CLI's order, by a slow store too", async (scene) => {
    const store = new TroubledStore(slowly);
    const turn = (text: string): ScriptedStep => ({
      emit: [
        ...running,
        mirrorFrame([text]),
        resultFrame(text),
        assistantFrame(`after ${text}`),
        stateFrame("idle"),
      ],
    });
    const steps = [prompted, turn("1"), prompted, turn("2")];
    const client = scene.client(await scene.options({ steps }, { env: ENV, sessionStore: store }));
    const told: string[] = [];
    client.on("message", (message) => told.push(kindOf(message)));
    client.on("turnEnded", () => told.push(`turnEnded, ${store.texts().length} stored`));
    client.on("settled", () => told.push("settled"));
    for (const prompt of ["one", "two"]) {
      const settled = new Promise<void>((resolve) => client.once("settled", resolve));
      await client.sendMessage(prompt);
      await settled;
    }
    await client.close();
    const expected = (stored: number): string[] => [
      "init",
      "result",
      `turnEnded, ${stored} stored`,
      "assistant",
      "settled",
    ];
    assert.deepEqual(told, [...expected(1), ...expected(2)]);
  });

  fault("F61: what was said in a turn that never ends is stored a second later", async (scene) => {
    const store = new TroubledStore();
    const steps: ScriptedStep[] = [prompted, { emit: [...running, mirrorFrame(["so far"])] }, { hang: true }];
    const client = scene.client(await scene.options({ steps }, { env: ENV, sessionStore: store }));
    await client.sendMessage("hello");
    await until(() => store.texts().length === 1, "a host that dies takes the whole turn with it");
    await client.close();
  });

  fault("F24: what came before the CLI died is stored", async (scene) => {
    const store = new TroubledStore(slowly);
    const steps: ScriptedStep[] = [
      { emit: [...running, mirrorFrame(["last words"])] },
      { signal: "SIGKILL" },
    ];
    const { error } = await mirrored(scene, steps, { sessionStore: store });
    assert.equal(error?.code, "process_exited");
    assert.deepEqual(store.texts(), ["last words"]);
  });

  fault("F50: what came before the loop was left is stored when that is done", async (scene) => {
    const store = new TroubledStore(slowly);
    const emit = [...running, mirrorFrame(["so far"]), assistantFrame("hi")];
    const steps: ScriptedStep[] = [prompted, { emit }, { hang: true }];
    const options = await scene.options({ steps }, { env: ENV, sessionStore: store });
    for await (const message of scene.query("hello", options)) if (message.type === "assistant") break;
    assert.deepEqual(store.texts(), ["so far"]);
  });

  fault("F61: the store gets a key of the file's place, and its own copy of everything", async (scene) => {
    const keys: unknown[] = [];
    const store = new TroubledStore();
    const append = store.append.bind(store);
    store.append = async (key, entries) => {
      keys.push(structuredClone(key));
      await append(key, entries);
      key.projectKey = "changed";
      entries.length = 0;
    };
    const frames = [mirrorFrame(["1"]), mirrorFrame(["2"], "subagents/workflows/run-1/agent-2")];
    const steps = [turnOf(...frames), { emit: mirrorFrame(["3"]) }];
    await mirrored(scene, steps, { sessionStore: store });
    assert.deepEqual(keys, [KEY, { ...KEY, subpath: "subagents/workflows/run-1/agent-2" }, KEY]);
  });

  // A runtime's test runner catches what nobody else does: it is looked at from outside.
  fault(
    "F61: a listener that throws when it is told of a failure ends nothing, and is not hushed up",
    async () => {
      const program = path.join(import.meta.dirname, "../support/throwing-listener.ts");
      const [command, ...args] = scriptCommand(program);
      const env = marked({ PATH: process.env["PATH"] ?? "" });
      const { stdout } = await promisify(execFile)(command, args, { env });
      assert.match(stdout, /^success$/m);
      assert.match(stdout, /^uncaught: told of store_failed$/m);
    },
  );
});
