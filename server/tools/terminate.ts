// claude_terminate_agent_session: end an agent.
import { terminate as spec } from "../../spec/tools/terminate.ts";
import { counted } from "../count.ts";
import type { TerminateInput, TerminateOutput } from "../generated/tool-types.ts";
import type { ServerTool } from "./tool.ts";

export const terminate: ServerTool<TerminateInput, TerminateOutput> = {
  ...spec,
  async run({ session_id }, { manager }) {
    const { success, finalTurnCount, totalMessages, runtimeMs } = await manager.terminateSession(session_id);
    const how = success ? "has ended" : "could not be ended completely";
    return {
      summary: `Agent ${session_id} ${how} after ${counted(finalTurnCount, "turn")} and ${(runtimeMs / 1000).toFixed(1)} s.`,
      session_id,
      success,
      final_turn_count: finalTurnCount,
      total_messages: totalMessages,
      runtime_ms: Math.round(runtimeMs),
    };
  },
  text: ({ summary }) => summary,
};
