// Kept sessions that are treated in another way on purpose: differences.ts says why.
import { appendFileSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { afterEach } from "node:test";
import { conversation, uuid, withConfigFolder } from "../support/kept-sessions.ts";
import { compareAll, type Sdk } from "./record.ts";

const config = withConfigFolder();
const DIR = "/tmp/differences";
const ID = uuid(1);
const MEBIBYTE = 1024 * 1024;
afterEach(() => rmSync(path.join(config.folder, "projects"), { recursive: true, force: true }));

type Look = (sdk: Sdk) => Promise<object>;

const SCENARIOS: Readonly<Record<string, Look>> = {
  "a line behind half a line of a writer that died": async ({ renameSession }) => {
    const file = config.write(DIR, ID, conversation(ID, ["Hello"]));
    appendFileSync(file, '{"type":"assist');
    await renameSession(ID, "Title");
    const last = readFileSync(file, "utf8").trimEnd().split("\n").at(-1) ?? "";
    return { isOnItsOwn: last.startsWith('{"type":"custom-title"') };
  },
  "an error": async ({ renameSession }) => {
    const error = await renameSession(ID, "x", { dir: DIR }).catch((thrown: Error) => thrown);
    const { name, message, code } = error as Error & { code?: string };
    return { name, code, message };
  },
  "an offset below zero": async ({ getSessionMessages }) => {
    config.write(DIR, ID, conversation(ID, ["one", "two", "three"]));
    return { given: (await getSessionMessages(ID, { limit: 2, offset: -1 })).length };
  },
  "an empty CLAUDE_CONFIG_DIR": async ({ listSessions }) => {
    config.write(DIR, ID, conversation(ID, ["Hello"]));
    const { CLAUDE_CONFIG_DIR, HOME } = process.env;
    const here = process.cwd();
    process.env["CLAUDE_CONFIG_DIR"] = "";
    process.env["HOME"] = path.join(config.folder, "nobody");
    process.chdir(config.folder);
    try {
      return { listed: (await listSessions()).length };
    } finally {
      process.chdir(here);
      Object.assign(process.env, { CLAUDE_CONFIG_DIR, HOME });
    }
  },
  "a missing line": async ({ getSessionMessages }) => {
    config.write(DIR, ID, conversation(ID, ["one", "two", "three", "four"]).toSpliced(1, 1));
    return { given: (await getSessionMessages(ID)).length };
  },
  "two entries on one line": async ({ getSessionMessages }) => {
    const [first, second, ...later] = conversation(ID, ["one", "two", "three", "four"]);
    config.write(DIR, ID, [JSON.stringify(first) + JSON.stringify(second), ...later]);
    return { given: (await getSessionMessages(ID)).length };
  },
  "a first prompt in tags": async ({ listSessions }) => {
    config.write(DIR, ID, conversation(ID, ["<task>Sort the shelves</task>"]));
    return { listed: (await listSessions()).length };
  },
  "a session that begins with a subagent": async ({ listSessions }) => {
    const [first = {}, ...later] = conversation(ID, ["aside", "one", "two"]);
    config.write(DIR, ID, [{ ...first, isSidechain: true }, ...later]);
    return { listed: (await listSessions()).length };
  },
  "a compaction below 5 MiB": (sdk) => compacted(sdk, 10),
  "a compaction beyond 5 MiB": (sdk) => compacted(sdk, 6 * MEBIBYTE),
};

async function compacted({ getSessionMessages }: Sdk, bytes: number): Promise<object> {
  const [first = {}, second = {}, ...later] = conversation(ID, ["one", "two", "three", "four"]);
  const compact = {
    type: "system",
    subtype: "compact_boundary",
    uuid: uuid(50),
    parentUuid: null,
    sessionId: ID,
    compactMetadata: {},
  };
  const filler = { type: "api-request-blob", message: "x".repeat(bytes) };
  config.write(DIR, ID, [first, second, filler, compact, ...later]);
  return { given: (await getSessionMessages(ID)).length };
}

compareAll("sessions/differences", SCENARIOS, (sdk, look) => look(sdk));
