// Session stores on the real CLI: what they are given, and what is resumed from them.
import { mkdir, mkdtemp } from "node:fs/promises";
import path from "node:path";
import type { Options } from "../../lib/index.ts";
import type { ModelRequest } from "../../lib/testing/index.ts";
import { bash, call, play } from "./prompts.ts";
import { ask, copyOf, RecordingStore, withoutBorders } from "./recording-store.ts";
import { compareOnStage, type Scenario, type Stage } from "./stage.ts";

const SESSION = "11111111-1111-4111-8111-111111111111";
const UNKNOWN = "22222222-2222-4222-8222-222222222222";
const SUBAGENT = play(
  call("Agent", {
    description: "d",
    prompt: "mock:text",
    subagent_type: "general-purpose",
    run_in_background: false,
  }),
  { text: "The agent is done." },
);

/** Options of a machine of its own, so that only the store can have the conversation. */
async function machine(stage: Stage, more: Options = {}): Promise<Options> {
  const options = stage.options({ allowedTools: ["Bash", "Agent"] }) as Options;
  const CLAUDE_CONFIG_DIR = await mkdtemp(path.join(stage.home, "config-"));
  return { ...options, ...more, env: { ...options.env, CLAUDE_CONFIG_DIR } };
}

function mirrored(prompt: string, more: Options = {}): Scenario {
  return async (stage) => {
    const sessionStore = new RecordingStore();
    const options = await machine(stage, { sessionStore, sessionId: SESSION, ...more });
    const { kinds, error } = await ask(stage.sdk, prompt, options);
    stage.note("seen", { kinds, error, appended: withoutBorders(sessionStore) });
  };
}

function refusing(reason: unknown): Scenario {
  return async (stage) => {
    const sessionStore = new RecordingStore();
    sessionStore.append = () => Promise.reject(reason);
    const { kinds, messages, error } = await ask(
      stage.sdk,
      "mock:text",
      await machine(stage, { sessionStore }),
    );
    const mirrorError = messages.find(
      (message) => "subtype" in message && message.subtype === "mirror_error",
    );
    stage.note("seen", { kinds, error, mirrorError });
  };
}

/** What the model reads of a request; what the CLI says to it on its own is of the machine and of the day. */
function read({ messages, tools }: ModelRequest): object {
  const said = JSON.stringify(messages).replaceAll(/<system-reminder>.*?<.system-reminder>/g, "<reminder>");
  const shown = (JSON.parse(said) as { role: string }[]).map((message) =>
    message.role === "system" ? "<of the CLI>" : message,
  );
  return { messages: shown, tools };
}

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  "a tool call is mirrored": mirrored(play(bash("echo hi"), { text: "Said." })),
  "a subagent is mirrored": mirrored(SUBAGENT),
  "each frame is mirrored at once": mirrored(play(bash("echo hi"), { text: "Said." }), {
    sessionStoreFlush: "eager",
  }),
  "an error of the service is mirrored": mirrored(play({ error: { status: 400 } })),
  "a store that has no room": refusing(new Error("no room")),
  "a store that refuses with nothing": refusing(undefined),
  "a path that is too long for a file name": async (stage) => {
    const cwd = path.join(stage.home, "long path ü", ...Array<string>(8).fill("x".repeat(40)));
    await mkdir(cwd, { recursive: true });
    const sessionStore = new RecordingStore();
    const options = { sessionStore, cwd };
    await ask(stage.sdk, "mock:text", await machine(stage, { ...options, sessionId: SESSION }));
    const { kinds } = await ask(
      stage.sdk,
      "mock:text",
      await machine(stage, { ...options, resume: SESSION }),
    );
    // It ends in a hash of a path that is another one each time.
    const keys = new Set(sessionStore.appended.map(({ key }) => JSON.stringify(key)));
    stage.note("found under the key under which it was mirrored", [kinds.at(-1), keys.size]);
    stage.note(
      "calls",
      sessionStore.calls.map((asked) => asked.slice(0, asked.indexOf(" "))),
    );
  },
  "resumed in all ways": async (stage) => {
    const { sdk, model } = stage;
    const store = new RecordingStore();
    const first = await machine(stage, { sessionStore: store });
    await ask(sdk, SUBAGENT, { ...first, sessionId: SESSION });
    await ask(sdk, "Remember the word quince.", { ...first, resume: SESSION });
    const { projectKey = "" } = store.appended[0]?.key ?? {};
    const key = { projectKey, sessionId: SESSION };
    const answer = ((await store.load(key)) ?? []).find(({ type }) => type === "assistant");
    const ways: Record<string, Options> = {
      resume: { resume: SESSION },
      continue: { continue: true },
      fork: { resume: SESSION, forkSession: true },
      "at a message": { resume: SESSION, resumeSessionAt: answer?.uuid },
    };
    for (const [way, how] of Object.entries(ways)) {
      const sessionStore = await copyOf(store, key);
      const before = model.requests.length;
      const options = await machine(stage, { sessionStore, ...how });
      const { kinds, error } = await ask(sdk, "Which word was it?", options);
      const asked = model.requests.slice(before).map(read);
      const appended = Object.values(withoutBorders(sessionStore));
      stage.note(way, { kinds, error, asked, calls: sessionStore.calls, appended });
    }
  },
  "what cannot be resumed": async (stage) => {
    const hanging = Object.assign(new RecordingStore(), { load: () => new Promise<never>(() => undefined) });
    const cases: Record<string, Options> = {
      "an unknown id": { sessionStore: new RecordingStore(), resume: UNKNOWN },
      "a store that hangs": { sessionStore: hanging, resume: UNKNOWN, loadTimeoutMs: 200 },
    };
    for (const [name, how] of Object.entries(cases)) {
      const { kinds, error } = await ask(stage.sdk, "hi", await machine(stage, how));
      stage.note(name, { kinds, error });
    }
    const append = (): Promise<void> => Promise.resolve();
    const load = (): Promise<null> => Promise.resolve(null);
    const refused: Record<string, Options> = {
      "no listSessions": { sessionStore: { append, load }, continue: true },
      persistSession: { sessionStore: { append, load }, persistSession: false },
      enableFileCheckpointing: { sessionStore: { append, load }, enableFileCheckpointing: true },
    };
    for (const [name, how] of Object.entries(refused)) {
      const { error, kinds } = await ask(stage.sdk, "hi", await machine(stage, how));
      // Each in its own words.
      stage.note(name, { kinds, refused: error !== undefined });
    }
  },
};

compareOnStage("store/live", SCENARIOS);
