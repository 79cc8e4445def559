// A fault case: a test that also fails when something of its sessions is left, or when one ended twice or never.
import assert from "node:assert/strict";
import process from "node:process";
import { before, it } from "node:test";
import type { EventEmitter } from "eventemitter3";
import {
  ClaudeSDKClient,
  type ErrorCode,
  type Options,
  type Query,
  type QueryPrompt,
  query,
  type SessionEnd,
  type SessionEvents,
} from "../../lib/index.ts";
import { Session } from "../../lib/session/session.ts";
import {
  createScriptedClaude,
  type ScriptedClaude,
  type ScriptedConversation,
} from "../../lib/testing/index.ts";
import { livingProcesses, openDescriptors } from "./leaks.ts";

/** How long the last process, handle and descriptor may take to go. */
const GONE_MS = 8_000;

/** A script waits for the first prompt. */
export const prompted: { expect: { type: string } } = { expect: { type: "user" } };

/** What came of a query that was read to its end. */
export interface Outcome {
  readonly types: string[];
  readonly code: ErrorCode | undefined;
  readonly error: Error | undefined;
  readonly message: string;
  /** From the call to the end of the iteration. */
  readonly ms: number;
}

interface CaseOptions {
  /** Milliseconds. Default: 30 000. */
  readonly timeout?: number;
  /** Why the case is left out here. */
  readonly skip?: string | false;
}

/** Define the test of a case. Its title begins with the case's number: `F18: a line over the limit is reported`. */
export function fault(title: string, run: (scene: Scene) => Promise<void>, options: CaseOptions = {}): void {
  const { timeout = 30_000, skip = false } = options;
  it(title, { timeout: timeout + 2 * GONE_MS, skip }, async () => {
    const scene = new Scene();
    const left = new Left();
    try {
      await inTime(() => run(scene), timeout);
      await scene.requireEnds();
      await left.requireNothing();
    } finally {
      left.stop();
      await scene.clear();
    }
  });
}

/** The runner's own limit would leave the case running, and what it has started. */
async function inTime(run: () => Promise<void>, ms: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`The case did not end within ${ms} ms`)), ms);
  });
  try {
    await Promise.race([run(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The sessions of one case, and the CLIs that play in it. */
export class Scene {
  readonly #claudes: ScriptedClaude[] = [];
  readonly #queries: Query[] = [];
  readonly #live: { readonly ends: SessionEnd[]; close(): Promise<SessionEnd> }[] = [];

  /** Options for a CLI that plays a conversation. */
  async options(conversation: ScriptedConversation, more: Options = {}): Promise<Options> {
    return { pathToClaudeCodeExecutable: (await this.claude(conversation)).path, ...more };
  }

  async claude(conversation: ScriptedConversation): Promise<ScriptedClaude> {
    const claude = await createScriptedClaude(conversation);
    this.#claudes.push(claude);
    return claude;
  }

  session(options: Options): Session {
    return this.#watched(new Session(options));
  }

  client(options: Options): ClaudeSDKClient {
    return this.#watched(new ClaudeSDKClient(options));
  }

  query(prompt: QueryPrompt, options: Options): Query {
    const started = query(prompt, options);
    this.#queries.push(started);
    return started;
  }

  /** Ask one question and read to the end. */
  async ask(options: Options, prompt: QueryPrompt = "hello"): Promise<Outcome> {
    const types: string[] = [];
    const begun = performance.now();
    let error: (Error & { code?: ErrorCode }) | undefined;
    try {
      for await (const { type } of this.query(prompt, options)) types.push(type);
    } catch (thrown) {
      error = thrown as Error;
    }
    const ms = performance.now() - begun;
    return { types, code: error?.code, error, message: error?.message ?? "", ms };
  }

  /** Ask one question of a CLI that plays a conversation. */
  async askScripted(conversation: ScriptedConversation, more: Options = {}): Promise<Outcome> {
    return this.ask(await this.options(conversation, more));
  }

  /** Every session has told its end, once; every iteration is over. */
  async requireEnds(): Promise<void> {
    for (const { ends } of this.#live) {
      await until(() => ends.length > 0, "a session never told its end");
      assert.equal(ends.length, 1, "a session told its end twice");
    }
    for (const each of this.#queries)
      assert.deepEqual(await each.next(), { done: true, value: undefined }, "an iteration ended twice");
  }

  async clear(): Promise<void> {
    await Promise.all(this.#live.map((session) => session.close()));
    await Promise.all(this.#queries.map((each) => each.close()));
    await Promise.all(this.#claudes.map((claude) => claude.close()));
  }

  #watched<T extends Session | ClaudeSDKClient>(session: T): T {
    const ends: SessionEnd[] = [];
    const emitter = session as EventEmitter<SessionEvents>;
    emitter.on("closed", (end) => void ends.push(end));
    this.#live.push({ ends, close: () => session.close() });
    return session;
  }
}

/** What there was at the beginning, and what nobody caught since. */
class Left {
  readonly #descriptors = openDescriptors();
  readonly #resources = activeResources();
  readonly #uncaught: unknown[] = [];
  readonly #onUncaught = (error: unknown): void => void this.#uncaught.push(error);

  constructor() {
    process.on("unhandledRejection", this.#onUncaught);
    process.on("uncaughtException", this.#onUncaught);
  }

  async requireNothing(): Promise<void> {
    await until(() => livingProcesses().length === 0, "a process is left");
    const descriptors = (): number => openDescriptors() - this.#descriptors;
    await until(
      () => descriptors() <= 0,
      () => `${descriptors()} descriptors are left`,
    );
    const resources = (): string[] => without(activeResources(), this.#resources);
    await until(
      () => resources().length === 0,
      () => `left: ${resources().join(", ")}`,
    );
    assert.deepEqual(this.#uncaught, [], "something was thrown that nobody caught");
  }

  stop(): void {
    process.off("unhandledRejection", this.#onUncaught);
    process.off("uncaughtException", this.#onUncaught);
  }
}

/** Timers and handles by name; empty where the runtime does not tell. */
function activeResources(): string[] {
  const passing = new Set(["Immediate", "CloseReq", "TickObject"]);
  return process.getActiveResourcesInfo().filter((name) => !passing.has(name) && !name.startsWith("FSReq"));
}

function without(names: readonly string[], earlier: readonly string[]): string[] {
  const rest = [...earlier];
  return names.filter((name) => {
    const at = rest.indexOf(name);
    if (at !== -1) rest.splice(at, 1);
    return at === -1;
  });
}

/** Wait until something is true, or fail with what is said. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  otherwise: string | (() => string),
  ms: number = GONE_MS,
): Promise<void> {
  const deadline = performance.now() + ms;
  while (!(await isSo())) {
    if (performance.now() > deadline) assert.fail(typeof otherwise === "string" ? otherwise : otherwise());
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

// What a runtime opens once and keeps, such as its signal pipes, is no leak of the first case.
before(async () => {
  const scene = new Scene();
  await scene.askScripted({});
  await scene.clear();
});
