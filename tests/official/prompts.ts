// What scenarios prompt with: what the model is to answer, messages with blocks, and sources that wait.
import type { Step } from "../../lib/testing/index.ts";
import { givenIds } from "./comparable.ts";
import type { SDKUserMessage } from "./stage.ts";

/** A prompt that tells the offline model its answers: one step for the prompt, one for each tool result after it. */
export function play(...steps: Step[]): string {
  return `[[mock: ${JSON.stringify(steps)} ]]`;
}

/** One step that calls a tool. */
export function call(tool: string, input: Record<string, unknown> = {}): Step {
  return { tool, input };
}

export function bash(command: string, more: Record<string, unknown> = {}): Step {
  return call("Bash", { command, description: "run a command", ...more });
}

export function user(
  content: SDKUserMessage["message"]["content"],
  more: Partial<SDKUserMessage> = {},
): SDKUserMessage {
  if (more.uuid !== undefined) givenIds.add(more.uuid);
  return { type: "user", message: { role: "user", content }, parent_tool_use_id: null, ...more };
}

export interface Source extends AsyncIterable<SDKUserMessage> {
  push(message: SDKUserMessage): void;
  end(): void;
}

/** A queue of prompts, as programs that chat write it: an object with `next()` and no `return()`. */
export function source(...first: SDKUserMessage[]): Source {
  const waiting = [...first];
  let ended = false;
  let wake: (() => void) | undefined;
  const changed = (): void => {
    wake?.();
    wake = undefined;
  };
  return {
    push: (message) => {
      waiting.push(message);
      changed();
    },
    end: () => {
      ended = true;
      changed();
    },
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        for (;;) {
          const value = waiting.shift();
          if (value !== undefined) return { done: false, value };
          if (ended) return { done: true, value: undefined };
          await new Promise<void>((resolve) => (wake = resolve));
        }
      },
    }),
  };
}

/** A promise and what resolves it. */
export function signal(): { readonly given: Promise<void>; give(): void } {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => (give = resolve));
  return { given, give: () => give() };
}
