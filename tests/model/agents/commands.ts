// What callers do to a manager, one thing at a time.
import process from "node:process";
import fc from "fast-check";
import { ClaudeError } from "../../../lib/index.ts";
import { requires } from "../finale.ts";
import { KINDS, type Kind } from "./shell-claude.ts";
import type { Known, World } from "./world.ts";

type Deed = (world: World) => Promise<void> | void;
type Command = fc.AsyncCommand<World, World>;

function command(name: string, deed: Deed): Command {
  return {
    check: () => true,
    run: async (_model, world) => {
      await deed(world);
      world.check();
    },
    toString: () => name,
  };
}

/** To one of the agents, if there is any. */
function toAgent(
  name: string,
  deed: (world: World, known: Known) => Promise<void> | void,
): fc.Arbitrary<Command> {
  return fc.nat({ max: 50 }).map((pick) =>
    command(`${name}(${pick})`, async (world) => {
      const known = world.agents[pick % Math.max(1, world.agents.length)];
      if (known !== undefined) await deed(world, known);
    }),
  );
}

const kind: fc.Arbitrary<Kind> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Kind>("say") },
  { weight: 3, arbitrary: fc.constantFrom<Kind>(...KINDS) },
);

/** Refusals that say that the agent has ended, and nothing else. */
async function unlessEnded(doing: Promise<unknown>): Promise<boolean> {
  try {
    await doing;
    return true;
  } catch (error) {
    requires(
      error instanceof ClaudeError && /^(?:agent_ended|session_closed|process_exited)$/.test(error.code),
      () => `refused with ${(error as Error).stack}`,
    );
    return false;
  }
}

const spawn = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.nat({ max: 2 }), kind)
  .map(([count, owner, what]) =>
    command(`spawn(${count}, ${owner}, ${what})`, (world) => world.spawn(count, owner, what)),
  );

const send = fc.tuple(fc.nat({ max: 50 }), kind).map(([pick, what]) =>
  command(`send(${pick}, ${what})`, async (world) => {
    const known = world.agents[pick % Math.max(1, world.agents.length)];
    if (known === undefined) return;
    const word = world.word();
    const isOpen = world.face(known).getSessionInfo(known.id).state !== "ended";
    // Noted first: its answer may be there before the prompt is known to be accepted.
    known.prompts.push({ kind: what, word });
    const accepted = await unlessEnded(world.face(known).sendPrompt(known.id, `${what}:${word}`));
    if (!accepted)
      known.prompts.splice(
        known.prompts.findIndex((prompt) => prompt.word === word),
        1,
      );
    if (!accepted && isOpen) known.doomed = true;
  }),
);

const read = toAgent("read", (world, known) => world.checkOutput(known));
const pause = fc
  .integer({ min: 0, max: 30 })
  .map((ms) =>
    command(`pause(${ms})`, async () => void (await new Promise((resolve) => setTimeout(resolve, ms)))),
  );
const wait = toAgent("wait", async (world, known) => {
  const { done, agents } = await world.face(known).wait(known.id, { timeoutMs: 200 });
  requires(!done || agents[0]?.isComplete === true, () => `done in state ${agents[0]?.state}`);
});
const waitForQuestion = toAgent("waitForQuestion", async (world, known) => {
  const { done, agents } = await world.face(known).wait(known.id, { until: "question", timeoutMs: 100 });
  const [agent] = agents;
  requires(!done || agent?.isComplete === true || agent?.questions.length !== 0, () => "no question");
});
const answer = toAgent("answer", (world, known) => {
  const { questions } = world.face(known).getSessionInfo(known.id);
  for (const { requestId } of questions)
    world.face(known).answerPermission(known.id, requestId, { behavior: "deny", message: "no" });
});
const interrupt = toAgent("interrupt", async (world, known) => {
  known.interrupted = true;
  await unlessEnded(world.face(known).interruptSession(known.id));
});
const terminate = toAgent("terminate", async (world, known) => {
  known.doomed = true;
  await world.face(known).terminateSession(known.id);
  requires(world.face(known).getSessionInfo(known.id).state === "ended", () => "terminated, and not ended");
});
const terminateLater = toAgent("terminateLater", (world, known) => {
  known.doomed = true;
  void world.face(known).terminateSession(known.id);
});
const kill = toAgent("kill", (world, known) => {
  const { pid } = world.face(known).getSessionInfo(known.id);
  if (pid === undefined) return;
  known.doomed = true;
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
});

export const commands: readonly fc.Arbitrary<Command>[] = [
  spawn,
  spawn,
  send,
  send,
  send,
  send,
  read,
  wait,
  wait,
  waitForQuestion,
  answer,
  pause,
  interrupt,
  terminate,
  terminateLater,
  kill,
];
