// Scenarios: how turns and queries end, other than well.
import { existsSync } from "node:fs";
import path from "node:path";
import { bash, play, source, user } from "../prompts.ts";
import type { Options, Query, Scenario, SDKMessage, Stage } from "../stage.ts";

/** Its first word comes at once; what happens then happens before the second. */
const SLOW = play({ text: "one two", chunk_delay_ms: 4_000 });
const LOOP = play(bash("touch started; while :; do sleep 1; done", { timeout: 600_000 }), { text: "Slept." });
const SCHEMA = {
  type: "object",
  properties: { city: { type: "string" }, size: { type: "integer" } },
  required: ["city"],
  additionalProperties: false,
};
const outputFormat = { type: "json_schema" as const, schema: SCHEMA };

function run(prompt: string, more: Options = {}): Scenario {
  return (stage) => stage.read(stage.sdk.query({ prompt, options: stage.options(more) }));
}

type Seen = (message: SDKMessage, stage: Stage) => boolean | Promise<boolean>;

const writing: Seen = (message) =>
  message.type === "stream_event" && message.event.type === "content_block_delta";

/** The tool call has been announced, and the command runs. */
const running: Seen = async (message, stage) => {
  if (message.type !== "assistant") return false;
  while (!existsSync(path.join(stage.cwd, "started")))
    await new Promise((resolve) => setTimeout(resolve, 20));
  return true;
};

/** Read until something is seen, then interrupt, and go on with another prompt. */
function interrupted(prompt: string, seen: Seen, more: Options = {}): Scenario {
  return async (stage) => {
    const prompts = source(user(prompt));
    const query: Query = stage.sdk.query({ prompt: prompts, options: stage.options(more) });
    let done = false;
    await stage.read(query, async (message) => {
      if (done || !(await seen(message, stage))) return;
      done = true;
      await stage.try("interrupted", () => query.interrupt());
      prompts.push(user(play({ text: "going on" })));
      prompts.end();
    });
    await stage.try("too late", () => query.interrupt());
  };
}

export const ENDINGS: Readonly<Record<string, Scenario>> = {
  "interrupted while it writes": interrupted(SLOW, writing, { includePartialMessages: true }),
  "interrupted during a tool": interrupted(LOOP, running, { allowedTools: ["Bash"] }),
  "interrupted, and that is all": async (stage) => {
    const query = stage.sdk.query({ prompt: SLOW, options: stage.options({ includePartialMessages: true }) });
    await stage.read(query, async (message) => {
      if (await writing(message, stage)) await stage.try("interrupted", () => query.interrupt());
    });
  },
  "aborted with a reason": async (stage) => {
    const abortController = new AbortController();
    const query = stage.sdk.query({ prompt: SLOW, options: stage.options({ abortController }) });
    await stage.read(query, (message) => {
      if (message.type === "system" && message.subtype === "init")
        abortController.abort(new Error("the user left"));
    });
  },
  "the loop is left": async (stage) => {
    const query = stage.sdk.query({ prompt: SLOW, options: stage.options() });
    for await (const message of query) {
      stage.note("messages", message);
      break;
    }
    await stage.try("next", () => query.next());
    await stage.try("a control method", () => query.setModel("haiku"));
    await stage.read(query);
  },
  "the loop throws": async (stage) => {
    const query = stage.sdk.query({ prompt: SLOW, options: stage.options() });
    await stage.read(query, () => {
      throw new Error("the reader is broken");
    });
  },
  "closed during a turn": async (stage) => {
    const query = stage.sdk.query({ prompt: SLOW, options: stage.options() });
    await stage.read(query, (message) => {
      if (message.type === "system") query.close();
    });
  },
  "left at a result that is an error": async (stage) => {
    const query = stage.sdk.query({ prompt: play({ error: { status: 400 } }), options: stage.options() });
    await stage.try("end", async () => {
      for await (const message of query) {
        stage.note("messages", message);
        if (message.type === "result") break;
      }
      return "left";
    });
  },
  "too many turns": run(play(bash("echo 1"), bash("echo 2"), bash("echo 3"), { text: "Done." }), {
    maxTurns: 2,
  }),
  "too expensive": run(
    play(
      { ...bash("echo money"), usage: { input_tokens: 1_000_000, output_tokens: 50_000 } },
      { text: "Done." },
    ),
    { maxBudgetUsd: 0.01 },
  ),
  "a service that is overloaded for a while": async (stage) => {
    // The model counts failures for each conversation, and both libraries would have the same one.
    const prompt = `${stage.home} ${play({ error: { status: 529, type: "overloaded_error", times: 1 }, text: "Recovered." })}`;
    await stage.read(stage.sdk.query({ prompt, options: stage.options() }));
  },
  "a service that stays overloaded": async (stage) => {
    const options = stage.options();
    const env = { ...options.env, CLAUDE_CODE_MAX_RETRIES: "1" };
    const prompt = play({ error: { status: 529, type: "overloaded_error", message: "Overloaded" } });
    await stage.read(stage.sdk.query({ prompt, options: { ...options, env } }));
  },
  "an error, then a turn that is well": async (stage) => {
    async function* prompts() {
      yield user(
        play({ error: { status: 400, type: "invalid_request_error", message: "mock bad request" } }),
      );
      yield user(play({ text: "well" }));
    }
    await stage.read(stage.sdk.query({ prompt: prompts(), options: stage.options() }));
  },
  "an answer as data, at the second try": run(
    play(
      { tool: "StructuredOutput", input: { size: "big" } },
      { tool: "StructuredOutput", input: { city: "Bonn" } },
      { text: "Done." },
    ),
    { outputFormat },
  ),
  "an answer as data that never comes": run(play({ text: "No." }, { text: "No!" }, { text: "No!!" }), {
    outputFormat,
  }),
};
