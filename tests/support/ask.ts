// Asks a scripted CLI one question and sees what comes of it.
import assert from "node:assert/strict";
import { type ErrorCode, type Options, query } from "../../lib/index.ts";
import type { ScriptedConversation } from "../../lib/testing/index.ts";
import { withScript } from "./claude.ts";
import { livingProcesses } from "./leaks.ts";

/** Wait for the first prompt. */
export const prompted: { expect: { type: string } } = { expect: { type: "user" } };

export interface Outcome {
  readonly types: string[];
  readonly code: ErrorCode | undefined;
  readonly message: string;
  readonly ms: number;
}

/** Fails when a process is left. */
export function ask(conversation: ScriptedConversation, more: Options = {}): Promise<Outcome> {
  return withScript(conversation, async (options) => {
    const types: string[] = [];
    const begun = performance.now();
    const ms = (): number => performance.now() - begun;
    try {
      for await (const message of query("hello", { ...options, ...more })) types.push(message.type);
      return { types, code: undefined, message: "", ms: ms() };
    } catch (error) {
      const { code, message } = error as { code?: ErrorCode; message: string };
      return { types, code, message, ms: ms() };
    } finally {
      // An abort is told at once; the process then has some seconds to end.
      const deadline = performance.now() + (more.abortController ? 5_000 : 0);
      while (livingProcesses().length > 0 && performance.now() < deadline)
        await new Promise((resolve) => setTimeout(resolve, 20));
      assert.deepEqual(livingProcesses(), [], "a process is left");
    }
  });
}
