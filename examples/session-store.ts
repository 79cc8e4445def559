// Conversations in a directory, checked, then resumed as if on another machine: npx tsx examples/session-store.ts
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { query, type SessionKey, type SessionStore, type SessionStoreEntry } from "kodegen-claude-agent";
import { checkSessionStore } from "kodegen-claude-agent/testing";

const folder = await mkdtemp(path.join(os.tmpdir(), "session-store-"));
const unlessAbsent = (error: { code?: string }): undefined => {
  if (error.code !== "ENOENT") throw error;
};
// A folder for each project, in it one for each conversation, in it a file for each transcript; "=" forbids "..".
const place = (...parts: string[]): string =>
  path.join(folder, "store", ...parts.map((part) => `=${encodeURIComponent(part)}`));
const file = (key: SessionKey): string => place(key.projectKey, key.sessionId, key.subpath ?? "");
let lastWrite = Promise.resolve();

const sessionStore: SessionStore = {
  append: (key: SessionKey, entries: SessionStoreEntry[]) =>
    (lastWrite = lastWrite
      .catch(() => undefined)
      .then(async () => {
        const known = new Set((await sessionStore.load(key))?.map(({ uuid }) => uuid));
        const added = entries.filter(
          ({ uuid }) => uuid === undefined || (!known.has(uuid) && known.add(uuid)),
        );
        await mkdir(place(key.projectKey, key.sessionId), { recursive: true });
        await appendFile(file(key), added.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
      })),
  load: async (key) => {
    const lines = (await readFile(file(key), "utf8").catch(unlessAbsent))?.split("\n");
    return lines?.filter((line) => line !== "").map((line) => JSON.parse(line)) ?? null;
  },
  listSubkeys: async ({ projectKey, sessionId }) => {
    const names = (await readdir(place(projectKey, sessionId)).catch(unlessAbsent)) ?? [];
    return names.map((name) => decodeURIComponent(name.slice(1))).filter((subpath) => subpath !== "");
  },
};

const without = ["listSessions", "listSessionSummaries", "delete"] as const;
const { passed, failed } = await checkSessionStore(() => sessionStore, { without });
console.log(`${passed.length} cases passed`, ...failed);
const { session_id: resume } = await query("Remember the word lighthouse.", { sessionStore }).result();
const env = { ...process.env, CLAUDE_CONFIG_DIR: path.join(folder, "another-machine") };
const answer = await query("Which word did I ask you to remember?", { sessionStore, resume, env }).result();
console.log(answer.result);
await rm(folder, { recursive: true });
