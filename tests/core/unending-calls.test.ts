// Calls that never end: every promise that a face gives settles when its session ends, however it ends.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ClaudeError, ClaudeSDKClient, type Query, query } from "../../lib/index.ts";
import { heard, outcomeOf, within } from "../support/within.ts";

/** These end the session themselves, or throw what they are given. */
const ENDING = new Set(["constructor", "close", "return", "throw"]);
/** A session that is over owes its caller no more than a rejection. */
const BOUND_MS = 8_000;

/** A source that never gives anything. */
const stuck: AsyncIterable<never> = {
  [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }),
};

const ARGUMENTS: Record<string, unknown[]> = {
  streamInput: [stuck],
  setMcpServers: [{}],
  applyFlagSettings: [{}],
  updateSettings: ["userSettings", {}],
  request: ["mcp_status", {}],
};

/** Every method, called with something that it takes; a generator is asked for its first message. */
function callAll(face: Query | ClaudeSDKClient): [string, Promise<unknown>][] {
  const prototype = Object.getPrototypeOf(face) as object;
  const calls: [string, Promise<unknown>][] = [];
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (ENDING.has(name) || typeof value !== "function") continue;
    const answer: unknown = value.apply(face, ARGUMENTS[name] ?? ["x", "y"]);
    if (answer instanceof Promise) calls.push([name, answer]);
    else if (typeof (answer as AsyncGenerator | undefined)?.next === "function")
      calls.push([name, (answer as AsyncGenerator).next()]);
  }
  return calls;
}

describe("Every call that a face offers settles", { concurrency: true }, () => {
  for (const kind of ["query", "client"] as const)
    for (const end of ["close()", "an abort", "a crash", "an exit with 0", "the end of its output"] as const)
      for (const state of ["silent", "odd body"] as const)
        it(`after ${end} of a ${kind} whose CLI is ${state === "silent" ? "silent" : "talking nonsense"}`, async () => {
          const { cli, options } = within();
          cli.answers = state;
          const abortController = new AbortController();
          const given = { ...options, abortController };
          const face = kind === "query" ? query("hello", given) : new ClaudeSDKClient(given);
          if (face instanceof ClaudeSDKClient) await face.sendMessage("hello");
          await heard(cli);
          const calls = callAll(face);
          assert.ok(calls.length > 30, `${calls.length} methods`);
          if (end === "close()") void face.close();
          else if (end === "an abort") abortController.abort();
          else if (end === "a crash") cli.exit(3, null);
          else if (end === "an exit with 0") cli.exit(0, null);
          else cli.hangUp();
          const ends = await Promise.all(
            calls.map(async ([name, call]) => Object.assign(await outcomeOf(call, BOUND_MS), { name })),
          );
          assert.deepEqual(
            ends.filter(({ pending }) => pending).map(({ name }) => name),
            [],
          );
          const untyped = ends.filter(({ error }) => error !== undefined && !(error instanceof ClaudeError));
          assert.deepEqual(
            untyped.map(({ name, error }) => `${name}: ${error}`),
            [],
          );
          await face.close();
        });
});
