// Two specialists that the main agent can call in: npx tsx examples/subagents.ts "what to do"
import process from "node:process";
import { type AgentDefinition, query } from "kodegen-claude-agent";

const agents: Record<string, AgentDefinition> = {
  reader: {
    description: "Finds out how something works. Use it for every question about existing files.",
    prompt: "You read files and answer in a few sentences. You change nothing.",
    tools: ["Read", "Grep", "Glob"],
    maxTurns: 10,
  },
  critic: {
    description: "Looks for what is wrong with an answer, before it is given.",
    prompt: "You name the weakest point of what you are shown, in one sentence.",
    tools: [],
    model: "haiku",
  },
};

// Which subagent a tool call has started, to tell whose message it is.
const names = new Map<string, string>();
const prompt =
  process.argv[2] ?? "Let the reader find out what this folder is for, and the critic judge the answer.";

for await (const message of query(prompt, { agents, forwardSubagentText: true })) {
  if (message.type === "system" && message.subtype === "task_started") {
    names.set(message.tool_use_id ?? "", message.subagent_type ?? "?");
    console.log(`${message.subagent_type} begins: ${message.description}`);
  } else if (message.type === "system" && message.subtype === "task_notification") {
    const { status, usage } = message;
    console.log(
      `${names.get(message.tool_use_id ?? "")} is done: ${status}, ${usage?.tool_uses ?? 0} tool calls`,
    );
  } else if (message.type === "assistant") {
    const who = names.get(message.parent_tool_use_id ?? "") ?? "main";
    for (const block of message.message.content) {
      if (block.type === "text") console.log(`${who}: ${block.text}`);
    }
  }
}
