// What a list shows of a conversation, kept up to date from the entries that are added, without reading the old ones.
import { type FirstPrompt, promptIn } from "./first-prompt.ts";
import type { SessionKey, SessionStoreEntry, SessionSummaryEntry } from "./store.ts";
import { text } from "./unchecked.ts";

/** Fields whose newest value counts, and their names in a summary. */
const NEWEST: Readonly<Record<string, string>> = {
  customTitle: "customTitle",
  aiTitle: "aiTitle",
  lastPrompt: "lastPrompt",
  summary: "summaryHint",
  gitBranch: "gitBranch",
};

/**
 * Bring a conversation's summary up to date with entries that were just added.
 *
 * A store calls it in its `append()` and keeps what it returns, for `listSessionSummaries()`. It reads nothing and
 * changes nothing; two appends to one conversation must not do this at the same time. Not for subagents.
 *
 * @param prev The summary so far; undefined for a new conversation.
 * @param key Whose entries they are.
 * @param options `mtime`: when the store wrote them, in milliseconds, by the clock of its `listSessions()`. Default: as before.
 * @returns A new summary; its `data` means something to this library only.
 *
 * @example A store that keeps summaries
 * ```ts
 * import { foldSessionSummary } from "kodegen-claude-agent";
 *
 * const key = { projectKey: "-home-me", sessionId: "6c6f1c1e-2f5b-4f0e-9d53-0f7f6f0d7a11" };
 * const entries = [{ type: "user", message: { role: "user", content: "Tidy up" } }];
 * console.log(foldSessionSummary(undefined, key, entries, { mtime: Date.now() }).data);
 * ```
 */
export function foldSessionSummary(
  prev: SessionSummaryEntry | undefined,
  key: SessionKey,
  entries: SessionStoreEntry[],
  options: { mtime?: number } = {},
): SessionSummaryEntry {
  const data = { ...prev?.data };
  for (const entry of entries) fold(data, entry);
  return {
    sessionId: prev?.sessionId ?? key.sessionId,
    mtime: options.mtime ?? prev?.mtime ?? 0,
    data,
  };
}

function fold(data: Record<string, unknown>, entry: SessionStoreEntry): void {
  data["isSidechain"] ??= entry["isSidechain"] === true;
  const created = Date.parse(String(entry.timestamp));
  if (!Number.isNaN(created)) data["createdAt"] ??= created;
  if (text(entry["cwd"])) data["cwd"] ??= entry["cwd"];
  if (data["firstPromptLocked"] !== true) foldPrompt(data, entry);
  for (const [field, name] of Object.entries(NEWEST)) {
    if (typeof entry[field] === "string") data[name] = entry[field];
  }
  if (entry.type === "tag") {
    if (text(entry["tag"])) data["tag"] = entry["tag"];
    else delete data["tag"];
  }
  if (entry.type === "relocated" && text(entry["relocatedCwd"])) data["cwd"] = entry["relocatedCwd"];
}

function foldPrompt(data: Record<string, unknown>, entry: SessionStoreEntry): void {
  const seen: FirstPrompt = {};
  const prompt = promptIn(entry, seen);
  if (seen.command) data["commandFallback"] ??= seen.command;
  if (prompt === undefined) return;
  data["firstPrompt"] = prompt;
  data["firstPromptLocked"] = true;
}
