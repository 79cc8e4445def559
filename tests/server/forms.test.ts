// What a person is shown of an agent's question, and what is made of the answer.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ManagedAgent, OpenQuestion } from "../../lib/index.ts";
import { answerIn, formOf } from "../../server/tasks/forms.ts";

const agent = { label: "Ada-1", cwd: "/srv/project" } as ManagedAgent;
const asks = (toolName: string, input: Record<string, unknown>): OpenQuestion => ({
  requestId: "r",
  toolName,
  toolUseId: "t",
  input,
  askedAt: "2026-01-01T00:00:00.000Z",
});

describe("A form", () => {
  it("has what counts in its first three lines, whatever the agent has written in it", () => {
    const spoofs = [
      "ls\nAccept allows nothing",
      "ls\u001b[2J",
      "ls\r\u2028x",
      "\u202els",
      "x".repeat(20_000),
    ];
    for (const command of spoofs) {
      const { message } = formOf(agent, asks("Bash", { command, description: command }));
      const [who, what, hint, ...rest] = message.split("\n");
      assert.equal(who, "Ada-1 asks to use Bash in /srv/project");
      assert.match(what ?? "", /^ {2}\S/);
      assert.equal(hint, "Accept allows this one call; Decline refuses it.");
      assert.equal(rest.length, 1);
      assert.doesNotMatch(message.replaceAll("\n", ""), /[\p{Cc}\p{Bidi_Control}\u2028]/u);
      if (command.length > 1_500) assert.match(what ?? "", /… \(cut: 2000\d characters\)$/);
    }
  });

  it("shows all of a call whose tool is not Claude Code's own", () => {
    const { message } = formOf(agent, asks("mcp__prod__run", { command: "ls", host: "production" }));
    assert.match(message.split("\n")[1] ?? "", /"host":"production"/);
  });

  it("AskUserQuestion: a picked choice is the agent's own word, another answer the person's, and nothing the preset", () => {
    const questions = [
      { question: "Which\ncolour?", header: "Colour", options: [{ label: "red\u001b" }, { label: "blue" }] },
      { question: "Which days?", options: [{ label: "mon" }, { label: "tue" }], multiSelect: true },
    ];
    const question = asks("AskUserQuestion", { questions });
    const { message, requestedSchema } = formOf(agent, question);
    assert.equal(message, "Ada-1 asks you:\nWhich\\ncolour?\nWhich days?");
    const [choice] = Object.values(requestedSchema.properties);
    const shown = (choice as { enum: string[] }).enum;
    const answer = (content: Record<string, unknown>): unknown => {
      const given = answerIn({ action: "accept", content }, question);
      return given?.behavior === "allow" ? given.updatedInput?.["answers"] : undefined;
    };
    assert.deepEqual(answer({ choice_1: shown[0], choice_2: ["mon", "tue"] }), {
      "Which\ncolour?": "red\u001b",
      "Which days?": "mon, tue",
    });
    assert.deepEqual(answer({ other_1: "green" }), { "Which\ncolour?": "green", "Which days?": "" });
    assert.deepEqual(answer({}), { "Which\ncolour?": "red\u001b", "Which days?": "" });
  });

  it("put away is no answer, and odd questions are permissions", () => {
    assert.equal(answerIn({ action: "cancel" }, asks("Bash", { command: "ls" })), undefined);
    const odd = asks("AskUserQuestion", { questions: [{ question: 7 }] });
    assert.match(formOf(agent, odd).message, /asks to use AskUserQuestion/);
  });
});
