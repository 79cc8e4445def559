import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, beforeEach, describe, it } from "node:test";
import { exportSession, getSessionMessages, type SessionExport } from "../../lib/index.ts";
import { uuid, withConfigFolder } from "../support/kept-sessions.ts";
import { call, DIR, type Thread, thread, writeSubagent } from "./thread.ts";

const config = withConfigFolder();
after(() => rmSync(config.folder, { recursive: true, force: true }));
const ID = uuid(7);

/** All three formats of what was written, and the file. */
async function exported(
  talk: Thread,
): Promise<{ markdown: string; html: string; json: SessionExport; file: string }> {
  const file = config.write(DIR, ID, talk.entries);
  return { ...(await again()), file };
}

async function again(): Promise<{ markdown: string; html: string; json: SessionExport }> {
  return {
    markdown: await exportSession(ID),
    html: await exportSession(ID, { format: "html" }),
    json: JSON.parse(await exportSession(ID, { format: "json" })) as SessionExport,
  };
}

function times(text: string, what: string): number {
  return text.split(what).length - 1;
}

function textsOf(messages: SessionExport["messages"]): string[] {
  return messages.map(({ message }) => {
    const { content } = message as { content: unknown };
    const blocks = Array.isArray(content) ? content : [{ type: "text", text: content }];
    return blocks.map((block) => block.text ?? block.type).join("+");
  });
}

