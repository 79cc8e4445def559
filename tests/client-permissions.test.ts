import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { ClaudeSDKClient, type Options, type PermissionRequest } from "../lib/index.ts";
import { withRealClaude } from "./support/claude.ts";
import { disposing } from "./support/disposing.ts";

const claude = withRealClaude();

function touching(name: string): string {
  return `[[mock: [{"tool":"Bash","input":{"command":"touch ${name}","description":"d"}},{"text":"done"}]]]`;
}

describe("ClaudeSDKClient and its permissionRequest event, with the real CLI", { timeout: 60_000 }, () => {
  const disposed = disposing();
  const made = (name: string): boolean => existsSync(path.join(claude.model.home, name));
  const client = (more?: Options): ClaudeSDKClient => disposed(new ClaudeSDKClient(claude.options(more)));

  it("permissionRequest: a listener decides in place of a callback", async () => {
    const host = client();
    const asked: PermissionRequest[] = [];
    host.on("permissionRequest", (request) => {
      asked.push(request);
      request.answer(
        asked.length === 1 ? { behavior: "allow" } : { behavior: "deny", message: "once is enough" },
      );
    });
    for (const name of ["first", "second"]) {
      await host.sendMessage(touching(name));
      await host.result();
    }
    assert.deepEqual([made("first"), made("second")], [true, false]);
    assert.deepEqual(
      asked.map(({ toolName, input }) => [toolName, input["command"]]),
      [
        ["Bash", "touch first"],
        ["Bash", "touch second"],
      ],
    );
    assert.match(asked[0]?.context.requestId ?? "", /./);
  });

  it("permissionRequest: the first answer counts, also against that of canUseTool", async () => {
    let late: unknown;
    const host = client({
      canUseTool: () =>
        new Promise((resolve) => setTimeout(() => resolve({ behavior: "deny", message: "no" }), 2_000)),
    });
    host.on("permissionRequest", (request) => {
      request.answer({ behavior: "allow" });
      late = request.answer({ behavior: "deny", message: "changed my mind" });
    });
    await host.sendMessage(touching("third"));
    await host.result();
    assert.deepEqual([made("third"), late], [true, undefined]);
  });

  it("permissionRequest: a callback answers when nobody listens, and a question is a no when neither does", async () => {
    const host = client({ canUseTool: () => Promise.resolve({ behavior: "allow" }) });
    await host.sendMessage(touching("fourth"));
    await host.result();
    const gone = client();
    const ignore = (): void => undefined;
    gone.on("permissionRequest", ignore);
    await gone.connect();
    gone.off("permissionRequest", ignore);
    await gone.sendMessage(touching("fifth"));
    const result = await gone.result();
    assert.deepEqual([made("fourth"), made("fifth")], [true, false]);
    assert.equal(result.permission_denials.length, 1);
  });
});
