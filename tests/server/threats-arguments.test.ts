// The failure cases of the threat model for arguments of tools: whatever they are, and wherever they point (F74, F79).
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { scriptedServer } from "../support/scripted-server.ts";

const KEPT = 6;
const MIB = 1024 * 1024;
/** Stands in every value that is wrong; no answer may repeat it. */
const CANARY = "canary-4711";

describe("Arguments of tools", { timeout: 120_000 }, () => {
  const server = scriptedServer({}, () => ({ managerOptions: { ringMessages: KEPT } }));
  const AWAIT = { await_completion_ms: 60_000 };

  it("F74: of a wrong type or size are refused by their names, without their values, and start nothing", async () => {
    const wrong: [name: string, value: unknown][] = [
      ["prompt", { [CANARY]: CANARY }],
      ["prompt", [CANARY]],
      ["prompt", ""],
      ["prompt", " \n\t"],
      ["prompt", CANARY.repeat(MIB / CANARY.length)],
      ["worker_count", -1],
      ["worker_count", 0],
      ["worker_count", 1.5],
      ["worker_count", 1e9],
      ["worker_count", CANARY],
      ["worker_count", "NaN"],
      ["worker_count", "Infinity"],
      ["worker_count", "0x2"],
      ["worker_count", [2]],
      ["max_turns", -5],
      ["max_budget_usd", "-0.5"],
      ["max_budget_usd", "1e999"],
      ["await_completion_ms", -1],
      ["ask_permissions", CANARY],
      ["ask_permissions", 1],
      ["allowed_tools", { [CANARY]: true }],
      ["allowed_tools", [7]],
      ["add_dirs", [[CANARY]]],
      ["permission_mode", CANARY],
      ["effort", CANARY],
      ["output_schema", CANARY],
      ["label", `${CANARY}\u0000`],
      ["label", `${CANARY}\u202e`],
      ["label", CANARY.repeat(20)],
    ];
    for (const [name, value] of wrong) {
      const answer = await server.call("spawn_agent", { prompt: "x", [name]: value });
      assert.ok(answer.isError, `${name}: ${JSON.stringify(value).slice(0, 60)}`);
      assert.match(answer.text, new RegExp(`"${name}`), answer.text.slice(0, 200));
      assert.doesNotMatch(answer.text, /canary-4711/, name);
      assert.ok(answer.text.length < 600, answer.text);
    }
    for (const body of [
      `{"name":"claude_spawn_agent","arguments":{"prompt":"x","worker_count":1e400}}`,
      `{"name":"claude_spawn_agent","arguments":{"prompt":"x","cwd":"\\u0000"}}`,
      `{"name":"claude_spawn_agent","arguments":{"prompt":"x","cwd":"${"a/".repeat(50_000)}"}}`,
    ]) {
      const call = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${body}}`;
      const { status } = await server.ask({ body: call });
      assert.ok(status < 500, String(status));
    }
    for (const cwd of [
      "\u0000",
      `${server.folder}\u0000`,
      "a/".repeat(50_000),
      "~",
      "file:///",
      "\\\\host\\share",
    ]) {
      const answer = await server.call("spawn_agent", { prompt: "x", cwd });
      assert.ok(answer.isError, cwd.slice(0, 20));
      assert.doesNotMatch(answer.text, /server failed/);
      assert.ok(!answer.text.includes("\0"), answer.text);
    }
    assert.deepEqual(await server.claude.runs(), []);
  });

  it("F74: that look like flags are texts, and a prompt of nearly a megabyte arrives whole", async () => {
    const flag = "--dangerously-skip-permissions";
    const prompt = `${flag} ${"words of a long prompt, ".repeat(40_000)}`.slice(0, 1_000_000);
    const args = { prompt, label: flag, model: flag, system_prompt: flag, ...AWAIT };
    const answer = await server.call("spawn_agent", args);
    assert.equal(answer.isError, false, answer.text.slice(0, 300));
    const [run] = await server.claude.runs();
    assert.ok(run?.argv.includes(`--model=${flag}`));
    assert.ok(!run?.argv.includes(flag));
    assert.ok(JSON.stringify(await server.claude.stdin()).includes(prompt), "the prompt is whole");
    const [session_id] = answer.data.session_ids;
    await server.call("terminate_agent_session", { session_id });
  });

  it("F79: positions are absolute: past the end, before the beginning, and after what is no longer kept", async () => {
    const { data } = await server.call("spawn_agent", { prompt: "one", ...AWAIT });
    const [session_id = ""] = data.session_ids;
    const read = async (
      more: object,
    ): Promise<{ seqs: number[]; dropped: number; total: number; next: number }> => {
      const { data: page, isError, text } = await server.call("read_agent_output", { session_id, ...more });
      assert.equal(isError, false, text);
      const { output = [], next_after } = page as unknown as {
        output?: { seq: number }[];
        next_after: number;
      };
      return {
        seqs: output.map(({ seq }) => seq),
        dropped: page.dropped,
        total: page.total_messages,
        next: next_after,
      };
    };
    for (let more = 0; more < 4; more += 1)
      await server.call("send_agent_prompt", { session_id, prompt: `again ${more}`, ...AWAIT });
    const { total } = await read({ view: "frames" });
    assert.ok(total > KEPT, `${total} messages`);
    const all = Array.from({ length: total }, (_, seq) => seq);
    const first = await read({ offset: 0, length: 1_000 });
    assert.deepEqual([first.seqs, first.dropped], [all.slice(-KEPT), total - KEPT], "what is gone is said");
    assert.deepEqual((await read({ offset: -2, length: 10 })).seqs, all.slice(-2));
    assert.deepEqual((await read({ offset: -total * 9, length: 1_000 })).seqs, all.slice(-KEPT));
    for (const after of [total - 1, total, total + 1_000_000, Number.MAX_SAFE_INTEGER]) {
      const page = await read({ after });
      assert.deepEqual([page.seqs, page.dropped], [[], 0]);
      assert.ok(page.next <= total - 1, "nobody is led past what comes next");
    }
    // Whoever goes on from a position that is gone hears how much is missing, and then nothing twice.
    const late = await read({ after: 0, view: "frames" });
    assert.deepEqual([late.seqs[0], late.dropped], [total - KEPT, total - KEPT - 1]);
    await server.call("send_agent_prompt", { session_id, prompt: "last", ...AWAIT });
    const newer = await read({ after: total - 1, view: "frames" });
    assert.equal(newer.seqs[0], total);
    for (const wrong of [
      { offset: 0.5 },
      { after: -2 },
      { offset: "x" },
      { length: -1 },
      { cursor: "nonsense" },
    ])
      assert.ok(
        (await server.call("read_agent_output", { session_id, ...wrong })).isError,
        JSON.stringify(wrong),
      );
  });
});
