// A fault case: a test that also fails when something of its sessions is left, or when one ended twice or never.
import assert from "node:assert/strict";
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
import { Left } from "./left.ts";
import { createShellClaude, livingOf, type StandIn } from "./stand-in.ts";
import { LONG_MS, until } from "./until.ts";

/** A script waits for the first prompt. */
export const prompted: { expect: { type: string } } = { expect: { type: "user" } };

/** What came of a query that was read to its end. */
export interface Outcome {
  readonly types: string[];
  readonly code: ErrorCode | undefined;
  readonly error: Error | undefined;
  readonly message: string;
}

interface CaseOptions {
  /** Milliseconds, for several sessions one after the other on a busy machine. Default: 60 000. */
  readonly timeout?: number;
  /** Why the case is left out here. */
  readonly skip?: string | false;
}

/** Cases of one describe that run at the same time; their processes must not be those of a CLI that computes much. */
export const TOGETHER = { concurrency: 4 };

/** Define the test of a case. Its title begins with the case's number: `F18: a line over the limit is reported`. */
export function fault(title: string, run: (scene: Scene) => Promise<void>, options: CaseOptions = {}): void {
  const { timeout = 60_000, skip = false } = options;
  it(title, { timeout: timeout + 3 * LONG_MS, skip }, async () => {
    const scene = new Scene();
    const left = Left.enter();
    try {
      await inTime(() => run(scene), timeout);
      await scene.requireEnds();
      await scene.requireGone();
      await left.requireNothingIfAlone();
    } finally {
      left.leave();
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
  readonly #claudes: StandIn[] = [];
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

  /** Options for a CLI that is a shell script. */
  async shell(script: string, more: Options = {}): Promise<Options> {
    const claude = await createShellClaude(script);
    this.#claudes.push(claude);
    return { pathToClaudeCodeExecutable: claude.path, ...more };
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
    let error: (Error & { code?: ErrorCode }) | undefined;
    try {
      for await (const { type } of this.query(prompt, options)) types.push(type);
    } catch (thrown) {
      error = thrown as Error;
    }
    return { types, code: error?.code, error, message: error?.message ?? "" };
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

  /** Processes of this case that live now: the CLIs that stand in for the real one, and what these have started. */
  living(): Promise<number[]> {
    return livingOf(...this.#claudes);
  }

  async requireGone(): Promise<void> {
    await until(async () => (await this.living()).length === 0, "a process is left");
  }

  async clear(): Promise<void> {
    await Promise.all(this.#live.map((session) => session.close()));
    await Promise.all(this.#queries.map((each) => each.close()));
    await Promise.all(this.#claudes.map((claude) => claude.close()));
  }

  #watched<T extends Session | ClaudeSDKClient>(session: T): T {
    const ends: SessionEnd[] = [];
    const emitter: EventEmitter<SessionEvents> = session instanceof Session ? session.events : session;
    emitter.on("closed", (end) => void ends.push(end));
    this.#live.push({ ends, close: () => session.close() });
    return session;
  }
}

// What a runtime opens once and keeps, such as its signal pipes, is no leak of the first case.
before(async () => {
  const scene = new Scene();
  await scene.askScripted({});
  await scene.clear();
});
