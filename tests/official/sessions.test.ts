// Sessions that the real CLI wrote: what is said of them, and what becomes of them when they are changed.
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before } from "node:test";
import { getSessionMessages, listSubagents, locateClaude } from "../../lib/index.ts";
import { startOfflineModel } from "../../lib/testing/index.ts";
import { withConfigFolder } from "../support/kept-sessions.ts";
import { type Ask, changed, compareKept, type KeptScenario, type Sessions } from "./kept.ts";
import { makeSessions } from "./make-sessions.ts";
import { official, recording } from "./record.ts";
import { areRecorded, layOut, makePlaces, placeholders, recordTranscripts } from "./transcripts.ts";

const config = withConfigFolder();
const places = makePlaces(realpathSync(mkdtempSync(path.join(os.tmpdir(), "written-"))));
const { dir, longDir, link } = places;
const MISSING = "00000000-0000-4000-8000-000000009999";
/** By what happened in them. */
let sessions: Readonly<Record<string, string>> = {};

before(
  async () => {
    if (recording && !areRecorded()) await record();
    sessions = layOut(config.folder, places);
  },
  { timeout: 120_000 },
);
after(() => rmSync(places.home, { recursive: true, force: true }));

async function record(): Promise<void> {
  const model = await startOfflineModel();
  const folder = path.join(places.home, "config");
  const ids = await makeSessions(await official(), places, {
    env: { ...model.env(), CLAUDE_CONFIG_DIR: folder, IS_SANDBOX: "1" },
    pathToClaudeCodeExecutable: (await locateClaude()).path,
    permissionMode: "bypassPermissions",
    allowDangerouslySkipPermissions: true,
  });
  recordTranscripts(folder, places, ids);
  await model.close();
}

const READING: Readonly<Record<string, KeptScenario>> = {
  "listSessions() in all ways to ask": async (ask) => {
    await ask("all", (library) => library.listSessions());
    const ways = [
      { dir },
      { dir: link },
      { dir: longDir },
      { dir: "/nonexistent" },
      { dir: "" },
      { dir, limit: 2 },
      { dir, limit: 2, offset: 1 },
      { limit: 3, offset: 2 },
      { offset: 4 },
      { limit: 0 },
      { limit: -1 },
      { limit: 100, offset: 100 },
      { dir, includeProgrammatic: false },
      { dir, includeWorktrees: false },
    ];
    for (const way of ways) await ask(JSON.stringify(way), (library) => library.listSessions(way));
  },

  "getSessionInfo()": async (ask) => {
    for (const id of [...Object.values(sessions), MISSING, "nonsense", "../x"]) {
      await ask(id, (library) => library.getSessionInfo(id));
      await ask(`${id} in its directory`, (library) => library.getSessionInfo(id, { dir }));
    }
  },

  "getSessionMessages(), whole and in pages": async (ask) => {
    const ways = [
      {},
      { dir },
      { includeSystemMessages: true },
      { limit: 2 },
      { limit: 2, offset: 1 },
      { offset: 3 },
      { limit: 0 },
      { offset: 100 },
    ];
    for (const [name, id] of Object.entries({ ...sessions, missing: MISSING, nonsense: "x" })) {
      for (const way of ways)
        await ask(`${name} ${JSON.stringify(way)}`, (library) => library.getSessionMessages(id, way));
    }
  },

  "listSubagents() and getSubagentMessages()": async (ask) => {
    for (const id of [...Object.values(sessions), MISSING, "x"])
      await ask(id, (library) => library.listSubagents(id));
    const id = sessions["subagent"] ?? "";
    const [agent = ""] = await listSubagents(id);
    for (const agentId of [agent, "nobody", "", "../x"])
      for (const way of [{}, { dir }, { limit: 1 }, { limit: 1, offset: 1 }])
        await ask(`${agentId} ${JSON.stringify(way)}`, (library) =>
          library.getSubagentMessages(id, agentId, way),
        );
  },
};

const change = (ask: Ask, what: string, work: (library: Sessions) => Promise<unknown>): Promise<unknown> =>
  ask(what, (library) => changed(config.folder, () => work(library)));

const CHANGING: Readonly<Record<string, KeptScenario>> = {
  "renameSession()": async (ask) => {
    const id = sessions["plain"] ?? "";
    await change(ask, "with spaces", (library) => library.renameSession(id, "  New title  ", { dir }));
    await change(ask, "anywhere", (library) => library.renameSession(id, "ünï\u200bcode"));
    await change(ask, "empty", (library) => library.renameSession(id, "   "));
    await change(ask, "missing", (library) => library.renameSession(MISSING, "x"));
    await change(ask, "missing here", (library) => library.renameSession(MISSING, "x", { dir }));
    await change(ask, "no id", (library) => library.renameSession("nope", "x"));
  },

  "tagSession()": async (ask) => {
    const id = sessions["tool"] ?? "";
    for (const tag of [" my tag ", null, "", "ﬁne\u200b", "\u200b", "e\u0301"])
      await change(ask, JSON.stringify(tag), async (library) => {
        await library.tagSession(id, tag, { dir });
        return (await library.getSessionInfo(id))?.tag;
      });
    await change(ask, "missing", (library) => library.tagSession(MISSING, "x"));
    await change(ask, "no id", (library) => library.tagSession("nope", "x"));
  },

  "archiveSession() and unarchiveSession()": async (ask) => {
    for (const id of [sessions["plain"] ?? "", sessions["subagent"] ?? "", MISSING, "x"]) {
      await change(ask, `archive ${id}`, async (library) => {
        await library.archiveSession(id);
        return (await library.getSessionInfo(id))?.archived;
      });
      await change(ask, `unarchive ${id}`, async (library) => {
        await library.archiveSession(id);
        await library.unarchiveSession(id, { dir });
        return (await library.listSessions({ dir })).map(({ archived }) => archived);
      });
    }
  },

  "deleteSession()": async (ask) => {
    for (const id of [
      sessions["plain"] ?? "",
      sessions["subagent"] ?? "",
      sessions["long"] ?? "",
      MISSING,
      "../x",
    ]) {
      await change(ask, id, (library) => library.deleteSession(id));
      await change(ask, `${id} in its directory`, (library) => library.deleteSession(id, { dir }));
    }
  },

  "forkSession(), whole and at every message": async (ask) => {
    await change(ask, "with a title", (library) =>
      library.forkSession(sessions["titled"] ?? "", { title: "  T  " }),
    );
    for (const name of ["plain", "parallel", "subagent", "queued", "titled"]) {
      const id = sessions[name] ?? "";
      await change(ask, name, (library) => library.forkSession(id));
      for (const { uuid } of await getSessionMessages(id, { includeSystemMessages: true }))
        await change(ask, `${name} at ${uuid}`, (library) =>
          library.forkSession(id, { upToMessageId: uuid }),
        );
    }
    await change(ask, "unknown message", (library) =>
      library.forkSession(sessions["plain"] ?? "", { upToMessageId: MISSING }),
    );
    await change(ask, "missing", (library) => library.forkSession(MISSING, { dir }));
    await change(ask, "no id", (library) => library.forkSession("x"));
  },
};

compareKept("sessions/written", { ...READING, ...CHANGING }, config.folder, placeholders(places));
