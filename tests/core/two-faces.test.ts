// Two faces: query() and ClaudeSDKClient do the same thing in the same way; each row is played with both.
import assert from "node:assert/strict";
import process from "node:process";
import { describe, it } from "node:test";
import {
  ClaudeSDKClient,
  type Options,
  type Query,
  query,
  type SDKMessage,
  type SessionEnd,
} from "../../lib/index.ts";
import { initFrame } from "../../lib/testing/index.ts";
import type { Cli } from "../model/cli.ts";
import { atOnce, until } from "../support/until.ts";
import { heard, outcomeOf, within } from "../support/within.ts";

interface Played {
  readonly cli: Cli;
  readonly face: Query | ClaudeSDKClient;
  readonly abort: AbortController;
  readonly read: string[];
  readonly ends: SessionEnd[];
  /** The next message, or undefined at the end. */
  next(): Promise<SDKMessage | undefined>;
  /** Reads on to the end. */
  rest(): Promise<void>;
}

type Row = (played: Played) => Promise<void>;
type Listened = {
  on(event: string, listener: (given: { code?: string; problem?: string }) => void): unknown;
};
const listened = (face: Query | ClaudeSDKClient): Listened => face as unknown as Listened;

async function play(
  kind: "query" | "client",
  more: Options,
  row: Row,
  beforehand: (face: Query | ClaudeSDKClient) => void,
): Promise<void> {
  const { cli, options } = within();
  const abort = new AbortController();
  const given = { ...options, abortController: abort, ...more };
  const face = kind === "query" ? query("hello", given) : new ClaudeSDKClient(given);
  const ends: SessionEnd[] = [];
  (face as ClaudeSDKClient).on("closed", (end) => void ends.push(end));
  beforehand(face);
  const read: string[] = [];
  const next = async (): Promise<SDKMessage | undefined> => {
    const message =
      face instanceof ClaudeSDKClient ? await face.nextMessage() : ((await face.next()).value ?? undefined);
    if (message !== undefined) read.push(JSON.stringify(message));
    return message;
  };
  const rest = async (): Promise<void> => {
    while ((await next()) !== undefined);
  };
  if (face instanceof ClaudeSDKClient) await face.sendMessage("hello");
  await heard(cli);
  try {
    await row({ cli, face, abort, read, ends, next, rest });
  } finally {
    await face.close();
  }
}

function both(
  title: string,
  row: Row,
  more: Options = {},
  beforehand: (face: Query | ClaudeSDKClient) => void = () => undefined,
): void {
  for (const kind of ["query", "client"] as const)
    it(`${title}: ${kind}`, () => play(kind, more, row, beforehand));
}

