// claude_list_agents: what all agents are doing.
import { list as spec } from "../../spec/tools/list.ts";
import type { ListInput, ListOutput } from "../generated/tool-types.ts";
import { agentText, agentView } from "./agent-view.ts";
import { ANSWER_CHARACTERS, fitting } from "./budget.ts";
import type { ServerTool } from "./tool.ts";

/** Beside the agents. */
const REST_CHARACTERS = 1_200;
/** Of a result in the list: the whole is for `claude_read_agent_output`. */
const RESULT_CHARACTERS = 500;
/** More never fit. */
const MOST = 100;

export const list: ServerTool<ListInput, ListOutput> = {
  ...spec,
  async run({ include_completed, last_output_lines, offset }, { manager }) {
    const { agents, total, totalActive, totalCompleted } = manager.listSessions({
      includeCompleted: include_completed,
      lastOutputLines: last_output_lines,
      offset,
      limit: MOST,
    });
    const views = agents.map((info) => agentView(info, RESULT_CHARACTERS));
    const shown = views.slice(0, fitting(views, ANSWER_CHARACTERS - REST_CHARACTERS));
    const next = offset + shown.length;
    const more = next < total ? ` ${total - next} more with offset: ${next}.` : "";
    return {
      summary: `${totalActive} active, ${totalCompleted} ended.${more}`,
      agents: shown,
      total_active: totalActive,
      total_completed: totalCompleted,
      ...(next < total && { next_offset: next }),
    };
  },
  text: ({ summary, agents }) => [summary, ...agents.map(agentText)].join("\n"),
};
