// getSessionUsage(): what a session has used, as the real CLI has written it down.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { getSessionUsage, InMemorySessionStore, query } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { withConfigFolder } from "../support/kept-sessions.ts";

const claude = withRealClaude();
const ID = "33333333-3333-4333-8333-333333333333";
const TOKENS = {
  input_tokens: 10,
  output_tokens: 5,
  cache_read_input_tokens: 3,
  cache_creation_input_tokens: 2,
};

function answer(id: string, usage: object = TOKENS, model = "claude-x"): object {
  return { type: "assistant", uuid: crypto.randomUUID(), message: { id, model, usage, content: [] } };
}

describe("getSessionUsage()", () => {
  it("is what the results of a real session say, over two runs and in a store", async () => {
    const model = await claude.started();
    const store = new InMemorySessionStore();
    const options = claude.options({ allowedTools: ["Bash"], sessionStore: store, cwd: model.home });
    const first = await query("mock:bash echo hi", options).result();
    const last = await query("Say hello", { ...options, resume: first.session_id }).result();
    const used = await getSessionUsage(first.session_id, { sessionStore: store, dir: model.home });
    const told = Object.entries(last.modelUsage).map(([name, { inputTokens, outputTokens, costUSD }]) => [
      name,
      inputTokens,
      outputTokens,
      costUSD,
    ]);
    const counted = Object.entries(used?.models ?? {}).map(
      ([name, { inputTokens, outputTokens, costUSD }]) => [name, inputTokens, outputTokens, costUSD],
    );
    assert.deepEqual(counted, told);
    assert.equal(used?.totalCostUSD, last.total_cost_usd);
    assert.equal(used?.costIsComplete, true);
  });
});

describe("getSessionUsage() of a transcript", () => {
  const kept = withConfigFolder();
  const of = async (lines: object[], subagent: object[] = []) => {
    const file = kept.write("/srv/shop", ID, lines);
    const beside = path.join(file.slice(0, -".jsonl".length), "subagents");
    mkdirSync(beside, { recursive: true });
    const written = subagent.map((entry) => `${JSON.stringify(entry)}\n`);
    writeFileSync(path.join(beside, "agent-a.jsonl"), written.join(""));
    return getSessionUsage(ID);
  };
  const cost = { type: "cost-state", totalCostUSD: 0.5, modelUsage: { "claude-x": { costUSD: 0.5 } } };

  it("counts each answer once, by its last block, and those of subagents", async () => {
    const used = await of(
      [
        answer("a", { ...TOKENS, output_tokens: 1 }),
        answer("a"),
        answer("b", { ...TOKENS, server_tool_use: { web_search_requests: 2 } }),
        answer("s", TOKENS, "<synthetic>"),
        cost,
      ],
      [answer("c", TOKENS, "claude-y")],
    );
    assert.deepEqual(used, {
      sessionId: ID,
      models: {
        "claude-x": {
          requests: 2,
          inputTokens: 20,
          outputTokens: 10,
          cacheReadInputTokens: 6,
          cacheCreationInputTokens: 4,
          webSearchRequests: 2,
          costUSD: 0.5,
        },
        "claude-y": {
          requests: 1,
          inputTokens: 10,
          outputTokens: 5,
          cacheReadInputTokens: 3,
          cacheCreationInputTokens: 2,
          webSearchRequests: 0,
        },
      },
      totalCostUSD: 0.5,
      costIsComplete: true,
    });
  });

  it("says when there is no cost, or not all of it", async () => {
    const figures = async (lines: object[]) => {
      const used = await of(lines);
      return [used?.totalCostUSD, used?.costIsComplete];
    };
    assert.deepEqual(await figures([answer("a")]), [undefined, false], "killed in its first run");
    assert.deepEqual(await figures([answer("a"), cost, answer("b")]), [0.5, false], "killed in its second");
    assert.deepEqual(await figures([answer("a"), { ...cost, hasUnknownModelCost: true }]), [0.5, false]);
    assert.deepEqual(await figures([answer("a"), { ...cost, totalCostUSD: "much" }]), [undefined, false]);
    assert.deepEqual(await figures([{ type: "user", uuid: "u", message: { content: "hi" } }]), [
      undefined,
      true,
    ]);
  });

  it("is undefined for a session that there is not", async () => {
    assert.equal(await getSessionUsage(crypto.randomUUID()), undefined);
    assert.equal(await getSessionUsage("no id"), undefined);
  });

  it("passes over figures that are none", async () => {
    const odd = {
      input_tokens: "many",
      output_tokens: -1,
      cache_read_input_tokens: null,
      server_tool_use: 7,
    };
    const used = await of([answer("a", odd), answer("b", []), { type: "assistant", message: null }]);
    assert.equal(used?.models["claude-x"]?.inputTokens, 0);
  });
});
