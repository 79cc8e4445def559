// Scenarios: ways of reading a query, of stopping it, and of being slow, that programs in the wild have.
import { z } from "zod";
import { bash, call, play, signal, source, user } from "../prompts.ts";
import type { Scenario } from "../stage.ts";

const SLOW = play({ text: "one two three four five six seven eight", chunk_delay_ms: 150 });

export const IDIOMS: Readonly<Record<string, Scenario>> = {
  /** Reads ahead: several `next()` at once, and a second loop over what is over. */
  "messages read ahead": async (stage) => {
    const query = stage.sdk.query({ prompt: play({ text: "ahead" }), options: stage.options() });
    const first = await Promise.all([query.next(), query.next(), query.next(), query.next()]);
    for (const next of first) stage.note("read", next);
    await stage.read(query);
    await stage.read(query);
  },
  "an error thrown into the iterator": async (stage) => {
    const query = stage.sdk.query({ prompt: SLOW, options: stage.options() });
    stage.note("read", await query.next());
    await stage.try("thrown", () => query.throw(new Error("mine")));
    await stage.try("after", () => query.next());
  },
  "a query that is returned before it is read": async (stage) => {
    const query = stage.sdk.query({ prompt: SLOW, options: stage.options() });
    await stage.try("returned", () => query.return());
    await stage.read(query);
  },
  "a signal that is aborted before": async (stage) => {
    const abortController = new AbortController();
    abortController.abort();
    async function* prompts() {
      yield user("hello");
    }
    const query = stage.sdk.query({ prompt: prompts(), options: stage.options({ abortController }) });
    try {
      for await (const message of query) stage.note("messages", message);
    } catch (error) {
      // In the official SDK it depends on what is faster in which words it is told.
      stage.note("end", error instanceof stage.sdk.AbortError ? "aborted" : String(error));
    }
  },
  "prompts in a list, and in a stream of the web's": async (stage) => {
    const list = [user(play({ text: "listed" }))] as never;
    await stage.read(stage.sdk.query({ prompt: list, options: stage.options() }));
    const stream = new ReadableStream({
      start: (controller) => {
        controller.enqueue(user(play({ text: "streamed" })));
        controller.close();
      },
    }) as never;
    await stage.read(stage.sdk.query({ prompt: stream, options: stage.options() }));
  },
  "interrupt() before anything": async (stage) => {
    const prompts = source();
    const query = stage.sdk.query({ prompt: prompts, options: stage.options() });
    await stage.try("interrupted", () => query.interrupt());
    prompts.push(user(play({ text: "on" })));
    prompts.end();
    await stage.read(query);
  },
  "what the CLI writes to stderr": async (stage) => {
    const written: string[] = [];
    const options = stage.options({
      stderr: (data) => written.push(data),
      extraArgs: { "no-such-flag": null },
    });
    await stage.read(stage.sdk.query({ prompt: "hello", options }));
    stage.note("stderr", written.join(""));
  },
  "a directory that is none": async (stage) => {
    await stage.try("end", async () => {
      const query = stage.sdk.query({
        prompt: "hello",
        options: stage.options({ cwd: "/nonexistent/place" }),
      });
      for await (const message of query) stage.note("messages", message);
      return "done";
    });
  },
  /** Callbacks that are given no answer by a person for a while, from inside of the loop's own time. */
  "a person who takes time": async (stage) => {
    const asked = signal();
    const answered = signal();
    const options = stage.options({
      canUseTool: async (_tool, input) => {
        asked.give();
        await answered.given;
        return { behavior: "allow", updatedInput: input };
      },
    });
    const query = stage.sdk.query({ prompt: play(bash("touch made.txt"), { text: "Done." }), options });
    const reading = stage.read(query);
    await asked.given;
    await stage.try("mode", () => query.setPermissionMode("acceptEdits"));
    answered.give();
    await reading;
  },
  "a permission that is taken back by an interrupt": async (stage) => {
    const asked = signal();
    const gone = signal();
    const options = stage.options({
      canUseTool: (_tool, _input, context) =>
        new Promise((resolve) => {
          context.signal.addEventListener("abort", () => {
            stage.note("aborted", context.signal.aborted);
            gone.give();
            resolve({ behavior: "deny", message: "too late" });
          });
          asked.give();
        }),
    });
    const query = stage.sdk.query({ prompt: play(bash("touch made.txt"), { text: "Done." }), options });
    const reading = stage.read(query);
    await asked.given;
    await stage.try("interrupted", () => query.interrupt());
    await gone.given;
    await reading;
  },
  /** Schemas as people write them: enums, unions, nested objects, refinements, transformations. */
  "tools with rich schemas": async (stage) => {
    const { tool, createSdkMcpServer } = stage.sdk;
    const schema = {
      kind: z.enum(["a", "b"]),
      when: z.union([z.string(), z.number()]).optional(),
      place: z.object({ city: z.string(), zip: z.string().nullable() }),
      tags: z.array(z.string()).max(3),
      size: z.coerce.number().int().min(1).default(5),
      email: z.string().email().optional(),
    };
    const book = tool("book", "Books", schema, async (args) => {
      stage.note("booked", args);
      return { content: [{ type: "text", text: JSON.stringify(args) }] };
    });
    const input = { kind: "a", place: { city: "Bonn", zip: null }, tags: ["x"], size: "7", unknown: 1 };
    const options = stage.options({
      mcpServers: { shop: createSdkMcpServer({ name: "shop", tools: [book] }) },
      allowedTools: ["mcp__shop__*"],
    });
    const prompt = play(call("mcp__shop__book", input), call("mcp__shop__book", { ...input, kind: "z" }), {
      text: "Done.",
    });
    await stage.read(stage.sdk.query({ prompt, options }));
  },
};
