// Scenarios: programs in the wild, as they use the official SDK: editors, chat servers, pipelines, observers.
import { spawn } from "node:child_process";
import { bash, play, signal, source, user } from "../prompts.ts";
import type { Options, Scenario, SDKMessage } from "../stage.ts";

const SLOW = play({ text: "one two three four five six seven eight", chunk_delay_ms: 150 });

export const PROGRAMS: Readonly<Record<string, Scenario>> = {
  /** Editors (ACP): one loop over `next()` per prompt, states instead of results, an empty extra argument. */
  "an editor's session": async (stage) => {
    const input = source();
    const options = stage.options({
      includePartialMessages: true,
      extraArgs: { "replay-user-messages": "" },
      executable: process.execPath as "node",
      mcpServers: {},
      allowedTools: undefined as unknown as string[],
      sessionId: "12121212-1111-4222-8333-444444444444",
      permissionMode: "default",
      disallowedTools: ["AskUserQuestion"],
      tools: { type: "preset", preset: "claude_code" },
      systemPrompt: { type: "preset", preset: "claude_code" },
      settingSources: ["user", "project", "local"],
    });
    const env = { ...options.env, CLAUDE_CODE_EMIT_SESSION_STATE_EVENTS: "1" };
    const query = stage.sdk.query({ prompt: input, options: { ...options, env } });
    const { models, commands } = await query.initializationResult();
    stage.note("offered", [models.length > 0, commands.length > 0]);
    await query.setModel(models[0]?.value);
    const turn = async (text: string): Promise<void> => {
      input.push(user(text, { uuid: crypto.randomUUID() }));
      for (;;) {
        const { value: message, done } = await query.next();
        if (done || !message) return stage.note("turn", "ended");
        stage.note("messages", message);
        if (
          message.type === "system" &&
          message.subtype === "session_state_changed" &&
          message.state === "idle"
        )
          return stage.note("turn", "idle");
      }
    };
    await turn(play({ text: "one" }));
    await turn(play(bash("echo hi"), { text: "two" }));
    await stage.try("cancelled", () => query.interrupt());
    input.end();
    await stage.read(query);
  },
  /** A chat server: an input that never ends, the output's iterator kept, messages in the shortest form. */
  "a chat server": async (stage) => {
    const waiting: { resolve: ((message: unknown) => void) | undefined; queue: unknown[] } = {
      resolve: undefined,
      queue: [],
    };
    const queue = {
      async *[Symbol.asyncIterator]() {
        for (;;) yield waiting.queue.shift() ?? (await new Promise((resolve) => (waiting.resolve = resolve)));
      },
    };
    const send = (content: string): void => {
      const message = { type: "user", message: { role: "user", content } };
      if (waiting.resolve) waiting.resolve(message);
      else waiting.queue.push(message);
      waiting.resolve = undefined;
    };
    const query = stage.sdk.query({ prompt: queue as never, options: stage.options({ maxTurns: 100 }) });
    const output = query[Symbol.asyncIterator]();
    const answer = async (): Promise<void> => {
      for (;;) {
        const { value, done } = await output.next();
        if (done) return stage.note("end", "done");
        stage.note("messages", value);
        if ((value as SDKMessage).type === "result") return undefined;
      }
    };
    send(play({ text: "one" }));
    await answer();
    send(play({ text: "two" }));
    await answer();
    await stage.try("left", () => output.return?.());
  },
  /** A CI action: prompt in two blocks, options with names that are none, left at the first result. */
  "a step of a pipeline": async (stage) => {
    async function* prompt() {
      yield user(
        [
          { type: "text", text: "You are in a pipeline." },
          { type: "text", text: play({ text: "ok" }) },
        ],
        { session_id: "" },
      );
    }
    const options = { ...stage.options({ maxTurns: 5 }), appendSystemPrompt: "x", verbose: true } as Options;
    let result: unknown;
    await stage.try("end", async () => {
      for await (const message of stage.sdk.query({ prompt: prompt(), options })) {
        stage.note("messages", message);
        if (message.type === "result") {
          result = message.subtype;
          break;
        }
      }
      return result;
    });
  },
  /** An observer that locks everything down, with an option that there is not, and a start function of its own. */
  "an observer without tools": async (stage) => {
    const options = stage.options({
      tools: [],
      allowedTools: [],
      disallowedTools: ["Bash", "Read"],
      permissionMode: "dontAsk",
      canUseTool: async () => ({ behavior: "deny", message: "never" }),
      additionalDirectories: [],
      mcpServers: {},
      settingSources: [],
      strictMcpConfig: true,
      abortController: new AbortController(),
      spawnClaudeCodeProcess: ({ command, args, cwd, env }) => {
        const child = spawn(command, args, { cwd, env, stdio: ["pipe", "pipe", "pipe"], windowsHide: true });
        stage.note("spawned", [cwd, child.pid !== undefined]);
        return child;
      },
    });
    const observed = { ...options, thinkingConfig: { type: "disabled" } } as Options;
    await stage.read(stage.sdk.query({ prompt: play(bash("echo hi"), { text: "seen" }), options: observed }));
  },
  /** A web interface: the input is held open after the prompt, and let go at the result. */
  "an input that is held open": async (stage) => {
    const release = signal();
    async function* held() {
      yield user(play({ text: "held" }), { timestamp: new Date(0).toISOString() } as object);
      await release.given;
    }
    const hooks: Options["hooks"] = { Notification: [{ matcher: "", hooks: [async () => ({})] }] };
    const options = stage.options({ allowedTools: [], disallowedTools: [], hooks });
    await stage.read(stage.sdk.query({ prompt: held(), options }), (message) => {
      if (message.type === "result") release.give();
    });
  },
  /** A plugin of an editor: asks for the commands at the first message, then leaves and aborts. */
  "a probe for commands": async (stage) => {
    const abortController = new AbortController();
    const query = stage.sdk.query({
      prompt: "",
      options: stage.options({ abortController, persistSession: false }),
    });
    for (;;) {
      const next = await query.next();
      if (next.done) break;
      if (next.value.type === "system" && next.value.subtype === "init") {
        const commands = await query.supportedCommands();
        stage.note(
          "commands",
          commands.map(({ name }) => name),
        );
        break;
      }
    }
    abortController.abort();
    await stage.try("interrupted", () => query.interrupt().catch(() => "caught"));
  },
  /** A provider: messages injected while the model writes, the iterator let go without waiting. */
  "an injected message": async (stage) => {
    const query = stage.sdk.query({ prompt: SLOW, options: stage.options({ includePartialMessages: true }) });
    const iterator = query[Symbol.asyncIterator]();
    let injected: Promise<void> | undefined;
    for (;;) {
      const { value, done } = await iterator.next();
      if (done) break;
      if (value.type === "stream_event" && value.event.type === "content_block_delta")
        injected ??= query.streamInput(
          (async function* () {
            yield user(play({ text: "injected" }));
          })(),
        );
      if (value.type === "result") {
        stage.note("results", value);
        if (value.result_index === 1) break;
      }
    }
    await injected;
    void iterator.return?.().catch(() => undefined);
    stage.note("after", await iterator.next());
  },
};
