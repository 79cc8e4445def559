// A source of prompts that goes on for as long as its host likes.
import type { SDKUserMessage } from "../../lib/index.ts";

export class PromptSource implements AsyncIterable<SDKUserMessage> {
  readonly #waiting: string[] = [];
  #ended = false;
  #wake: () => void = () => undefined;

  get ended(): boolean {
    return this.#ended;
  }

  push(text: string): void {
    this.#waiting.push(text);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<SDKUserMessage> {
    for (;;) {
      const text = this.#waiting.shift();
      if (text !== undefined)
        yield { type: "user", message: { role: "user", content: text }, parent_tool_use_id: null };
      else if (this.#ended) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
