// Scenarios: prompts and turns.
import { bash, play, source, user } from "../prompts.ts";
import type { Scenario } from "../stage.ts";

const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const ID = "aaaaaaaa-1111-4222-8333-444444444444";

/** Programs make ids of their own, and the CLI takes them. */
const ODD_ID = `request_${ID}` as typeof ID;

export const TURNS: Readonly<Record<string, Scenario>> = {
  "a turn": (stage) =>
    stage.read(stage.sdk.query({ prompt: play({ text: "Paris." }), options: stage.options() })),

  "two turns, by streamed input": async (stage) => {
    const prompts = source(user(play({ text: "one" })));
    await stage.read(stage.sdk.query({ prompt: prompts, options: stage.options() }), (message) => {
      if (message.type !== "result") return;
      if (message.result_index === 0) prompts.push(user(play({ thinking: "Hm.", text: "two" })));
      else prompts.end();
    });
  },

  "a prompt with an image": async (stage) => {
    async function* prompts() {
      yield user([
        { type: "text", text: play({ text: "I see a pixel." }) },
        { type: "image", source: { type: "base64", media_type: "image/png", data: PIXEL } },
      ]);
    }
    await stage.read(stage.sdk.query({ prompt: prompts(), options: stage.options() }));
  },

  "partial messages": (stage) =>
    stage.read(
      stage.sdk.query({
        prompt: play({ thinking: "Let me think.", text: "one two three" }),
        options: stage.options({ includePartialMessages: true }),
      }),
    ),

  "an allowed tool": (stage) =>
    stage.read(
      stage.sdk.query({
        prompt: play({ text: "Running.", ...bash("echo hello > file.txt; cat file.txt") }, { text: "Ran." }),
        options: stage.options({ allowedTools: ["Bash"] }),
      }),
    ),

  "slash commands, a local one and an unknown one": async (stage) => {
    const prompts = source(user("/cost"));
    await stage.read(stage.sdk.query({ prompt: prompts, options: stage.options() }), (message) => {
      if (message.type !== "result") return;
      if (message.result_index === 0) prompts.push(user(`/nosuch ${play({ text: "What?" })}`));
      else prompts.end();
    });
  },

  "a message that asks nothing, then one that does": async (stage) => {
    async function* prompts() {
      yield user("Remember the word apple.", { shouldQuery: false });
      yield user("Which word did I ask you to remember?");
    }
    await stage.read(stage.sdk.query({ prompt: prompts(), options: stage.options() }));
  },

  "the same message twice": async (stage) => {
    const prompts = source(user(play({ text: "once" }), { uuid: ID }));
    await stage.read(stage.sdk.query({ prompt: prompts, options: stage.options() }), (message) => {
      if (message.type !== "result") return;
      prompts.push(user(play({ text: "once" }), { uuid: ID }));
      prompts.end();
    });
  },

  "messages with an id and without": async (stage) => {
    const prompts = source(
      user(play({ text: "one" })),
      user(play({ text: "two" }), { uuid: ODD_ID, session_id: "mine" }),
    );
    let results = 0;
    await stage.read(stage.sdk.query({ prompt: prompts, options: stage.options() }), (message) => {
      if (message.type !== "result") return;
      results += 1;
      if (results === 1) prompts.push(user(play({ text: "three" })));
      else prompts.end();
    });
  },

  "an urgent message": async (stage) => {
    const prompts = source(user(play({ text: "one two", chunk_delay_ms: 4_000 })));
    let sent = false;
    const options = stage.options({ includePartialMessages: true });
    await stage.read(stage.sdk.query({ prompt: prompts, options }), (message) => {
      if (message.type !== "stream_event" || message.event.type !== "content_block_delta" || sent) return;
      sent = true;
      prompts.push(user(play({ text: "urgent" }), { priority: "now" }));
      prompts.end();
    });
  },

  "streamInput() during a turn": async (stage) => {
    const query = stage.sdk.query({
      prompt: play({ text: "one two three four", chunk_delay_ms: 100 }),
      options: stage.options(),
    });
    async function* more() {
      yield user(play({ text: "more" }));
    }
    let streaming: Promise<void> | undefined;
    await stage.read(query, (message) => {
      if (message.type === "system" && message.subtype === "init")
        streaming ??= stage.try("streamInput", () => query.streamInput(more()));
    });
    await streaming;
  },
};
