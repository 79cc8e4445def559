// Reading what a stand-in writes, and seeing that all of it came.
import type { Query, SDKMessage, SDKUserMessage } from "../../lib/index.ts";

/** Read to the end of the iteration. */
export async function readAll(messages: AsyncIterable<SDKMessage>, expected: number): Promise<void> {
  const count = new Count();
  for await (const message of messages) count.take(message);
  count.check(expected);
}

const BODY = new Set(["assistant", "user", "stream_event"]);

/** How many messages of a body have come, and whether the turn has ended as it should. */
export class Count {
  body = 0;
  #results = 0;

  take({ type }: { readonly type: string }): void {
    if (type === "result") this.#results += 1;
    else if (BODY.has(type)) this.body += 1;
  }

  /** @throws {Error} If not everything came. */
  check(expected: number): void {
    if (this.body !== expected) throw new Error(`${this.body} messages of ${expected} came`);
    if (this.#results !== 1) throw new Error(`${this.#results} results came instead of one`);
  }
}

/** Read until the first message, which is the session's start, and leave the rest. */
export async function firstMessage(query: Query): Promise<SDKMessage> {
  const { value, done } = await query.next();
  if (done === true) throw new Error("no message came");
  return value;
}

/** Read to the result of the turn. */
export async function toResult(query: Query): Promise<string> {
  for (;;) {
    const { value, done } = await query.next();
    if (done === true) throw new Error("it ended before the result came");
    if (value.type !== "result") continue;
    if (value.subtype !== "success") throw new Error(`the turn failed: ${value.subtype}`);
    return value.result;
  }
}

/** A source of prompts that goes on until it is ended. */
export class Prompts implements AsyncIterable<SDKUserMessage> {
  readonly #waiting: SDKUserMessage[] = [];
  #wake: () => void = () => undefined;
  #over = false;

  send(prompt: SDKUserMessage): void {
    this.#waiting.push(prompt);
    this.#wake();
  }

  end(): void {
    this.#over = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<SDKUserMessage, void, undefined> {
    for (;;) {
      const prompt = this.#waiting.shift();
      if (prompt !== undefined) yield prompt;
      else if (this.#over) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

/** A prompt as programs write it. */
export const PROMPT: SDKUserMessage = {
  type: "user",
  session_id: "",
  message: { role: "user", content: [{ type: "text", text: "go" }] },
  parent_tool_use_id: null,
};
