// Scenarios: hooks, of the program and of settings files.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { bash, play } from "../prompts.ts";
import type { Options, Scenario } from "../stage.ts";

type Hooks = NonNullable<Options["hooks"]>;
type Event = keyof Hooks;
type Answer = (input: Record<string, unknown>) => unknown;

/** Register hooks that note what they are given. */
function hooked(answers: Partial<Record<Event, Answer>>, prompt = TOOL, more: Options = {}): Scenario {
  return async (stage) => {
    const hooks: Hooks = {};
    for (const [event, answer] of Object.entries(answers) as [Event, Answer][]) {
      const hook = async (
        input: unknown,
        toolUseId: string | undefined,
        context: { signal: AbortSignal },
      ) => {
        stage.note(`hook ${event}`, { input, toolUseId, aborted: context.signal.aborted });
        return answer(input as Record<string, unknown>) as never;
      };
      hooks[event] = [{ hooks: [hook] }];
    }
    const options = stage.options({ allowedTools: ["Bash"], hooks, ...more });
    await stage.read(stage.sdk.query({ prompt, options }));
  };
}

const TOOL = play(bash("echo hello"), { text: "Done." });
const TALK = play({ text: "Talked." }, { text: "Talked on." });
const own = (hookEventName: Event, more: object) => () => ({
  hookSpecificOutput: { hookEventName, ...more },
});
const nothing: Answer = () => ({});

/** What a hook says before each command. */
const BEFORE: Readonly<Record<string, object>> = {
  "echo continue": { continue: true },
  "echo refuse": decided({ permissionDecision: "deny", permissionDecisionReason: "too loud" }),
  "echo change": decided({
    permissionDecision: "allow",
    updatedInput: { command: "echo changed", description: "changed" },
  }),
  "echo context": decided({ additionalContext: "It is Monday." }),
  "echo speak": { systemMessage: "Mind the step." },
};

function decided(more: object): object {
  return { hookSpecificOutput: { hookEventName: "PreToolUse", ...more } };
}

export const HOOKS: Readonly<Record<string, Scenario>> = {
  "hooks that say nothing": hooked(
    {
      PreToolUse: nothing,
      PostToolUse: nothing,
      PostToolUseFailure: nothing,
      UserPromptSubmit: nothing,
      Stop: nothing,
      SessionStart: nothing,
      SessionEnd: nothing,
      Notification: nothing,
      PreCompact: nothing,
    },
    play(bash("echo hello"), bash("exit 3"), { text: "Done." }),
  ),
  "hooks before a tool, one after the other": hooked(
    {
      PreToolUse: ({ tool_input }) => BEFORE[(tool_input as { command: string }).command],
      PostToolUse: own("PostToolUse", { additionalContext: "It was Monday." }),
      UserPromptSubmit: own("UserPromptSubmit", { additionalContext: "It will be Tuesday." }),
    },
    play(...Object.keys(BEFORE).map((command) => bash(command)), { text: "Done." }),
  ),
  "a hook that blocks in the old form": hooked({
    PreToolUse: () => ({ decision: "block", stopReason: "not there", continue: false }),
  }),
  "a hook that asks for permission": hooked(
    {
      PreToolUse: own("PreToolUse", { permissionDecision: "ask", permissionDecisionReason: "are you sure?" }),
    },
    TOOL,
    { canUseTool: async (_tool, input) => ({ behavior: "allow", updatedInput: input }) },
  ),
  "a hook that keeps the agent going": hooked(
    { Stop: ({ stop_hook_active }) => (stop_hook_active ? {} : { decision: "block", reason: "say more" }) },
    TALK,
  ),
  "a hook that blocks the prompt": hooked(
    { UserPromptSubmit: () => ({ decision: "block", reason: "rude" }) },
    TALK,
  ),
  "a hook that ends the turn": hooked({ PostToolUse: () => ({ continue: false, stopReason: "enough" }) }),
  "a hook that throws after a tool": hooked({
    PostToolUse: () => {
      throw new Error("db password=SECRET");
    },
  }),
  "a hook that throws before a tool": hooked({
    PreToolUse: () => {
      throw new Error("db password=SECRET");
    },
  }),
  "a hook that gives no answer": hooked({ PreToolUse: () => undefined }),
  "a hook with a matcher": async (stage) => {
    const hook = (name: string) => async (input: { hook_event_name: string }) => {
      stage.note(name, input.hook_event_name);
      return {};
    };
    const hooks: Hooks = {
      PreToolUse: [
        { matcher: "Write|Edit", hooks: [hook("writes")] },
        { matcher: "Bash", hooks: [hook("first"), hook("second")], timeout: 5 },
        { matcher: "", hooks: [hook("all")] },
      ],
    };
    const options = stage.options({ allowedTools: ["Bash"], hooks });
    await stage.read(stage.sdk.query({ prompt: TOOL, options }));
  },
  "hooks and instructions of the project": async (stage) => {
    await mkdir(path.join(stage.cwd, ".claude"), { recursive: true });
    await writeFile(path.join(stage.cwd, "CLAUDE.md"), "Answer in rhymes.");
    const command = (text: string) => [{ hooks: [{ type: "command", command: `echo ${text}` }] }];
    const settings = {
      hooks: { PreToolUse: command("before"), SessionStart: command("begin"), Stop: command("end") },
      permissions: { allow: ["Bash(touch:*)"] },
    };
    await writeFile(path.join(stage.cwd, ".claude/settings.json"), JSON.stringify(settings));
    const prompt = play(bash("touch made.txt"), { text: "{{prompt}}" });
    const options = stage.options({ settingSources: ["project"], includeHookEvents: true });
    await stage.read(stage.sdk.query({ prompt, options }));
  },
};
