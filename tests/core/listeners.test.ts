// Listeners in the way: whatever one throws, and whenever, the session goes on and the host's process hears of the throw.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ClaudeSDKClient, type Options, type Query, query } from "../../lib/index.ts";
import { assistantFrame, initFrame, permissionFrame } from "../../lib/testing/index.ts";
import { until } from "../support/until.ts";
import { heard, outcomeOf, SKIP_THROWN, thrownDuring, within } from "../support/within.ts";

const EVENTS = [
  "message",
  "turnEnded",
  "activity",
  "settled",
  "protocolError",
  "warning",
  "stderr",
  "closed",
] as const;
const MOMENTS = ["the first time", "the last time", "every time"] as const;
/** The CLI is in this program, so that all comes at once, or never. */
const BOUND_MS = 5_000;
type Listened = { on(event: string, listener: () => void): unknown };

/** How often each event comes when nobody throws, by face. */
const usual = new Map<string, Map<string, number>>();

class Planned extends Error {}

/** A session in which every event comes, and one listener of which throws when it is to. */
async function play(kind: "query" | "client", throws: (event: string, time: number) => boolean) {
  const { cli, options } = within();
  const counts = new Map<string, number>();
  let planned = 0;
  const listen = (face: Query | ClaudeSDKClient): void => {
    for (const event of EVENTS)
      (face as unknown as Listened).on(event, () => {
        const time = (counts.get(event) ?? 0) + 1;
        counts.set(event, time);
        if (!throws(event, time)) return;
        planned += 1;
        throw new Planned(event);
      });
  };
  const read: string[] = [];
  const canUseTool = () => Promise.reject(new Error("the database is down"));
  const given: Options & { unheardOf: true } = { ...options, canUseTool, unheardOf: true };
  const thrown = await thrownDuring(async () => {
    const client = kind === "client" ? new ClaudeSDKClient(given) : undefined;
    if (client !== undefined) listen(client);
    const asking = kind === "query" ? query("hello", given) : undefined;
    if (asking !== undefined) listen(asking);
    await client?.sendMessage("hello");
    const reading = (async () => {
      for await (const message of client?.messages() ?? asking ?? []) read.push(JSON.stringify(message));
    })();
    await heard(cli);
    cli.state("running");
    cli.say(initFrame());
    cli.complain("words on stderr\n");
    cli.print("no JSON\n");
    cli.ask("p", "", permissionFrame("p", "Bash", {})["request"] as Record<string, unknown>);
    await until(
      () => cli.questions.get("p")?.answers === 1,
      "the permission question has no answer",
      BOUND_MS,
    );
    cli.say(assistantFrame("the answer"));
    cli.turn();
    if (kind === "client") cli.exit(0, null);
    assert.equal((await outcomeOf(reading, BOUND_MS)).pending, undefined, "the loop does not end");
    const closing: Promise<unknown> = (client ?? asking)?.close() ?? reading;
    assert.equal((await outcomeOf(closing, BOUND_MS)).pending, undefined, "close() does not resolve");
  });
  return { cli, read, counts, planned, thrown };
}

describe("A listener that throws", { skip: SKIP_THROWN }, () => {
  for (const kind of ["query", "client"] as const)
    for (const event of EVENTS)
      for (const moment of MOMENTS)
        it(`for "${event}" of a ${kind}, ${moment}, loses nothing, and uncaughtException sees it once`, async () => {
          if (!usual.has(kind)) usual.set(kind, (await play(kind, () => false)).counts);
          const last = usual.get(kind)?.get(event) ?? 0;
          assert.ok(last > 0, `no "${event}" came`);
          const when = {
            "the first time": (time: number) => time === 1,
            "the last time": (time: number) => time === last,
            "every time": () => true,
          }[moment];
          const { cli, read, counts, planned, thrown } = await play(
            kind,
            (name, time) => name === event && when(time),
          );
          assert.deepEqual(read, cli.messages);
          assert.deepEqual(counts, usual.get(kind));
          assert.ok(planned > 0);
          assert.deepEqual(
            thrown.filter((error) => !(error instanceof Planned)),
            [],
          );
          assert.equal(thrown.length, planned);
        });
});
