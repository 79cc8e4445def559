// What the functions on kept sessions are given: null is "not given", and what can only be a mistake is a typed error.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  archiveSession,
  deleteSession,
  exportSession,
  forkSession,
  getSessionInfo,
  getSessionMessages,
  getSubagentMessages,
  InMemorySessionStore,
  InvalidOptionsError,
  importSessionToStore,
  listSessions,
  listSubagents,
  renameSession,
  tagSession,
  unarchiveSession,
} from "../../lib/index.ts";
import { withConfigFolder } from "../support/kept-sessions.ts";

const DIR = "/srv/shop";
/** Every option that one of the functions has. */
const NAMES = [
  "dir",
  "sessionStore",
  "loadTimeoutMs",
  "limit",
  "offset",
  "includeWorktrees",
  "includeProgrammatic",
  "includeSystemMessages",
  "includeSubagents",
  "includeThinking",
  "format",
  "title",
  "upToMessageId",
  "batchSize",
];
const NOTHING = Object.fromEntries(NAMES.map((name) => [name, null])) as never;

const CALLS: Readonly<Record<string, (id: string, options: never) => Promise<unknown>>> = {
  listSessions: (_id, options) => listSessions(options),
  getSessionInfo,
  getSessionMessages,
  listSubagents,
  getSubagentMessages: (id, options) => getSubagentMessages(id, "a", options),
  exportSession,
  forkSession,
  renameSession: (id, options) => renameSession(id, "title", options),
  tagSession: (id, options) => tagSession(id, "tag", options),
  archiveSession,
  unarchiveSession,
  importSessionToStore: (id, options) => importSessionToStore(id, new InMemorySessionStore(), options),
  deleteSession,
};

describe("Of the options of session functions", () => {
  const kept = withConfigFolder();
  const session = (): string => {
    const sessionId = crypto.randomUUID();
    const message = { role: "user", content: "hello" };
    kept.write(DIR, sessionId, [
      { type: "user", uuid: crypto.randomUUID(), parentUuid: null, cwd: DIR, sessionId, message },
    ]);
    return sessionId;
  };

  for (const [name, call] of Object.entries(CALLS)) {
    it(`${name}() takes null as not given, for each and for all of them`, async () => {
      const slow = { loadTimeoutMs: Infinity } as never;
      for (const options of [undefined, null, {}, NOTHING, slow]) await call(session(), options as never);
    });

    it(`${name}() refuses what can only be a mistake, by name`, async () => {
      for (const [option, wrong] of [
        ["dir", 7],
        ["sessionStore", {}],
        ["loadTimeoutMs", "1 s"],
        ["loadTimeoutMs", -1],
        ["loadTimeoutMs", Number.NaN],
      ] as const)
        await assert.rejects(
          async () => call(session(), { [option]: wrong } as never),
          (error) => error instanceof InvalidOptionsError && error.message.includes(`"${option}"`),
          `${option}: ${String(wrong)}`,
        );
    });
  }
});
