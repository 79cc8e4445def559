// searchSessions(): finds what was said wherever it was said, the newest session first, one hit at a time.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import {
  InMemorySessionStore,
  InvalidOptionsError,
  importSessionToStore,
  type SearchSessionsOptions,
  type SessionHit,
  type SessionKey,
  type SessionStoreEntry,
  searchSessions,
} from "../../lib/index.ts";
import { withConfigFolder } from "../support/kept-sessions.ts";

const DIR = "/srv/shop";

async function hits(text: string, options?: SearchSessionsOptions): Promise<SessionHit[]> {
  const found: SessionHit[] = [];
  for await (const hit of searchSessions(text, options)) found.push(hit);
  return found;
}

describe("searchSessions()", () => {
  const kept = withConfigFolder();
  let clock = 1_700_000_000;

  function session(
    content: unknown,
    { type = "user", dir = DIR, ...more }: Record<string, unknown> = {},
  ): string {
    const sessionId = crypto.randomUUID();
    const entry = {
      type,
      uuid: `uuid ${sessionId}`,
      timestamp: "2026-01-01T00:00:00.000Z",
      cwd: dir,
      sessionId,
    };
    const file = kept.write(String(dir), sessionId, [
      { ...entry, message: { role: type, content }, ...more },
    ]);
    clock += 60;
    utimesSync(file, clock, clock);
    return sessionId;
  }

  it("finds a text in prompts, answers, thinking, tools and titles, and says where", async () => {
    const word = "rowanberry";
    const block = (content: object): [unknown, Record<string, unknown>] => [[content], { type: "assistant" }];
    const sessions = [
      session(`a ${word} in a prompt`),
      session(...block({ type: "text", text: `the ${word} of an answer` })),
      session(...block({ type: "thinking", thinking: `some ${word}` })),
      session(
        ...block({ type: "tool_use", name: "Bash", input: { command: `pick ${word}`, list: [1, word] } }),
      ),
      session([{ type: "tool_result", content: [{ type: "text", text: `${word} picked` }] }]),
      session([{ type: "tool_result", content: `${word} again` }]),
      session("", { type: "custom-title", customTitle: `About a ${word}` }),
      session("", { type: "attachment", attachment: { type: "queued_command", prompt: `queued ${word}` } }),
    ];
    const found = await hits(word.toUpperCase());
    assert.deepEqual(
      found.map(({ sessionId, kind }) => [sessionId, kind]),
      [
        [sessions[7], "prompt"],
        [sessions[6], "title"],
        [sessions[5], "tool_result"],
        [sessions[4], "tool_result"],
        [sessions[3], "tool_use"],
        [sessions[2], "thinking"],
        [sessions[1], "answer"],
        [sessions[0], "prompt"],
      ],
    );
    for (const { snippet, match } of found) assert.equal(snippet.slice(...match), word);
    const first = found.at(-1);
    assert.deepEqual(first, {
      sessionId: sessions[0],
      kind: "prompt",
      uuid: `uuid ${sessions[0]}`,
      timestamp: "2026-01-01T00:00:00.000Z",
      cwd: DIR,
      snippet: `a ${word} in a prompt`,
      match: [2, 2 + word.length],
    });
    assert.equal((await hits(word, { kinds: ["title", "thinking"] })).length, 2);
    assert.equal((await hits(word.toUpperCase(), { caseSensitive: true })).length, 0);
    assert.equal((await hits(word, { limit: 3 })).length, 3);
    assert.equal((await hits(word, { dir: "/srv/other" })).length, 0);
  });

  it("finds what JSON writes in another way, and tells it from JSON's own words", async () => {
    for (const text of [
      'say "hi"',
      "a\\b",
      "line one\nline two",
      "tab\there",
      "Straße",
      "日本語の",
      "МИР",
      "👋🏽",
      "a\u2028b",
    ]) {
      const sessionId = session(`before ${text} behind`);
      const [hit, ...others] = await hits(text);
      assert.deepEqual([hit?.sessionId, others.length], [sessionId, 0], JSON.stringify(text));
    }
    assert.equal((await hits("мир"))[0]?.snippet.includes("МИР"), true);
    for (const text of ["parentUuid", '"type"', "2026-01-01", "sessionId"])
      assert.deepEqual(await hits(text), []);
  });

  it("cuts a snippet out of a long text, on one line", async () => {
    session(`${"left ".repeat(100)}\n needle-in-hay \n${"right ".repeat(100)}`);
    const [hit] = await hits("needle-in-hay");
    assert.ok(hit !== undefined && hit.snippet.length < 200);
    assert.match(hit.snippet, /^….* {2}needle-in-hay {2}.*…$/);
  });

  it("finds it across the borders of what is read at once, in lines of any length", async () => {
    for (const size of [1024 * 1024 - 40, 1024 * 1024, 3 * 1024 * 1024]) {
      const sessionId = session(`${"x".repeat(size)} far-away-${size} ${"y".repeat(size)}`);
      assert.deepEqual(
        (await hits(`far-away-${size}`)).map((hit) => hit.sessionId),
        [sessionId],
      );
    }
  });

  it("passes over what cannot be read, and damaged lines", async () => {
    const project = kept.project(DIR);
    const sessionId = session("damaged-nearby");
    const name = (): string => path.join(project, `${crypto.randomUUID()}.jsonl`);
    mkdirSync(name());
    symlinkSync("/nowhere", name());
    if (process.platform !== "win32") execFileSync("mkfifo", [name()]);
    writeFileSync(name(), '{"type":"user","message":{"content":"damaged-nearby"\n\0\0\0\n[]\n7\n');
    assert.deepEqual(
      (await hits("damaged-nearby")).map((hit) => hit.sessionId),
      [sessionId],
    );
  });

  it("searches a store in the same way", async () => {
    const store = new InMemorySessionStore();
    const sessionId = session("only-in-a-store");
    await importSessionToStore(sessionId, store, { dir: DIR });
    const found = await hits("only-in-a-store", { sessionStore: store, dir: DIR });
    assert.deepEqual(found, await hits("only-in-a-store"));
    assert.equal(found.length, 1);
  });

  it("reads no further than the last hit that somebody wants", async () => {
    let loads = 0;
    class Counting extends InMemorySessionStore {
      override load(key: SessionKey): Promise<SessionStoreEntry[] | null> {
        loads += 1;
        return super.load(key);
      }
    }
    const store = new Counting();
    const sessions = [session("wanted-once"), session("wanted-once"), session("wanted-once")];
    for (const sessionId of sessions) await importSessionToStore(sessionId, store, { dir: DIR });
    loads = 0;
    for await (const { sessionId } of searchSessions("wanted-once", { sessionStore: store, dir: DIR })) {
      assert.equal(sessionId, sessions[2]);
      break;
    }
    assert.equal(loads, 1);
    await hits("wanted-once", { sessionStore: store, dir: DIR, limit: 2 });
    assert.equal(loads, 3);
  });

  it("points at the text, whatever letters come before it", async () => {
    session("İİİ İstanbul: the Pier and the Ferry");
    const [hit] = await hits("THE pier");
    assert.equal(hit?.snippet.slice(...hit.match), "the Pier");
    const [own] = await hits("İSTANBUL");
    assert.equal(own?.snippet.slice(...own.match), "İstanbul");
  });

  it("finds a text on the first line of a file that begins with a byte order mark", async () => {
    const sessionId = session("first-of-all");
    const file = path.join(kept.project(DIR), `${sessionId}.jsonl`);
    writeFileSync(file, `\ufeff${readFileSync(file, "utf8")}`);
    assert.deepEqual(
      (await hits("first-of-all")).map((hit) => hit.sessionId),
      [sessionId],
    );
  });

  it("refuses a text that is none, and options that can only be a mistake", async () => {
    for (const text of ["", undefined, 7] as string[]) await assert.rejects(hits(text), InvalidOptionsError);
    await assert.rejects(hits("x", { dir: 7 as never }), InvalidOptionsError);
  });
});