describe("exportSession() and what is beside the conversation", () => {
  beforeEach(() => rmSync(config.project(DIR), { recursive: true, force: true }));

  it("has branches that were given up, where they began", async () => {
    const talk = thread(ID);
    talk.user("Begin");
    const fork = talk.said("Begun");
    talk.user("WRONG WAY", { parent: fork.uuid });
    const inBranch = talk.said("Went wrong");
    talk.user("Deeper", { parent: inBranch.uuid });
    talk.user("OTHER TURN", { parent: inBranch.uuid });
    talk.user("Right way", { parent: fork.uuid });
    talk.said("Went right");
    const { markdown, html, json } = await exported(talk);
    assert.deepEqual(textsOf(json.messages), ["Begin", "Begun", "Right way", "Went right"]);
    assert.deepEqual(
      json.branches.map(({ from, after: behind, messages }) => [from, behind, textsOf(messages)]),
      [
        [fork.uuid, fork.uuid, ["WRONG WAY", "Went wrong", "OTHER TURN"]],
        [inBranch.uuid, fork.uuid, ["Deeper"]],
      ],
    );
    for (const page of [markdown, html])
      assert.match(page, /Begun[\s\S]*Another branch from here: 3 messages[\s\S]*WRONG WAY[\s\S]*Right way/);
    assert.equal((await getSessionMessages(ID)).length, 4);
  });

  it("has a first prompt that was given up, and one from which nothing hangs on", async () => {
    const talk = thread(ID);
    talk.user("FIRST TRY");
    talk.user("Second try", { parent: null });
    talk.said("Fine");
    const { json, markdown } = await exported(talk);
    assert.deepEqual(
      json.branches.map(({ from, after: behind }) => [from, behind]),
      [[null, null]],
    );
    assert.match(markdown, /FIRST TRY[\s\S]*Second try/);
  });

  it("keeps parallel calls of a branch together", async () => {
    const talk = thread(ID);
    const begin = talk.user("Begin");
    const one = talk.said([call("a", "Read")], { message: { id: "m" } });
    const two = talk.said([call("b", "Read")], { message: { id: "m" } });
    talk.result("a", "RESULT A", { parent: one.uuid, quiet: true });
    talk.result("b", "RESULT B", { parent: two.uuid });
    talk.said("Both read");
    talk.said("Another way", { parent: begin.uuid });
    const { json, markdown } = await exported(talk);
    assert.equal(json.branches.length, 1);
    assert.equal(json.branches[0]?.messages.length, 5);
    for (const result of ["RESULT A", "RESULT B", "Both read"]) assert.equal(times(markdown, result), 1);
  });

  it("has a reply beside a hook's note in its place, and one that was replaced as a branch", async () => {
    const talk = thread(ID);
    talk.user("First");
    const question = talk.user("Second");
    talk.said("LOST REPLY", { quiet: true });
    talk.add("system", { subtype: "stop_hook_summary" }, { parent: question.uuid });
    const third = talk.user("Third");
    talk.said("REPLACED REPLY", { quiet: true });
    talk.said("Reply", { parent: third.uuid });
    const { json, html } = await exported(talk);
    assert.deepEqual(textsOf(json.messages), ["First", "Second", "LOST REPLY", "Third", "Reply"]);
    assert.deepEqual(
      json.branches.map(({ messages }) => textsOf(messages)),
      [["REPLACED REPLY"]],
    );
    assert.match(html, /Second[\s\S]*LOST REPLY[\s\S]*Third[\s\S]*REPLACED REPLY/);
  });

  it("has subagents in the session's own file, each in its call, by the prompt that it begins with", async () => {
    const talk = thread(ID);
    talk.user("Look around");
    const asked = talk.said([
      call("t1", "Task", { prompt: "Look" }),
      call("t2", "Task", { prompt: "Listen" }),
    ]);
    const aside = { isSidechain: true };
    const look = talk.user("Look", { ...aside, parent: null });
    const listen = talk.user("Listen", { ...aside, parent: null });
    talk.said("SEEN", { ...aside, parent: look.uuid });
    talk.said("HEARD", { ...aside, parent: listen.uuid });
    talk.user("Warmup", { ...aside, parent: null });
    talk.said("WARM", aside);
    talk.result("t1", "done one", { parent: asked.uuid });
    talk.result("t2", "done two");
    const { json, markdown, html } = await exported(talk);
    assert.deepEqual(
      json.subagents.map(({ toolUseId, messages }) => [toolUseId, textsOf(messages)]),
      [
        ["t1", ["Look", "SEEN"]],
        ["t2", ["Listen", "HEARD"]],
        [null, ["Warmup", "WARM"]],
      ],
    );
    for (const page of [markdown, html])
      assert.match(page, /SEEN[\s\S]*done one[\s\S]*HEARD[\s\S]*done two[\s\S]*WARM/);
    assert.doesNotMatch(await exportSession(ID, { includeSubagents: false }), /SEEN|WARM/);
  });

  it("has a transcript of nothing but a subagent", async () => {
    const talk = thread(ID, 1, { isSidechain: true });
    talk.user("ALONE");
    assert.match((await exported(talk)).markdown, /ALONE/);
  });

  it("says how many messages it leaves out", async () => {
    const talk = thread(ID);
    talk.user("Hello");
    talk.user("Caveat: internal", { isMeta: true });
    talk.said("Hi");
    const { json, markdown } = await exported(talk);
    assert.deepEqual(json.leftOut, { messagesForTheModel: 1 });
    assert.match(markdown, /- Left out: `1 that Claude Code wrote for the model`/);
  });

  it("shows a circle of calls once, and inherited messages not again", async () => {
    const talk = thread(ID);
    talk.user("hello");
    talk.said([call("t1")]);
    const file = config.write(DIR, ID, talk.entries);
    const side = thread(ID, 2, { isSidechain: true });
    side.user("ASK B");
    side.said([call("t1"), call("t3")]);
    const inherited = talk.entries.map((entry) => ({ ...entry, isSidechain: true }));
    const [first, ...rest] = side.entries;
    const entries = [{ ...first, parentUuid: talk.entries.at(-1)?.uuid }, ...rest];
    writeSubagent(file, "a", [...inherited, ...entries], { toolUseId: "t1", agentType: "fork" });
    const other = thread(ID, 3, { isSidechain: true });
    other.user("ASK A");
    other.said([call("t1"), call("t4")]);
    writeSubagent(file, "b", other.entries, { toolUseId: "t3" });
    // Two that have started each other.
    for (const [name, own, started] of [
      ["c", "t5", "t6"],
      ["d", "t6", "t5"],
    ] as const) {
      const circle = thread(ID, name === "c" ? 4 : 5, { isSidechain: true });
      circle.user(`CIRCLE ${name}`);
      circle.said([call(started)]);
      writeSubagent(file, name, circle.entries, { toolUseId: own });
    }
    const { markdown, html, json } = await again();
    for (const page of [markdown, html])
      for (const words of ["hello", "ASK A", "ASK B", "CIRCLE c", "CIRCLE d"])
        assert.equal(times(page.slice(page.indexOf("Last message")), words), 1, words);
    assert.match(markdown, /\*Goes on from 2 messages of the conversation that started it\*/);
    assert.equal(json.subagents.find(({ agentId }) => agentId === "a")?.messages.length, 4);
  });

  it("has parallel results of a subagent", async () => {
    const talk = thread(ID);
    talk.user("hello");
    const side = thread(ID, 2, { isSidechain: true });
    side.user("task");
    const one = side.said([call("a", "Read")], { message: { id: "m" } });
    const two = side.said([call("b", "Read")], { message: { id: "m" } });
    side.result("a", "RESULT A", { parent: one.uuid, quiet: true });
    side.result("b", "RESULT B", { parent: two.uuid });
    writeSubagent(config.write(DIR, ID, talk.entries), "a", side.entries, {});
    const { json, markdown } = await again();
    assert.equal(json.subagents[0]?.messages.length, 5);
    assert.deepEqual(json.subagents[0]?.branches, []);
    assert.equal(times(markdown, "RESULT A"), 1);
  });

  it("calls those who speak in a subagent's branch as in the subagent", async () => {
    const talk = thread(ID);
    talk.user("hello");
    const side = thread(ID, 2, { isSidechain: true });
    side.user("task");
    const fork = side.said("begun");
    side.said("GIVEN UP", { parent: fork.uuid });
    side.said("went on", { parent: fork.uuid });
    writeSubagent(config.write(DIR, ID, talk.entries), "a", side.entries, {});
    const { json, markdown, html } = await again();
    assert.equal(json.subagents[0]?.branches.length, 1);
    assert.match(markdown, /#### Subagent · [\d :-]+\n\nGIVEN UP/);
    for (const page of [markdown, html]) assert.doesNotMatch(page, /(?:#|<h2>) ?Claude/);
  });

  it("has agents that are thirty deep, and branches that hang on branches", async () => {
    const talk = thread(ID);
    talk.user("top");
    talk.said([call("t0")]);
    let fork = talk.user("fork");
    for (let depth = 0; depth < 100; depth += 1) {
      talk.user(`GIVEN UP ${depth}.`, { parent: fork.uuid });
      fork = talk.said("so far", { parent: fork.uuid });
    }
    const file = config.write(DIR, ID, talk.entries);
    for (let depth = 0; depth < 30; depth += 1) {
      const side = thread(ID, depth + 2, { isSidechain: true });
      side.user(`LEVEL ${depth}.`);
      side.said([call(`t${depth + 1}`)]);
      writeSubagent(file, `deep${depth}`, side.entries, { toolUseId: `t${depth}` });
    }
    const { markdown, html } = await again();
    for (const page of [markdown, html]) {
      for (let depth = 0; depth < 30; depth += 1) assert.equal(times(page, `LEVEL ${depth}.`), 1);
      for (let depth = 0; depth < 100; depth += 1) assert.equal(times(page, `GIVEN UP ${depth}.`), 1);
    }
  });
});
