import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { ClaudeSDKClient, type Options, type PermissionRequest } from "../lib/index.ts";
import { initFrame, permissionFrame, resultFrame, stateFrame } from "../lib/testing/index.ts";
import { withRealClaude, withScript } from "./support/claude.ts";
import { disposing } from "./support/disposing.ts";

const claude = withRealClaude();

function touching(name: string): string {
  return `[[mock: [{"tool":"Bash","input":{"command":"touch ${name}","description":"d"}},{"text":"done"}]]]`;
}

describe("ClaudeSDKClient and its permissionRequest event, with the real CLI", { timeout: 300_000 }, () => {
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
});

describe("ClaudeSDKClient and its permissionRequest event", { timeout: 300_000 }, () => {
  const asking = [
    { expect: { type: "user" } },
    { emit: [initFrame(), permissionFrame("q", "Bash", { command: "x" })] },
    { expect: { type: "control_response" } },
    { emit: [resultFrame("done"), stateFrame("idle")] },
  ];

  /** Ask once, and see how the CLI is answered. */
  function behaviorOf(options: Options, prepare: (host: ClaudeSDKClient) => unknown): Promise<unknown> {
    return withScript({ steps: asking }, async (scripted, cli) => {
      const host = new ClaudeSDKClient({ ...scripted, ...options });
      await prepare(host);
      await host.sendMessage("go");
      await host.result();
      await host.close();
      const answers = (await cli.stdin()).filter(({ type }) => type === "control_response");
      assert.equal(answers.length, 1);
      const [answer = {}] = answers;
      const { response } = answer["response"] as { response: { behavior: string } };
      return response.behavior;
    });
  }

  it("permissionRequest: the first answer counts, also against that of canUseTool", async () => {
    let late: unknown;
    const canUseTool = (): Promise<never> => new Promise(() => undefined);
    const behavior = await behaviorOf({ canUseTool }, (host) =>
      host.on("permissionRequest", (request) => {
        request.answer({ behavior: "allow" });
        late = request.answer({ behavior: "deny", message: "changed my mind" });
      }),
    );
    assert.deepEqual([behavior, late], ["allow", undefined]);
  });

  it("permissionRequest: a callback answers when nobody listens", async () => {
    const canUseTool = (): Promise<{ behavior: "allow" }> => Promise.resolve({ behavior: "allow" });
    assert.equal(await behaviorOf({ canUseTool }, () => undefined), "allow");
  });

  it("permissionRequest: a question is a no when nobody listens any more", async () => {
    const ignore = (): void => undefined;
    const behavior = await behaviorOf({}, async (host) => {
      host.on("permissionRequest", ignore);
      await host.connect();
      host.off("permissionRequest", ignore);
    });
    assert.equal(behavior, "deny");
  });
});
