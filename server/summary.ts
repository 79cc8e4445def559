// The text of a tool result: what a model, or a person, needs to know and can do next.
import { counted } from "./count.ts";
import type {
  ListOutput,
  ReadOutput,
  SendOutput,
  SpawnOutput,
  TerminateOutput,
  ToolName,
} from "./generated/tools.ts";
import { agentLine } from "./views.ts";

const READ = "claude_read_agent_output";

const SUMMARIES: { readonly [N in ToolName]: (output: never) => string } = {
  claude_spawn_agent: ({ agents, completed }: SpawnOutput) => {
    const next = completed ? "" : `\nStill at work: use ${READ} to follow.`;
    return `${agents.map(agentLine).join("\n")}${next}`;
  },
  claude_send_agent_prompt: ({ agent, completed }: SendOutput) =>
    `${agentLine(agent)}${completed ? "" : `\nStill at work: use ${READ} to follow.`}`,
  claude_read_agent_output: (page: ReadOutput) => {
    const head = `${page.messages_returned} of ${counted(page.total_messages, "message")}, ${page.state}`;
    const gap = page.dropped > 0 ? `; ${page.dropped} are no longer kept` : "";
    const more = page.has_more ? `; more with after: ${page.next_after}` : "";
    return [
      `${head}${gap}${more}`,
      ...(page.last_words ? [`Last words: ${page.last_words}`] : []),
      ...page.output.map(({ seq, message_type, content }) => `[${seq}] ${message_type}: ${gist(content)}`),
    ].join("\n");
  },
  claude_list_agents: ({ agents, total_active, total_completed }: ListOutput) =>
    [`${total_active} active, ${total_completed} ended`, ...agents.map(agentLine)].join("\n"),
  claude_terminate_agent_session: (end: TerminateOutput) =>
    `${end.session_id} ${end.success ? "has ended" : "could not be ended completely"} after ${counted(end.final_turn_count, "turn")} and ${(end.runtime_ms / 1000).toFixed(1)} s`,
};

export function summarize(name: ToolName, output: Record<string, unknown>): string {
  return SUMMARIES[name](output as never);
}

const GIST = 300;

/** The words of a message, without its bookkeeping. */
function gist(message: Record<string, unknown>): string {
  const { result, message: inner } = message as { result?: unknown; message?: { content?: unknown } };
  const content = result ?? inner?.content;
  const text =
    typeof content === "string"
      ? content
      : Array.isArray(content)
        ? content.map(gistOfBlock).filter(Boolean).join(" ")
        : "";
  return text.length > GIST ? `${text.slice(0, GIST)}…` : text;
}

function gistOfBlock(block: {
  type?: string;
  text?: string;
  name?: string;
  input?: unknown;
  content?: unknown;
}): string {
  if (block.type === "text") return block.text ?? "";
  if (block.type === "tool_use") return `uses ${block.name} ${JSON.stringify(block.input)}`;
  if (block.type === "tool_result")
    return `gets ${typeof block.content === "string" ? block.content : JSON.stringify(block.content)}`;
  return block.type ?? "";
}
