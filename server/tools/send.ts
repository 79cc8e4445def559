// claude_send_agent_prompt: give an agent more to do.
import { send as spec } from "../../spec/tools/send.ts";
import type { SendInput, SendOutput } from "../generated/tool-types.ts";
import { Refusal } from "../refusal.ts";
import { WITHHELD } from "./agent-view.ts";
import { outcomeOf, outcomeText } from "./outcome.ts";
import { delegating, type ServerTool } from "./tool.ts";

export const send: ServerTool<SendInput, SendOutput> = {
  ...spec,
  ...delegating<SendInput, SendOutput>({
    async begin({ session_id, prompt }, { manager, used }) {
      const { withheldOptions } = manager.getSessionInfo(session_id);
      if (withheldOptions !== undefined)
        throw new Refusal(
          `Agent "${session_id}" is from before a restart (${withheldOptions.join(", ")}). ${WITHHELD}`,
        );
      const { uuid } = await manager.sendPrompt(session_id, prompt);
      used.note(session_id);
      return { sessionIds: [session_id], kept: uuid };
    },
    waitMs: ({ await_completion_ms }) => await_completion_ms,
    answer({ kept: uuid = "" }, done, became) {
      const {
        summary,
        agents: [agent],
      } = outcomeOf(became.agents);
      if (agent === undefined) throw new RangeError("A wait for one agent answers with one agent");
      return {
        summary,
        session_id: agent.session_id,
        success: true,
        uuid,
        turn_count: agent.turn_count,
        working: agent.working,
        completed: done,
        agent,
      };
    },
  }),
  text: ({ summary, agent }) => outcomeText({ summary, agents: [agent] }),
};
