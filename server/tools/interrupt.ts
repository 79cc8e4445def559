// claude_interrupt_agent: stop what an agent is doing.
import { interrupt as spec } from "../../spec/tools/interrupt.ts";
import { counted } from "../count.ts";
import type { InterruptInput, InterruptOutput } from "../generated/tool-types.ts";
import { outcomeOf, outcomeText } from "./outcome.ts";
import type { ServerTool } from "./tool.ts";

export const interrupt: ServerTool<InterruptInput, InterruptOutput> = {
  ...spec,
  async run({ session_id }, { manager }) {
    const { stillQueued } = await manager.interruptSession(session_id);
    const queued =
      stillQueued.length === 0
        ? ""
        : ` ${counted(stillQueued.length, "prompt")} that had not begun may still run, unless Claude Code has just dropped it: interrupt it again then, or end it.`;
    const {
      summary,
      agents: [agent],
    } = outcomeOf([manager.getSessionInfo(session_id)], `Interrupted.${queued}`);
    if (agent === undefined) throw new RangeError("One agent has one view");
    return { summary, session_id, success: true, still_queued: [...stillQueued], agent };
  },
  text: ({ summary, agent }) => outcomeText({ summary, agents: [agent] }),
};
