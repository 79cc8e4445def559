// Transcripts that are hard to read: what is said of each.
import { appendFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { conversation, uuid, withConfigFolder } from "../support/kept-sessions.ts";
import { type Ask, compareKept, type KeptScenario } from "./kept.ts";

const config = withConfigFolder();
const DIR = "/kept/hard";
const ID = uuid(1);

function prompt(content: unknown, more: object = {}): object {
  return {
    parentUuid: null,
    isSidechain: false,
    type: "user",
    message: { role: "user", content },
    uuid: uuid(7, 9),
    timestamp: "2026-09-01T10:00:00.000Z",
    cwd: DIR,
    sessionId: ID,
    ...more,
  };
}

const filler = { type: "api-request-blob", sessionId: ID, message: "x".repeat(70_000) };
const title = { type: "custom-title", customTitle: "A title", sessionId: ID };
const [question, answer] = conversation(ID, ["What is it?", "This."], { cwd: DIR, gitBranch: "main" });
const CASES: Readonly<Record<string, readonly (object | string)[]>> = {
  "a plain one": [question ?? {}, answer ?? {}],
  "a huge first prompt": [prompt(`Read this: ${"long ".repeat(40_000)}`), answer ?? {}],
  "a huge first prompt behind which the title is": [prompt("y".repeat(200_000)), title],
  "a prompt of more than 200 characters with a surrogate at the cut": [prompt(`${"a".repeat(199)}😀😀😀`)],
  "no prompt": [{ type: "mode", mode: "normal", sessionId: ID }, title],
  "nothing to show": [{ type: "mode", mode: "normal", sessionId: ID }],
  "only a subagent's lines": [prompt("hidden", { isSidechain: true }), prompt("more", { isSidechain: true })],
  "a torn last line": [question ?? {}, '{"type":"assistant","uuid":"x","mess'],
  "a title behind a torn line": [question ?? {}, `{"type":"assistant","mess${JSON.stringify(title)}`],
  "unknown line types": [
    { type: "from-the-future", uuid: uuid(3), a: 1 },
    question ?? {},
    { type: "x" },
    "[1]",
    "7",
    "null",
  ],
  "a slash command first": [
    prompt("<command-name>/review</command-name>\n<command-args>1</command-args>"),
    prompt("A real prompt", { uuid: uuid(8, 9) }),
  ],
  "only a slash command": [prompt("<command-name>/review</command-name>")],
  "a shell command": [prompt("<bash-input> ls -l </bash-input>")],
  "notices of the CLI": [
    prompt("<system-reminder>x</system-reminder>"),
    prompt("[Request interrupted by user]"),
  ],
  "an internal message first": [prompt("internal", { isMeta: true }), prompt("outer", { uuid: uuid(8, 9) })],
  "blocks, one of them a picture": [
    prompt([
      { type: "image", source: {} },
      { type: "text", text: " look " },
    ]),
  ],
  "only a picture": [prompt([{ type: "image", source: {} }])],
  "only a document": [prompt([{ type: "document", source: {} }])],
  "pasted text": [prompt('before\n<pasted_content id="0a1b">\npasted\n</pasted_content id="0a1b">\nafter')],
  "an empty paste": [prompt('<pasted_content id="0a1b">\n</pasted_content id="0a1b">\nafter')],
  "titles of both kinds": [question ?? {}, title, { type: "ai-title", aiTitle: "By the CLI", sessionId: ID }],
  "a title by the CLI": [question ?? {}, { type: "ai-title", aiTitle: "By the CLI", sessionId: ID }],
  "a title far from the end": [title, question ?? {}, filler, answer ?? {}],
  "an empty title": [title, question ?? {}, { ...title, customTitle: "" }],
  "a last prompt": [question ?? {}, { type: "last-prompt", lastPrompt: "The last one", sessionId: ID }],
  "a summary": [question ?? {}, { type: "summary", summary: "In short", leafUuid: uuid(1, 1) }],
  "a tag, taken away": [question ?? {}, { type: "tag", tag: "x" }, { type: "tag", tag: "" }],
  "a tag": [question ?? {}, { type: "tag", tag: "old" }, { type: "tag", tag: "new" }],
  "another directory since": [
    question ?? {},
    { type: "relocated", sessionId: ID, relocatedCwd: "/elsewhere" },
  ],
  "two branches": [
    ...conversation(ID, ["one", "two", "three", "four"]),
    { ...prompt("another three"), uuid: uuid(20, 2), parentUuid: uuid(1, 1) },
  ],
  "spaces behind colons": [
    question ?? {},
    '{"type": "custom-title", "customTitle": "Spaced", "sessionId": "x"}',
  ],
  "Windows line ends": conversation(ID, ["hello", "there"]).map((line) => `${JSON.stringify(line)}\r`),
  "escapes in fields": [prompt('He said "no"\n\ttwice\\', { gitBranch: 'a"b', cwd: `${DIR}/"q"` })],
  "a daemon's": [prompt("by a daemon", { sessionKind: "daemon-worker" })],
  "a program's": [prompt("by a program", { entrypoint: "sdk-py" })],
  "parents in a circle": [
    prompt("one", { uuid: uuid(1, 3), parentUuid: uuid(2, 3) }),
    prompt("two", { uuid: uuid(2, 3), parentUuid: uuid(1, 3) }),
  ],
  "a parent that is missing": [prompt("alone", { parentUuid: uuid(99, 3) })],
  "no newline at the end": [],
  "goes on elsewhere": [
    question ?? {},
    { type: "continued-in", sessionId: ID, continuedInSessionId: uuid(2) },
  ],
  "went on elsewhere and came back": [
    { type: "continued-in", sessionId: ID, continuedInSessionId: uuid(2) },
    question ?? {},
  ],
};

async function askAll(ask: Ask, what: string): Promise<void> {
  for (const where of [{}, { dir: DIR }]) {
    const place = "dir" in where ? `${what}, in its directory` : what;
    await ask(`${place}: list`, (library) => library.listSessions(where));
    await ask(`${place}: people only`, (library) =>
      library.listSessions({ ...where, includeProgrammatic: false }),
    );
    await ask(`${place}: info`, (library) => library.getSessionInfo(ID, where));
    await ask(`${place}: messages`, (library) => library.getSessionMessages(ID, where));
  }
}

function asked(what: string, lines: readonly (object | string)[]): KeptScenario {
  return async (ask) => {
    const file = config.write(DIR, ID, lines);
    if (what === "no newline at the end") appendFileSync(file, JSON.stringify(question));
    const next = config.write(DIR, uuid(2), conversation(uuid(2), ["next"], { cwd: DIR }));
    await askAll(ask, "it");
    rmSync(file);
    rmSync(next);
  };
}

const SCENARIOS: Readonly<Record<string, KeptScenario>> = {
  ...Object.fromEntries(Object.entries(CASES).map(([what, lines]) => [what, asked(what, lines)])),
  "an empty file, a folder, a link and other names": async (ask) => {
    config.write(DIR, uuid(1), []);
    const real = config.write(DIR, uuid(2), conversation(uuid(2), ["real"], { cwd: DIR }));
    mkdirSync(path.join(config.project(DIR), `${uuid(3)}.jsonl`));
    symlinkSync(real, path.join(config.project(DIR), `${uuid(4)}.jsonl`));
    writeFileSync(path.join(config.project(DIR), "notes.jsonl"), JSON.stringify(question));
    writeFileSync(path.join(config.folder, "projects", "a-file"), "");
    await askAll(ask, "strange files");
    await ask("the folder", (library) => library.getSessionMessages(uuid(3)));
    await ask("the link", (library) => library.getSessionInfo(uuid(4)));
    await ask("through the link", (library) => library.getSessionMessages(uuid(4)));
    rmSync(config.project(DIR), { recursive: true });
  },

  "bytes that are no UTF-8": async (ask) => {
    const file = config.write(DIR, ID, [question ?? {}]);
    appendFileSync(file, Buffer.from('{"type":"custom-title","customTitle":"caf\xe9"}\n', "latin1"));
    await askAll(ask, "latin1");
    rmSync(file);
  },

  "an archived session, and one in which somebody wrote since": async (ask) => {
    const file = config.write(DIR, ID, [prompt("before"), answer ?? {}]);
    const folder = file.replace(/\.jsonl$/, "");
    mkdirSync(folder);
    const mark = (json: string): void => writeFileSync(path.join(folder, "archived.json"), json);
    mark('{"archived":true,"at":"2026-09-02T10:00:00.000Z","by":"sdk"}');
    await askAll(ask, "archived");
    const later = { timestamp: "2026-09-03T10:00:00.000Z" };
    for (const line of [
      prompt("<command-name>/x</command-name>", later),
      prompt("<command-message>x</command-message>", later),
      prompt("internal", { ...later, isMeta: true }),
      prompt("from a task", { ...later, origin: { kind: "task-notification" } }),
      prompt("<b>from a person</b>", { ...later, origin: { kind: "human" } }),
      prompt([{ type: "tool_result", tool_use_id: "x" }], later),
      prompt([{ type: "image", source: {} }], later),
      prompt("a prompt", later),
      { type: "attachment", ...later, attachment: { type: "queued_command", prompt: "queued" } },
      {
        type: "attachment",
        ...later,
        attachment: { type: "queued_command", prompt: "q", commandMode: "task-notification" },
      },
    ]) {
      config.write(DIR, ID, [prompt("before"), line]);
      await askAll(ask, JSON.stringify(line));
    }
    for (const json of [
      "{}",
      "nonsense",
      '{"archived":true,"at":"yesterday"}',
      '{"archived":false,"at":"2026-09-02T10:00:00Z"}',
    ]) {
      mark(json);
      await askAll(ask, json);
    }
    rmSync(folder, { recursive: true });
    rmSync(file);
  },

  "a title beside the transcript": async (ask) => {
    const file = config.write(DIR, ID, [question ?? {}]);
    const folder = file.replace(/\.jsonl$/, "");
    mkdirSync(folder);
    for (const json of [
      '{"customTitle":" A\\u0007 b\\u200b "}',
      '{"customTitle":""}',
      "{}",
      "no",
      `{"customTitle":"${"é".repeat(300)}"}`,
    ]) {
      writeFileSync(path.join(folder, "custom-title.json"), json);
      await askAll(ask, json);
    }
    rmSync(folder, { recursive: true });
    rmSync(file);
  },
};

compareKept("sessions/hard", SCENARIOS, config.folder);
