// Messages of kept sessions, as programs get them.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { getSessionMessages } from "../../lib/index.ts";
import { withConfigFolder } from "../support/kept-sessions.ts";

describe("getSessionMessages()", () => {
  const kept = withConfigFolder();

  it("says which entry each message follows, also where that is not a message", async () => {
    const sessionId = crypto.randomUUID();
    const entry = (uuid: string, parentUuid: string | null, type: string): object => ({
      type,
      uuid,
      parentUuid,
      sessionId,
      message: { role: type, content: uuid },
    });
    kept.write("/srv/shop", sessionId, [
      entry("one", null, "user"),
      entry("two", "one", "assistant"),
      { ...entry("between", "two", "attachment"), attachment: { type: "note" } },
      entry("three", "between", "user"),
      entry("four", "three", "assistant"),
    ]);
    const messages = await getSessionMessages(sessionId);
    assert.deepEqual(
      messages.map(({ uuid, parentUuid }) => [uuid, parentUuid]),
      [
        ["one", null],
        ["two", "one"],
        ["three", "between"],
        ["four", "three"],
      ],
    );
  });
});
