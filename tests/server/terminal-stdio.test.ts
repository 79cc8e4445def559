// The real Claude Code in a terminal, with a server that it starts itself: late, killed, and started anew.
import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, it } from "node:test";
import { hasTerminals, type Terminal } from "../support/terminal.ts";
import {
  accept,
  asking,
  Desk,
  type Inner,
  type Outer,
  overStdio,
  RESULT,
  serversOf,
} from "../support/terminal-person.ts";
import { LONG_MS, until } from "../support/until.ts";

const REPORTED = new RegExp(`It reports: ${RESULT}`);
/** More than the time for which Claude Code waits before it goes back to the older revision. */
const LATE_S = 4;

describe("Claude Code in a terminal, over stdio", {
  timeout: 40 * LONG_MS,
  skip: hasTerminals() ? false : "needs tmux",
}, () => {
  let desk = new Desk();
  afterEach(async () => {
    await desk.close();
    desk = new Desk();
  });

  const withJournal = (inner: Inner): ReturnType<typeof overStdio> =>
    overStdio(inner, "--journal", inner.journal);

  it("has tasks with a server that takes long to start, as with npx", async () => {
    const inner = await desk.inner();
    const outer = await desk.outer([asking(inner)]);
    const { command, args, env } = await overStdio(inner);
    const late = ["-c", `sleep ${LATE_S}; exec "$0" "$@"`, command, ...args];
    await desk.delegated(outer, { command: "/bin/sh", args: late, env });
  });

  it("the server is killed in the middle: connected again, the task goes on", async () => {
    const inner = await desk.inner();
    const outer = await desk.outer([asking(inner)]);
    const screen = await desk.delegated(outer, await withJournal(inner));
    const before = outer.asked.length;
    await killServers(inner);
    await reconnect(screen);
    await accept(screen);
    await screen.shows(REPORTED, 5 * LONG_MS);
    assert.equal(outer.asked.length, before + 1, "the model was asked while it waited");
  });

  it("without a journal the task has failed, and the model is told", async () => {
    const inner = await desk.inner();
    const outer = await desk.outer([asking(inner)]);
    const screen = await desk.delegated(outer, await overStdio(inner));
    await killServers(inner);
    await reconnect(screen);
    await screen.shows(/Ada-1[\s\S]*failed[\s\S]*It reports: nothing/, 3 * LONG_MS);
    assert.match(outer.asked.at(-1) ?? "", /Task failed: [^\n]*no journal of it/);
  });

  it("the terminal is closed, and the conversation taken up: the task is still there", async () => {
    const inner = await desk.inner();
    const outer = await desk.outer([asking(inner)]);
    const server = await withJournal(inner);
    const first = await desk.delegated(outer, server);
    first.close();
    const screen = await desk.open(outer, server, "--resume", lastSession(outer));
    await accept(screen);
    await screen.shows(REPORTED, 5 * LONG_MS);
  });
});

/** The id of the conversation that was written last. */
function lastSession({ model }: Outer): string {
  const projects = path.join(model.home, ".claude/projects");
  const files = readdirSync(projects, { recursive: true, encoding: "utf8" })
    .filter((name) => /^[^/]+\/[\da-f-]{36}\.jsonl$/.test(name))
    .map((name) => ({ name, time: statSync(path.join(projects, name)).mtimeMs }));
  const [last] = files.toSorted((one, other) => other.time - one.time);
  return path.basename(last?.name ?? "", ".jsonl");
}

async function killServers(inner: Inner): Promise<void> {
  for (const pid of serversOf(inner)) process.kill(pid, "SIGKILL");
  await until(
    () => serversOf(inner).length === 0,
    () => "it lives",
  );
}

/** As a person does it: Claude Code does not start a server again by itself. */
async function reconnect(screen: Terminal): Promise<void> {
  screen.say("/mcp");
  await screen.shows(/✘ agents/, LONG_MS);
  screen.press("Enter");
  await screen.shows(/❯ Reconnect/, LONG_MS);
  screen.press("Enter");
  await screen.shows(/Reconnected to agents/, 3 * LONG_MS);
}
