// Scenarios: subagents and work in the background.
import { bash, call, play, source, user } from "../prompts.ts";
import type { Options, Scenario } from "../stage.ts";

const agent = (inner: string, more: Record<string, unknown> = {}) =>
  call("Agent", { description: "look", prompt: `go ${inner}`, subagent_type: "general-purpose", ...more });

const LOOK = agent(
  play({ thinking: "Where?", text: "Looking.", ...bash("echo inside") }, { text: "Seen." }),
  {
    run_in_background: false,
  },
);

function run(prompt: string, more: Options = {}): Scenario {
  return (stage) =>
    stage.read(stage.sdk.query({ prompt, options: stage.options({ allowedTools: ["Bash"], ...more }) }));
}

export const TASKS: Readonly<Record<string, Scenario>> = {
  "a subagent, with its words": run(play(LOOK, { text: "It has seen it." }), { forwardSubagentText: true }),
  "a subagent of the program's own": run(
    play(agent(play({ text: "Mine." }), { subagent_type: "mine", run_in_background: false }), {
      text: "Done.",
    }),
    {
      agents: { mine: { description: "My agent", prompt: "You are mine.", tools: ["Bash"], model: "haiku" } },
    },
  ),
  "a subagent that asks": async (stage) => {
    const inner = agent(play(bash("touch made.txt"), { text: "Made." }), { run_in_background: false });
    const options = stage.options({
      canUseTool: async (tool, input, context) => {
        stage.note("asked", { tool, input, ...context, signal: context.signal.aborted });
        return { behavior: "allow", updatedInput: input };
      },
    });
    await stage.read(stage.sdk.query({ prompt: play(inner, { text: "Done." }), options }));
  },
  "an agent in the background, and a hook": async (stage) => {
    const hook = (name: string) => async (input: object) => {
      const { hook_event_name, agent_type } = input as { hook_event_name: string; agent_type?: string };
      stage.note(name, { hook_event_name, agent_type });
      return {};
    };
    const hooks: NonNullable<Options["hooks"]> = {
      SubagentStart: [{ hooks: [hook("start")] }],
      SubagentStop: [{ hooks: [hook("stop")] }],
    };
    const inner = agent(play({ delay_ms: 600, text: "Agent finished." }), { run_in_background: true });
    await stage.read(
      stage.sdk.query({ prompt: play(inner, { text: "Launched." }), options: stage.options({ hooks }) }),
    );
  },
  "a command in the background, stopped": async (stage) => {
    const prompts = source(
      user(play(bash("while :; do sleep 1; done", { run_in_background: true }), { text: "Started." })),
    );
    const query = stage.sdk.query({ prompt: prompts, options: stage.options({ allowedTools: ["Bash"] }) });
    let task = "";
    await stage.read(query, async (message) => {
      if (message.type === "system" && message.subtype === "task_started") task = message.task_id;
      if (message.type === "result") {
        await stage.try("stopped", () => query.stopTask(task));
        await stage.try("stopped again", () => query.stopTask("nope"));
      }
      if (message.type === "system" && message.subtype === "task_notification") prompts.end();
    });
  },
};