describe("Either face", () => {
  both(
    "tells its reader of an abort at once, however long the CLI takes to end",
    async ({ cli, abort, next }) => {
      cli.answers = "silent";
      cli.state("running");
      cli.say(initFrame());
      assert.equal((await next())?.type, "system");
      cli.stubborn = true;
      const waiting = assert.rejects(next(), { code: "aborted" });
      await atOnce(() => abort.abort(), waiting);
    },
  );

  both("gives what was read before an abort, and then the error", async ({ cli, abort, next, ends }) => {
    cli.say(initFrame());
    assert.equal((await next())?.type, "system");
    abort.abort();
    await assert.rejects(next(), { code: "aborted" });
    await until(() => ends.length > 0, "it does not end");
    assert.equal(ends[0]?.reason, "aborted");
  });

  const warned: string[] = [];
  both(
    "warns of an option that it does not know",
    async () => {
      assert.deepEqual(warned.splice(0), ["unknown_option"]);
    },
    { maxTurn: 1 } as Options,
    (face) => listened(face).on("warning", ({ code = "" }) => warned.push(code)),
  );

  it("prints its warnings when nobody listens for them", async () => {
    for (const kind of ["query", "client"] as const) {
      const printed: string[] = [];
      const note = ({ message }: Error): void => void printed.push(message);
      process.on("warning", note);
      const name = `heardBy_${kind}`;
      await play(
        kind,
        { [name]: 1 } as Options,
        () => until(() => printed.some((text) => text.includes(name)), `${kind}: nothing is printed`, 5_000),
        () => undefined,
      );
      process.off("warning", note);
    }
  });

  for (const [how, code] of [
    ["code 3", "process_exited"],
    ["a signal", "process_exited"],
    ["code 0 in the middle of a turn", "unexpected_end"],
  ] as const)
    both(
      `gives all that was printed before a crash (${how}), and then a typed error`,
      async ({ cli, read, rest, ends }) => {
        cli.state("running");
        cli.say(initFrame());
        if (how === "a signal") cli.exit(null, "SIGKILL");
        else cli.exit(how === "code 3" ? 3 : 0, null);
        await assert.rejects(rest(), { code });
        assert.deepEqual(read, cli.messages);
        assert.deepEqual([ends[0]?.reason, ends[0]?.error?.code], ["exited", code]);
      },
    );

  const faults: string[] = [];
  both(
    "reports a line that is not of the protocol, and reads on",
    async ({ cli, next, read }) => {
      cli.print("no JSON\n");
      cli.say({ type: "assistant", message: 7, uuid: "$uuid" });
      cli.say(initFrame());
      await next();
      await next();
      assert.deepEqual(read, cli.messages);
      assert.deepEqual(faults.splice(0), ["not_json", "wrong_shape"]);
    },
    {},
    (face) => listened(face).on("protocolError", ({ problem = "" }) => faults.push(problem)),
  );

  both(
    "passes an error result on as a message, before anything is thrown",
    async ({ cli, face, next, read }) => {
      cli.turn({ kind: "error" });
      let last: SDKMessage | undefined;
      while (last?.type !== "result") last = await next();
      assert.deepEqual(read, cli.messages);
      // What a query makes of it is the official SDK's way; a client goes on.
      if (face instanceof ClaudeSDKClient) return;
      cli.exit(1, null);
      assert.equal((await outcomeOf(next())).error?.code, "result_error");
    },
  );

  both("goes on with its events while nobody reads", async ({ cli, face }) => {
    let ended = 0;
    (face as ClaudeSDKClient).on("turnEnded", () => (ended += 1));
    cli.turn();
    await until(() => ended === 1, "the end of the turn is not reported");
  });
});

describe("A client", () => {
  it("that has read once and then only listens still gets a turn of 12 MB", async () => {
    const { cli, options } = within();
    const client = new ClaudeSDKClient(options);
    let ended = 0;
    const messages: string[] = [];
    client.on("message", (message) => void messages.push(message.type));
    client.on("turnEnded", () => (ended += 1));
    await client.sendMessage("one");
    await heard(cli);
    cli.turn();
    await client.result();
    await client.sendMessage("two");
    await heard(cli, 2);
    for (let index = 0; index < 12; index += 1)
      cli.say({ type: "prompt_suggestion", suggestion: "x".repeat(1 << 20), uuid: "$uuid" });
    cli.turn();
    await until(() => ended === 2, `the turn does not end; ${messages.length} messages were heard`, 8_000);
    await client.close();
  });

  it("whose messages were heard can still read all of them, or warns that it cannot", async () => {
    const { cli, options } = within();
    const client = new ClaudeSDKClient(options);
    const warnings: string[] = [];
    client.on("message", () => undefined);
    client.on("warning", ({ code }) => void warnings.push(code));
    await client.sendMessage("one");
    await heard(cli);
    for (let index = 0; index < 6; index += 1)
      cli.say({ type: "prompt_suggestion", suggestion: "x".repeat(1 << 20), uuid: "$uuid" });
    cli.turn();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const read: string[] = [];
    const reading = (async () => {
      for await (const message of client.receiveResponse()) read.push(JSON.stringify(message));
    })();
    assert.equal((await outcomeOf(reading, 8_000)).pending, undefined, "the reading does not end");
    if (warnings.length === 0) assert.equal(read.length, cli.messages.length);
    await client.close();
  });
});
