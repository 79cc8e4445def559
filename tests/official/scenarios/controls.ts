// Scenarios: a session that is asked and changed while it runs.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { bash, play, source, user } from "../prompts.ts";
import type { Options, Query, Scenario, Stage } from "../stage.ts";

type Steer = (stage: Stage, query: Query) => Promise<void>;

/** Steer before the first prompt, or after its result, and prompt once more. */
function steered(
  when: "before" | "between",
  steer: Steer,
  more: Options = {},
  last = play({ text: "two" }),
): Scenario {
  return async (stage) => {
    const prompts = source();
    const query = stage.sdk.query({ prompt: prompts, options: stage.options(more) });
    if (when === "before") await steer(stage, query);
    prompts.push(user(play({ text: "one" })));
    await stage.read(query, async (message) => {
      if (message.type !== "result") return;
      if (message.result_index !== 0) return prompts.end();
      if (when === "between") await steer(stage, query);
      prompts.push(user(last));
    });
  };
}

/** Answers that hold what is measured or drawn are noted by their fields. */
const fields = (value: object): unknown => Object.keys(value).toSorted();

export const CONTROLS: Readonly<Record<string, Scenario>> = {
  "asked and changed before the first prompt": steered("before", async (stage, query) => {
    await stage.try("start", () => query.initializationResult());
    await stage.try("commands", () => query.supportedCommands());
    await stage.try("models", () => query.supportedModels());
    await stage.try("agents", () => query.supportedAgents());
    await stage.try("account", () => query.accountInfo());
    await stage.try("servers", () => query.mcpServerStatus());
    await stage.try("model", () => query.setModel("claude-haiku-4-5"));
    await stage.try("mode", () => query.setPermissionMode("acceptEdits"));
    await stage.try("thinking", () => query.setMaxThinkingTokens(0));
  }),
  "asked and changed between turns": steered("between", async (stage, query) => {
    await stage.try("model", () => query.setModel("claude-haiku-4-5"));
    await stage.try("model", () => query.setModel());
    await stage.try("mode", () => query.setPermissionMode("plan"));
    await stage.try("a mode that is locked", () => query.setPermissionMode("bypassPermissions"));
    await stage.try("a mode that is none", () => query.setPermissionMode("yolo" as never));
    await stage.try("settings", () => query.applyFlagSettings({ effortLevel: "low", model: null }));
    await stage.try("forbidden settings", () => query.updateSettings("localSettings", { env: { A: "1" } }));
    await stage.try("context", async () => fields(await query.getContextUsage({ detail: "summary" })));
    await stage.try("start", async () => fields(await query.reinitialize()));
    await stage.try("plugins", async () => fields(await query.reloadPlugins()));
    await stage.try("skills", async () => fields(await query.reloadSkills()));
    await stage.try("no task", () => query.backgroundTasks());
    await stage.try("no file", () => query.readFile("nothing.txt"));
    await stage.try("no resource", () => query.readMcpResource("nope", "ui://x"));
    await stage.try("no server", () => query.toggleMcpServer("nope", true));
  }),
  "a file read as the session may": async (stage) => {
    await writeFile(path.join(stage.cwd, "note.txt"), "hello\n");
    await steered("between", async (_stage, query) => {
      await stage.try("file", () => query.readFile("note.txt"));
      await stage.try("a part", () => query.readFile("note.txt", { maxBytes: 2, encoding: "base64" }));
      await stage.try("a forbidden file", () => query.readFile("/etc/passwd"));
    })(stage);
  },
  "states, asked for": async (stage) => {
    const options = stage.options();
    const env = { ...options.env, CLAUDE_CODE_EMIT_SESSION_STATE_EVENTS: "1" };
    await stage.read(
      stage.sdk.query({ prompt: play(bash("echo hi"), { text: "Done." }), options: { ...options, env } }),
    );
  },
  "permissions bypassed": (stage) => {
    const options = stage.options({
      permissionMode: "bypassPermissions",
      allowDangerouslySkipPermissions: true,
    });
    // The CLI refuses this to the superuser, but for sandboxes.
    const env = { ...options.env, IS_SANDBOX: "1" };
    const prompt = play(bash("touch made.txt"), { text: "Done." });
    return stage.read(stage.sdk.query({ prompt, options: { ...options, env } }));
  },
  "commands, skills and agents of a plugin": async (stage) => {
    const plugin = path.join(stage.home, "plugin");
    await mkdir(path.join(plugin, ".claude-plugin"), { recursive: true });
    await mkdir(path.join(plugin, "commands"), { recursive: true });
    await writeFile(
      path.join(plugin, ".claude-plugin/plugin.json"),
      JSON.stringify({ name: "mine", version: "1.0.0" }),
    );
    await writeFile(
      path.join(plugin, "commands/greet.md"),
      `---\ndescription: Greets\n---\n${play({ text: "Greetings." })}`,
    );
    const options = stage.options({ plugins: [{ type: "local", path: plugin }] });
    await stage.read(stage.sdk.query({ prompt: "/mine:greet", options }));
  },
  "a warm process": async (stage) => {
    const warm = await stage.sdk.startup({ options: stage.options() });
    await stage.read(warm.query(play({ text: "warm" })));
    await stage.try("again", () => void warm.query("again"));
    const unused = await stage.sdk.startup({ options: stage.options() });
    unused.close();
    await stage.try("closed", () => void unused.query("too late"));
  },
  "a warm process that cannot start": async (stage) => {
    const options = stage.options({ pathToClaudeCodeExecutable: "/bin/false" });
    // In the official SDK it depends on what is faster whether the exit or the broken pipe is told.
    const starting = stage.sdk.startup({ options });
    stage.note(
      "start",
      await starting.then(
        () => "started",
        () => "failed",
      ),
    );
  },
};
