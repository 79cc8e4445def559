import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, describe, it } from "node:test";
import { findBeside } from "../../lib/export/beside.ts";
import { documentOf } from "../../lib/export/document.ts";
import { exportSession } from "../../lib/index.ts";
import { isMessage, type Link, linkOf } from "../../lib/transcripts/entry-link.ts";
import { assertInProportion } from "../support/cost.ts";
import { uuid, withConfigFolder } from "../support/kept-sessions.ts";
import { call, DIR, type Thread, thread } from "./thread.ts";

const config = withConfigFolder();
after(() => rmSync(config.folder, { recursive: true, force: true }));
const ID = uuid(9);

describe("exportSession() of a long session", () => {
  /** One block of text of a length, in each place where text may be. */
  const TEXTS: Record<string, (length: number) => string> = {
    "code spans": (length) => "`a` ".repeat(length / 4),
    backticks: (length) => "`".repeat(length),
    "one tag": (length) => "<command-name>".repeat(length / 14),
    "what a command printed": (length) => `<bash-stdout>${"<bash-stdout>".repeat(length / 13)}`,
    "a shell command": (length) => `<bash-input>${"<bash-input>".repeat(length / 12)}`,
    "escape sequences": (length) => "\u001b[".repeat(length / 2),
    "window titles": (length) => `\u001b]${"0;a".repeat(length / 3)}`,
    "fences that nobody closes": (length) => "~~~~ a\n".repeat(length / 7),
    tags: (length) => "<".repeat(length),
  };
  for (const [name, make] of Object.entries(TEXTS)) {
    for (const format of ["markdown", "html", "json"] as const) {
      it(`takes time in proportion to the length of ${name}, as ${format}`, async () => {
        await assertInProportion(async (length) => {
          const text = make(length);
          const talk = thread(ID);
          talk.user(text);
          talk.said([
            { type: "thinking", thinking: text },
            { type: "text", text },
            call("t1", text, { command: text }),
          ]);
          talk.result("t1", text);
          config.write(DIR, ID, talk.entries);
          await exportSession(ID, { format });
        }, 25_000);
      });
    }
  }

  it("takes a result of 200,000 blocks, and one of 600 KB of code spans", async () => {
    const talk = thread(ID);
    talk.said([call("t1"), call("t2")]);
    talk.result(
      "t1",
      Array.from({ length: 200_000 }, () => ({ type: "text", text: "x" })),
    );
    talk.result("t2", "`a` ".repeat(150_000));
    config.write(DIR, ID, talk.entries);
    for (const format of ["markdown", "html"] as const)
      assert.match(await exportSession(ID, { format }), /`a` `a`|x/);
  });
});

describe("findBeside()", () => {
  const SHAPES: Record<string, (talk: Thread, size: number) => void> = {
    "many children of one entry": (talk, size) => {
      const { uuid: parent } = talk.user("top");
      for (let at = 0; at < size; at += 1) talk.add("progress", {}, { parent, quiet: true });
      for (let at = 0; at < size; at += 1) talk.user("retry", { parent, quiet: true });
    },
    "prompts that share a chain of notes": (talk, size) => {
      talk.user("top");
      for (let at = 0; at < size; at += 1) talk.add("system", {});
      for (let at = 0; at < size; at += 1) talk.user("retry", { quiet: true });
    },
    "branches that hang on branches": (talk, size) => {
      let { uuid: parent } = talk.user("top");
      for (let at = 0; at < size; at += 1) {
        talk.user("given up", { parent });
        parent = talk.said("goes on", { parent }).uuid;
      }
      talk.user("elsewhere", { parent: null });
    },
    "circles of parents": (talk, size) => {
      for (let at = 0; at < size; at += 1) talk.user("round", { parent: uuid((at + 1) % size, 1) });
    },
    "one message of many blocks and results": (talk, size) => {
      talk.user("top");
      for (let at = 0; at < size; at += 1) {
        const block = talk.said([call(`t${at}`)], { message: { id: "m" } });
        talk.result(`t${at}`, "x", { quiet: true, parent: block.uuid });
      }
      talk.user("elsewhere", { parent: null });
    },
  };
  for (const [name, build] of Object.entries(SHAPES)) {
    it(`takes time in proportion to ${name}, and misses none`, async () => {
      await assertInProportion((size) => {
        const talk = thread(ID);
        build(talk, size);
        const links = talk.entries.flatMap((entry, index) => linkOf(entry as never, index) ?? []);
        const byUuid = new Map(links.map((link) => [link.uuid, link]));
        const shown = links
          .filter(isMessage)
          .slice(-1)
          .map((link) => link.uuid);
        const isAside = (): boolean => false;
        const { branches, extras } = findBeside({ byUuid, shown, isVisible: isMessage, isAside });
        const found = [...branches.flatMap((branch) => branch.links), ...[...extras.values()].flat()];
        assert.equal(new Set(found.map((link: Link) => link.uuid)).size, found.length);
        assert.equal(found.length, links.filter(isMessage).length - 1);
      }, 4_000);
    });
  }
});

describe("documentOf()", () => {
  it("has each of 5,000 agents that start each other in a row", async () => {
    const agent = (at: number): object => ({
      agentId: `a${at}`,
      toolUseId: `t${at}`,
      branches: [],
      messages: [
        { type: "assistant", uuid: uuid(at, 2), message: { content: [call(`t${(at + 1) % 5_000}`)] } },
      ],
    });
    const subagents = Array.from({ length: 5_000 }, (_, at) => agent(at));
    const exported = { title: "", sessionId: ID, messages: [], branches: [], subagents, leftOut: {} };
    const document = documentOf(exported as never);
    assert.equal(JSON.stringify(document).split('"kind":"call"').length - 1, 5_000);
  });
});
