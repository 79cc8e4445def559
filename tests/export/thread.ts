// Writes transcripts for the tests of exports, entry by entry: each hangs on the one before unless told otherwise.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { uuid } from "../support/kept-sessions.ts";

export const DIR = "/home/user/shop";

export interface TestEntry {
  readonly uuid: string;
  readonly [field: string]: unknown;
}

export interface How {
  /** The uuid that it hangs on; null for nothing. */
  readonly parent?: string | null;
  /** What comes next does not hang on it. */
  readonly quiet?: boolean;
  readonly [field: string]: unknown;
}

export interface Thread {
  readonly entries: TestEntry[];
  add(type: string, fields: object, how?: How): TestEntry;
  user(content: unknown, how?: How): TestEntry;
  said(content: unknown, how?: How): TestEntry;
  result(call: string, content: unknown, how?: How): TestEntry;
}

/** @param group Tells its entries from those of other threads. */
export function thread(sessionId: string, group = 1, common: object = {}): Thread {
  const entries: TestEntry[] = [];
  let tip: string | null = null;
  const add = (type: string, fields: object, { parent, quiet, ...more }: How = {}): TestEntry => {
    const entry = {
      parentUuid: parent === undefined ? tip : parent,
      isSidechain: false,
      type,
      ...fields,
      uuid: uuid(entries.length, group),
      timestamp: new Date(Date.UTC(2026, 8, 1, 10, 0, entries.length)).toISOString(),
      sessionId,
      cwd: DIR,
      ...common,
      ...more,
    };
    entries.push(entry);
    if (quiet !== true) tip = entry.uuid;
    return entry;
  };
  const user: Thread["user"] = (content, how) => add("user", { message: { role: "user", content } }, how);
  return {
    entries,
    add,
    user,
    said: (content, how) => {
      const blocks = typeof content === "string" ? [{ type: "text", text: content }] : content;
      const usage = { input_tokens: 3, output_tokens: 2, cache_read_input_tokens: 10 };
      const id = `msg_${group}_${entries.length}`;
      const message = {
        role: "assistant",
        id,
        model: "claude-test",
        content: blocks,
        usage,
        ...(how?.["message"] as object),
      };
      return add("assistant", { message }, { ...how, message });
    },
    result: (id, content, how) => user([{ type: "tool_result", tool_use_id: id, content }], how),
  };
}

export function call(id: string, name = "Agent", input: object = {}): object {
  return { type: "tool_use", id, name, input };
}

/** Write the transcript of a subagent beside that of its session. */
export function writeSubagent(
  transcript: string,
  agentId: string,
  entries: readonly object[],
  details: object,
): void {
  const folder = path.join(transcript.replace(/\.jsonl$/, ""), "subagents");
  mkdirSync(folder, { recursive: true });
  const lines = entries.map((entry) => JSON.stringify(entry));
  writeFileSync(path.join(folder, `agent-${agentId}.jsonl`), `${lines.join("\n")}\n`);
  writeFileSync(path.join(folder, `agent-${agentId}.meta.json`), JSON.stringify(details));
}
