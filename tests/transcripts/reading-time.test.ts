// Transcripts of every shape are read in time that grows with their length, and with no power of it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { foldSessionSummary, forkSession, getSessionMessages, listSessions } from "../../lib/index.ts";
import { assertInProportion } from "../support/cost.ts";
import { conversation, uuid, withConfigFolder } from "../support/kept-sessions.ts";

const config = withConfigFolder();
const DIR = "/kept/shapes";
const FEW = 3_000;

type Make = (count: number, sessionId: string) => object[];

/** Entries behind a question and an answer. */
function entries(fields: (index: number) => object): Make {
  return (count, sessionId) => [
    ...conversation(sessionId, ["Hello", "Good day"], { cwd: DIR }),
    ...Array.from({ length: count }, (_, index) => ({
      parentUuid: uuid(1, 1),
      isSidechain: false,
      type: "attachment",
      uuid: uuid(index, 2),
      timestamp: new Date(1_790_000_100_000 + index).toISOString(),
      sessionId,
      ...fields(index),
    })),
  ];
}

const previous = (index: number): string => (index === 0 ? uuid(1, 1) : uuid(index - 1, 2));
const SHAPES: Readonly<Record<string, Make>> = {
  "many children of one entry": entries(() => ({ type: "progress", data: {} })),
  "one long chain": entries((index) => ({ parentUuid: previous(index) })),
  "copies of one queued prompt": entries((index) => ({
    parentUuid: previous(index),
    attachment: { type: "queued_command", prompt: "and this", source_uuid: uuid(1, 9) },
  })),
  "notes of slash commands": entries((index) => ({
    parentUuid: previous(index),
    type: "user",
    isMeta: true,
    message: { role: "user", content: "<local-command-caveat>x</local-command-caveat>" },
  })),
  "a missing parent everywhere": entries((index) => ({
    parentUuid: uuid(index, 8),
    type: "user",
    message: { role: "user", content: "again" },
  })),
  "calls whose results hang elsewhere": entries((index) => ({
    parentUuid: previous(index),
    ...(index % 2 === 0
      ? {
          type: "assistant",
          message: { id: `m${index}`, role: "assistant", content: [{ type: "tool_use", id: `t${index}` }] },
        }
      : {
          type: "user",
          parentUuid: index > 2 ? uuid(index - 3, 2) : uuid(1, 1),
          message: { role: "user", content: [{ type: "tool_result", tool_use_id: `t${index - 1}` }] },
        }),
  })),
  "compactions that kept something": entries((index) => ({
    parentUuid: previous(index),
    type: "system",
    subtype: "compact_boundary",
    compactMetadata: { preservedMessages: { anchorUuid: uuid(index, 2), uuids: [previous(index)] } },
  })),
};

describe("a transcript", { timeout: 300_000 }, () => {
  for (const [shape, make] of Object.entries(SHAPES)) {
    it(`with ${shape}`, async () => {
      const written = new Map<number, string>();
      const sizes = [FEW / 10, FEW, 4 * FEW];
      for (const [index, count] of sizes.entries()) {
        const id = uuid(index, 4);
        config.write(`${DIR}/${shape}`, id, [
          make(count, id)
            .map((entry) => JSON.stringify(entry))
            .join("\n"),
        ]);
        written.set(count, id);
      }
      const id = (count: number): string => written.get(count) ?? "";
      await assertInProportion((count) => getSessionMessages(id(count)), FEW);
      await assertInProportion((count) => forkSession(id(count)), FEW);
    });
  }

  it("with a tag, again and again, is summed up and listed", async () => {
    const key = { projectKey: "-kept", sessionId: uuid(1) };
    const texts = [
      "<command-name>",
      '<pasted_content id="abcd">\n',
      '\n</pasted_content id="abcd">',
      "<bash-input>",
      "<",
      " ",
      "\n",
    ];
    for (const text of texts) {
      await assertInProportion((count) => {
        const message = { role: "user", content: text.repeat(count) };
        foldSessionSummary(undefined, key, [{ type: "user", message }], {});
      }, FEW);
    }
    assert.ok((await listSessions()).length > 0);
  });
});
