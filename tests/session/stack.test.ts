// How many functions of ours lie between the CLI's process and the host: counted in the stack of one synchronous call.
import assert from "node:assert/strict";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import { ClaudeSDKClient, query } from "../../lib/index.ts";
import {
  assistantFrame,
  initFrame,
  permissionFrame,
  resultFrame,
  stateFrame,
} from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { Remote } from "../support/remote.ts";

/** From the chunk of stdout to what puts a message into the reader's queue, that function counted and the queue not. */
const AT_THE_SINK = 4;
/** From the chunk to the host's permission callback, which is not counted itself. */
const AT_THE_CALLBACK = 6;
/** From close(), or from what happened last before it, to the process's `end()` and `kill()`. */
const AT_THE_END = 8;
/** Whatever calls listeners counts: its guard and eventemitter3, which is not of ours, have no discount and no charge. */
const AT_A_LISTENER = AT_THE_SINK + 1;

const LIB = path.join(import.meta.dirname, "../../lib/");
const { deno, bun } = process.versions as Record<string, string | undefined>;
const skip = deno === undefined && bun === undefined ? false : "stacks are read as Node prints them";

/** Our functions in the stack of whoever calls, the innermost first; what an `await` has left behind is not in it. */
function ours(): string[] {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 50;
  const { stack = "" } = new Error("only for its stack");
  Error.stackTraceLimit = limit;
  return stack
    .split("\n")
    .filter((line) => line.includes(LIB) && !line.includes(`${LIB}testing/`) && !/^\s*at async /.test(line))
    .filter((line) => !line.includes(`${LIB}events/queue.ts`))
    .map((line) => line.trim().replace(LIB, "lib/"));
}

const shown = (stack: readonly string[], limit: number): string =>
  `${stack.length} of our functions, ${limit} are allowed:\n${stack.join("\n")}`;

const prompted = { expect: { type: "user" } };

/**
 * The stack in which a promise is resolved with something: to resolve it, the engine asks what it is given for `then`,
 * and plain objects pass that on to their prototype.
 */
async function whereResolved(
  isIt: (given: object) => boolean,
  run: () => Promise<unknown>,
): Promise<string[]> {
  let found: string[] | undefined;
  // oxlint-disable-next-line no-extend-native, unicorn/no-thenable -- for as long as one query takes
  Object.defineProperty(Object.prototype, "then", {
    configurable: true,
    get(this: object) {
      if (found === undefined && isIt(this)) found = ours();
      return undefined;
    },
  });
  try {
    await run();
  } finally {
    Reflect.deleteProperty(Object.prototype, "then");
  }
  assert.ok(found !== undefined, "the reader was not handed the message");
  return found;
}

describe("The stack", { skip }, () => {
  it("holds few functions of ours where a message is handed to the reader", async () => {
    const emit = [
      stateFrame("running"),
      initFrame(),
      assistantFrame("the one"),
      resultFrame("done"),
      stateFrame("idle"),
    ];
    await withScript(
      { steps: [prompted, { emit: emit.slice(0, 2) }, { wait: 300 }, { emit: emit.slice(2) }] },
      async (options) => {
        const isIt = (given: object): boolean => {
          const { value = given } = given as { value?: { type?: unknown } };
          return (value as { type?: unknown } | null)?.type === "assistant";
        };
        const stack = await whereResolved(isIt, () => query("hello", options).result());
        assert.ok(stack.length <= AT_THE_SINK, shown(stack, AT_THE_SINK));
      },
    );
  });

  it("holds few functions of ours where a listener hears of a message", async () => {
    await withScript({}, async (options) => {
      const asking = query("hello", options);
      let stack: string[] = [];
      asking.on("message", () => (stack = ours()));
      await asking.result();
      assert.ok(stack.length > 0 && stack.length <= AT_A_LISTENER, shown(stack, AT_A_LISTENER));
    });
  });

  it("holds few functions of ours where the host is asked for a permission", async () => {
    const emit = [stateFrame("running"), initFrame(), permissionFrame("p", "Bash", { command: "ls" })];
    const steps = [
      prompted,
      { emit },
      { expect: { type: "control_response" } },
      { emit: [resultFrame("done"), stateFrame("idle")] },
    ];
    await withScript({ steps }, async (options) => {
      let stack: string[] = [];
      const canUseTool = async () => {
        stack = ours();
        return { behavior: "allow" as const };
      };
      await query("hello", { ...options, canUseTool }).result();
      assert.ok(stack.length > 0 && stack.length <= AT_THE_CALLBACK, shown(stack, AT_THE_CALLBACK));
    });
  });

  for (const kind of ["close", "abort", "the result"] as const)
    it(`holds few functions of ours where the process is ended by ${kind}`, async () => {
      const stacks: string[][] = [];
      class Watched extends Remote {
        override kill(signal: NodeJS.Signals): boolean {
          stacks.push(ours());
          return super.kill(signal);
        }
      }
      const remote = new Watched();
      const end = remote.stdin.end.bind(remote.stdin);
      remote.stdin.end = ((...given: []) => {
        stacks.push(ours());
        return end(...given);
      }) as typeof end;
      const abortController = new AbortController();
      const options = { spawnClaudeCodeProcess: () => remote, abortController };
      if (kind === "the result") await query("hello", options).result();
      else {
        const client = new ClaudeSDKClient(options);
        await client.connect();
        const closed = new Promise((resolve) => client.once("closed", resolve));
        if (kind === "abort") abortController.abort();
        await Promise.all([client.close(), closed]);
      }
      const deepest = stacks.toSorted((one, other) => other.length - one.length)[0] ?? [];
      assert.ok(deepest.length > 0 && deepest.length <= AT_THE_END, shown(deepest, AT_THE_END));
    });
});
