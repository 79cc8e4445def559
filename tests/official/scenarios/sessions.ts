// Scenarios: conversations that are taken up again.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { call, play, source, user } from "../prompts.ts";
import type { Options, Scenario, SDKMessage, Stage } from "../stage.ts";

const ASK = "Which word did I ask you to remember?";

/** A first conversation; gives its messages. */
async function first(
  stage: Stage,
  more: Options = {},
  prompt = "Remember the word pear.",
): Promise<SDKMessage[]> {
  const messages: SDKMessage[] = [];
  for await (const message of stage.sdk.query({ prompt, options: stage.options(more) }))
    messages.push(message);
  return messages;
}

const idOf = (messages: readonly SDKMessage[]): string =>
  messages.flatMap(({ session_id }) => (session_id === undefined ? [] : [session_id]))[0] ?? "";

export const SESSIONS: Readonly<Record<string, Scenario>> = {
  "a conversation taken up again in all ways": async (stage) => {
    const before = await first(stage);
    const resume = idOf(before);
    const resumeSessionAt = before.find(({ type }) => type === "assistant")?.uuid ?? "";
    stage.note("ids", [resume, resumeSessionAt]);
    const ways: [Options, string?][] = [
      [{ resume }, "Remember the word plum."],
      [{ resume, forkSession: true, sessionId: "cccccccc-1111-4222-8333-444444444444" }],
      [{ continue: true }],
      [{ resume, resumeSessionAt }],
    ];
    for (const [way, prompt = ASK] of ways)
      await stage.read(stage.sdk.query({ prompt, options: stage.options(way) }));
  },
  "a conversation that there is not, asked for its start": async (stage) => {
    const prompts = source();
    const options = stage.options({ resume: "99999999-2222-4333-8444-555555555555" });
    const query = stage.sdk.query({ prompt: prompts, options });
    await stage.try("start", () => query.initializationResult());
    await stage.read(query);
  },
  "a copy of nothing": (stage) =>
    stage.read(stage.sdk.query({ prompt: ASK, options: stage.options({ forkSession: true }) })),
  "an id of the program's own": async (stage) => {
    const sessionId = "dddddddd-1111-4222-8333-444444444444";
    await stage.read(stage.sdk.query({ prompt: ASK, options: stage.options({ sessionId }) }));
    await stage.read(stage.sdk.query({ prompt: ASK, options: stage.options({ sessionId }) }));
  },
  "a conversation that is not kept": async (stage) => {
    const before = await first(stage, { persistSession: false });
    await stage.read(stage.sdk.query({ prompt: ASK, options: stage.options({ resume: idOf(before) }) }));
  },
  "files brought back": async (stage) => {
    const file = path.join(stage.cwd, "note.txt");
    await mkdir(stage.cwd, { recursive: true });
    await writeFile(file, "before\n");
    const id = "eeeeeeee-1111-4222-8333-444444444444";
    const write = call("Write", { file_path: file, content: "after\n" });
    const prompts = source(
      user(play(call("Read", { file_path: file }), write, { text: "Written." }), { uuid: id }),
    );
    const options = stage.options({ permissionMode: "acceptEdits", enableFileCheckpointing: true });
    const query = stage.sdk.query({ prompt: prompts, options });
    await stage.read(query, async (message) => {
      if (message.type !== "result") return;
      stage.note("file", await readFile(file, "utf8"));
      await stage.try("dry", () => query.rewindFiles(id, { dryRun: true }));
      await stage.try("rewound", () => query.rewindFiles(id));
      await stage.try("unknown", () => query.rewindFiles("ffffffff-1111-4222-8333-444444444444"));
      stage.note("file", await readFile(file, "utf8"));
      prompts.end();
    });
  },
};
