// The callbacks of a host: each question says itself how it is to be answered.
import { createSdkMcpServer, type Options, tool } from "../../lib/index.ts";

type Call = { readonly policy: string };
const SAID = { content: [{ type: "text" as const, text: "said" }] };

export class Callbacks {
  readonly #later: (() => void)[] = [];
  #waits = true;

  options(): Options {
    const act = tool("act", "Act", { type: "object" }, async (input) =>
      this.#follow(input as unknown as Call, SAID),
    );
    return {
      canUseTool: async (_name, input) =>
        this.#follow(input as unknown as Call, { behavior: "allow" as const }),
      hooks: {
        PreToolUse: [
          {
            hooks: [async (input) => this.#follow((input as unknown as { tool_input: Call }).tool_input, {})],
          },
        ],
      },
      mcpServers: { calc: createSdkMcpServer({ name: "calc", tools: [act] }) },
    };
  }

  /** Those that wait for somebody come to their answers. */
  answerLater(): void {
    for (const answer of this.#later.splice(0)) answer();
  }

  /** The same, and whatever is asked from now on waits for nobody: what the CLI has asked may still be on its way. */
  answerAll(): void {
    this.#waits = false;
    this.answerLater();
  }

  #follow<T>({ policy }: Call, fine: T): Promise<T> {
    if (policy === "throws") throw new Error("the host's own error");
    if (policy === "odd") return Promise.resolve(7 as unknown as T);
    if (policy === "never") return new Promise(() => undefined);
    if (policy === "later" && this.#waits)
      return new Promise((resolve) => this.#later.push(() => resolve(fine)));
    return Promise.resolve(fine);
  }
}
