// What can be seen of agents from outside, however many secrets are in what they are given, do and say.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { AgentManager, type LogFields, type Logger, type Options, prometheusText } from "../../lib/index.ts";
import {
  assistantFrame,
  initFrame,
  permissionFrame,
  resultFrame,
  type ScriptedStep,
  stateFrame,
} from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { letters, shaped } from "../support/secrets.ts";
import { takeSpans, telemetry } from "../support/tracing.ts";

const ENOUGH = { timeoutMs: 60_000 };
/** Of any form: what people say, and what tools are given and give back, is in none of it. */
const words = letters(24);

interface Told {
  readonly words: readonly string[];
  readonly secrets: readonly string[];
}

/** A conversation with them in all places. */
function steps({ words: said, secrets }: Told): ScriptedStep[] {
  const [w = "", x = "", y = "", z = ""] = said;
  const [tool = "", id = "", error = "", stderr = "", model = "", subtype = ""] = secrets;
  const call = {
    type: "tool_use",
    id: `toolu ${id}`,
    name: `Tool ${tool}`,
    input: { command: w, token: error },
  };
  const result = { type: "tool_result", tool_use_id: `toolu ${id}`, is_error: true, content: x };
  const user = { type: "user", message: { role: "user", content: [result] }, parent_tool_use_id: null };
  const failed = { subtype: `error ${subtype}`, is_error: true, errors: [`${y} ${error}`] };
  const { message, ...answer } = assistantFrame(z) as { message: object };
  return [
    { expect: { type: "user" } },
    {
      emit: [
        stateFrame("running"),
        initFrame({ model }),
        { ...answer, message: { ...message, content: [call], model } },
      ],
    },
    { emit: [stateFrame("requires_action"), permissionFrame(`q ${id}`, `Tool ${tool}`, { command: w })] },
    { expect: { type: "control_response" } },
    {
      emit: [
        stateFrame("running"),
        { ...user, uuid: "u", session_id: "s" },
        resultFrame(y, failed),
        stateFrame("idle"),
      ],
    },
    { expect: { type: "user" } },
    { stderr: `${stderr}\n` },
    { exit: 3 },
  ];
}

/** Everything that a manager with all of it has shown of such a conversation. */
async function shownOf(told: Told): Promise<string> {
  const lines: [string, LogFields][] = [];
  const keep = (...line: [string, LogFields]): void => void lines.push(line);
  const logger: Logger = { debug: keep, info: keep, warn: keep, error: keep };
  const [, , , , , , label = "", owner = "", plain = "", env = ""] = told.secrets;
  takeSpans();
  return withScript({ steps: steps(told) }, async (given) => {
    const options: Options = {
      ...given,
      model: "haiku",
      env: { PATH: process.env["PATH"], MY_API_KEY: env },
    };
    const manager = new AgentManager({ logger, telemetry, options });
    const mine = manager.as(`Eve ${owner}`);
    mine.on("question", (sessionId, { requestId }) =>
      mine.answerPermission(sessionId, requestId, { behavior: "deny", message: "No" }),
    );
    const prompt = told.words.join(" ");
    const { sessionIds } = await mine.spawnSession({ prompt, label: `${label} password=${plain} ${env}` });
    await mine.wait(sessionIds, ENOUGH);
    await mine.sendPrompt(sessionIds[0] ?? "", prompt);
    const { agents } = await mine.wait(sessionIds, ENOUGH);
    assert.deepEqual([agents[0]?.turnCount, agents[0]?.endedReason], [1, "failed"]);
    const figures = [manager.metrics(), prometheusText(manager.metrics())];
    await manager.shutdown();
    const spans = takeSpans().map(({ name, attributes, events, status, resource, links }) => {
      const context = links.map(({ attributes: more }) => more);
      return [name, attributes, events, status, resource.attributes, context];
    });
    assert.ok(spans.length >= 6 && lines.length >= 8, `${spans.length} spans, ${lines.length} lines`);
    return JSON.stringify([lines, spans, figures]);
  });
}

describe("What is seen of agents", { timeout: 240_000 }, () => {
  it("A18, S18: no secret and no word of anybody is in spans, metrics, Prometheus' text or the log", async () => {
    const told = fc.record({
      words: fc.array(words, { minLength: 4, maxLength: 4 }),
      secrets: fc
        .tuple(fc.array(shaped, { minLength: 8, maxLength: 8 }), letters(20), letters(20))
        .map(([all, plain, env]) => all.concat(`${plain}1`, `${env}2`)),
    });
    await fc.assert(
      fc.asyncProperty(told, async (each) => {
        const shown = await shownOf(each);
        for (const text of [...each.words, ...each.secrets])
          assert.ok(!shown.includes(text), `${text} in ${shown}`);
      }),
      { numRuns: 10 },
    );
  });
});
