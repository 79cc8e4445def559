// The prompt "delegate": have a task done by agents.
import type { PromptSpec } from "../define.ts";

export const delegate: PromptSpec = {
  name: "delegate",
  title: "Delegate a task",
  description: "Have a task done by Claude Code agents, and their work looked at before it is reported.",
  arguments: [
    { name: "task", description: "What is to be done", required: true },
    { name: "cwd", description: "The directory to work in, inside the server's roots" },
  ],
  messages: ({ task = "", cwd }) => [
    {
      role: "user",
      text: [
        "Delegate this task to Claude Code agents:",
        "",
        task,
        "",
        "1. Divide it into jobs that do not touch the same files, or leave it whole if that is simpler. An agent knows nothing of this conversation: tell each what it has to know, where to look, and how to see that it is done.",
        `2. Spawn the agents${cwd === undefined ? "" : ` with cwd ${JSON.stringify(cwd)}`}, and allow only the tools that the job needs.`,
        "3. Wait for them rather than reading again and again, and answer what they ask.",
        "4. Read what each has done, and check it yourself. If something is missing, prompt the same agent: it remembers.",
        "5. Terminate the agents, and report what was done, what was not, and what it has cost.",
      ].join("\n"),
    },
  ],
};
