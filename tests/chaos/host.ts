// A host of durable agents that is killed at random: it takes up what there is, asks for more, and says what it was told.
import { appendFileSync } from "node:fs";
import process from "node:process";
import { AgentManager, ClaudeError, type Options } from "../../lib/index.ts";
import type { HostLine } from "./lines.ts";

const [journal = "", log = "", orders = "{}"] = process.argv.slice(2);
const { options, agents, last } = JSON.parse(orders) as { options: Options; agents: number; last: boolean };
const life = crypto.randomUUID();
// Written at once, so that what was said is there when this program is not.
const say = (line: HostLine): void => appendFileSync(log, `${JSON.stringify({ life, ...line })}\n`);

const manager = await AgentManager.open({ journal, maxAgents: 3, maxQueued: 100, options });
manager.on("event", (event) => {
  const { seq, sessionId: agent, type } = event;
  say({
    what: "event",
    seq,
    agent,
    type,
    ...(event.type === "state" && { state: event.state, reason: event.reason }),
  });
});
for (const { sessionId, state, endedReason } of manager.listSessions().agents)
  say({ what: "found", agent: sessionId, state, reason: endedReason });
for (const { sessionId, interruptedPrompts = [] } of manager.resumeAll())
  for (const uuid of interruptedPrompts) say({ what: "interrupted", agent: sessionId, uuid });

console.log("open");

const token = (): string => `token-${crypto.randomUUID()}`;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

if (last) {
  const ids = manager.listSessions().agents.map(({ sessionId }) => sessionId);
  const { done } = await manager.wait(ids, { timeoutMs: 120_000 });
  for (const { sessionId, state, endedReason } of manager.listSessions().agents)
    say({ what: "left", agent: sessionId, state, reason: endedReason });
  await manager.shutdown();
  say({ what: "over", done });
} else {
  for (;;) {
    const known = manager.listSessions().agents;
    const open = known.filter(({ state, endedReason }) => state !== "ended" || endedReason === "lost");
    const chosen = open[Math.trunc(Math.random() * open.length)];
    const said = token();
    const uuid = crypto.randomUUID();
    const content = [{ type: "text" as const, text: `Say ${said}` }];
    const prompt = {
      type: "user" as const,
      uuid,
      session_id: "",
      message: { role: "user" as const, content },
      parent_tool_use_id: null,
    };
    try {
      if (chosen === undefined || open.length < agents) {
        const { sessionIds } = await manager.spawnSession({ prompt });
        say({ what: "accepted", agent: sessionIds[0] ?? "", token: said, uuid });
      } else {
        await manager.sendPrompt(chosen.sessionId, prompt);
        say({ what: "accepted", agent: chosen.sessionId, token: said, uuid });
      }
    } catch (error) {
      // Its process was killed a moment ago, or so.
      say({ what: "refused", token: said, code: error instanceof ClaudeError ? error.code : String(error) });
    }
    await pause(Math.random() * 400);
  }
}
