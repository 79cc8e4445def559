// Clients over stdio that go back to the older revision before the server could say which it speaks.
import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { withRealClaude } from "../support/claude.ts";
import { type Abilities, REVISION } from "../support/modern.ts";
import { StdioClient } from "../support/stdio-client.ts";
import { LONG_MS } from "../support/until.ts";

const claude = withRealClaude();
const OLDER = "2025-11-25";
const HELLO = { protocolVersion: OLDER, capabilities: {}, clientInfo: { name: "test", version: "1.0.0" } };

describe("A client over stdio that has not waited for the server", { timeout: 6 * LONG_MS }, () => {
  let client: StdioClient | undefined;
  afterEach(() => client?.close());

  /** Both are there when the server begins to read. */
  async function hasty(abilities?: Abilities): Promise<{ asked: number; greeted: number; it: StdioClient }> {
    const model = await claude.started();
    client = new StdioClient(model.env(), model.home);
    const asked = client.say("server/discover", {}, abilities);
    return { asked, greeted: client.sayPlainly("initialize", HELLO), it: client };
  }

  it("is told once that it may have what it has asked for, if it looks after tasks", async () => {
    const { asked, greeted, it: late } = await hasty();
    const { error } = await late.answerTo(greeted);
    assert.equal(error?.code, -32_022);
    assert.deepEqual(error.data, { supported: [REVISION], requested: OLDER });
    assert.deepEqual((await late.answerTo(asked)).result?.["supportedVersions"], [REVISION]);
    const again = await late.ask("server/discover", {});
    assert.deepEqual(again.result?.["supportedVersions"], [REVISION]);
    const { result } = await late.answerTo(late.sayPlainly("initialize", HELLO));
    assert.equal(result?.["protocolVersion"], OLDER, "whoever insists has the older one");
  });

  it("has the older revision at once, if it has no tasks to lose", async () => {
    const { greeted, it: late } = await hasty({ tasks: false });
    assert.equal((await late.answerTo(greeted)).result?.["protocolVersion"], OLDER);
  });
});
