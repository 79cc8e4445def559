// Options that are written into a journal hold no secret.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Options } from "../../lib/index.ts";
import { portable } from "../../lib/options/portable.ts";

const server = { type: "http" as const, url: "https://example.com/mcp" };

describe("portable()", () => {
  const withheld: Readonly<Record<string, Options>> = {
    "an environment": { env: { A: "sesame" } },
    "headers of a server": { mcpServers: { a: { ...server, headers: { "X-Key": "sesame" } } } },
    "an environment of a server": { mcpServers: { a: { command: "a", env: { A: "sesame" } } } },
    "an environment of settings": { settings: { env: { A: "sesame" } } },
    "an environment of settings that are a text": { settings: '{"env":{"A":"sesame"}}' },
    "servers in an argument": {
      extraArgs: {
        "mcp-config": JSON.stringify({ mcpServers: { a: { ...server, headers: { k: "sesame" } } } }),
      },
    },
    "a servers' argument with a token": {
      mcpServers: { a: { command: "a", args: ["--header", "Authorization: Bearer abcDEF123456ghiJKL789"] } },
    },
    "a function": { canUseTool: async () => ({ behavior: "deny", message: "no" }) },
  };
  for (const [what, options] of Object.entries(withheld))
    it(`withholds ${what}`, () => {
      const { kept, withheld: names } = portable(options);
      assert.deepEqual([kept, names], [{}, Object.keys(options)]);
    });

  it("keeps the rest as it is", () => {
    const options: Options = {
      model: "opus",
      maxTurns: 3,
      systemPrompt: "[not JSON",
      settings: "{also} none",
      mcpServers: { a: { ...server, headers: {} } },
    };
    assert.deepEqual(portable(options), { kept: options, withheld: [] });
  });
});
