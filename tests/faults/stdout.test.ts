// F11-F13, F16 and F17: output that is noise, unknown or oddly encoded.
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { describe } from "node:test";
import { initFrame, resultFrame, type ScriptedFrame, type ScriptedStep } from "../../lib/testing/index.ts";
import { fault } from "../support/fault.ts";
import { play } from "../support/play.ts";

const line = (frame: object): string =>
  JSON.stringify(frame).replaceAll('"$uuid"', '"u"').replaceAll('"$session_id"', '"s"');
const suggestion = (text: string): object => ({ type: "prompt_suggestion", suggestion: text });
const finish: ScriptedStep[] = [{ emit: resultFrame("done") }, { exit: 0 }];

describe("Output that is no message", () => {
  fault(
    "F11: noise of any kind is dropped and counted, empty lines are not, and the turn completes",
    async (scene) => {
      const noise = [
        "noise",
        '{"type":',
        '{"type":"assistant"}}',
        "\u001b[31mred\u001b[0m",
        "}",
        '"',
        "\u0000\u0001",
      ];
      const { types, problems, end } = await play(scene, [
        { emit: initFrame() },
        { raw: `${noise.join("\n")}\n\n \n\r\n\t\n` },
        { base64: Buffer.from([0xff, 0xfe, 0x00, 0x80, 0xc3, 0x28, 0x0a]).toString("base64") },
        ...finish,
      ]);
      assert.deepEqual(types, ["system", "result"]);
      assert.deepEqual(
        problems,
        Array.from({ length: noise.length + 1 }, () => "not_json"),
      );
      assert.deepEqual([end.reason, end.error], ["exited", undefined]);
    },
  );

  fault("F12: JSON that is no object with a text as type is never delivered", async (scene) => {
    const values = [
      "null",
      "1",
      "true",
      '"text"',
      "[]",
      '[{"type":"x"}]',
      "{}",
      '{"type":42}',
      '{"type":null}',
      '{"type":{}}',
    ];
    const { types, problems } = await play(scene, [{ raw: `${values.join("\n")}\n` }, ...finish]);
    assert.deepEqual(types, ["result"]);
    assert.deepEqual(
      problems,
      Array.from({ length: values.length }, () => "not_object"),
    );
  });

  fault("F13: a type or subtype that nobody knows is delivered as it is", async (scene) => {
    const unknown: object[] = [
      { type: "from_the_future", nested: { a: [1, "two", null] }, session_id: "s" },
      { type: "system", subtype: "from_the_future", x: 1 },
      { type: "toString", constructor: "x" },
      { type: "system", subtype: 5 },
    ];
    const { messages, problems, end } = await play(scene, [{ emit: unknown as ScriptedFrame[] }, ...finish]);
    assert.deepEqual(messages.slice(0, -1), unknown);
    // A subtype that is no text is a wrong shape; it is delivered all the same.
    assert.deepEqual([problems, end.error], [["wrong_shape"], undefined]);
  });

  fault("F16: a complete last line without a newline is delivered", async (scene) => {
    const { types, end } = await play(scene, [{ raw: line(resultFrame("end")) }, { exit: 0 }]);
    assert.deepEqual([types, end.error], [["result"], undefined]);
  });

  fault("F17: text arrives as it was written, however its bytes are cut and its lines end", async (scene) => {
    const texts = [
      "äöü 😀 𝄞",
      "a\u2028b\u2029c\u0085d",
      "e\u0301 \ufeff \u200d",
      "tab\tand\rreturn\nand newline",
    ];
    const bytes = Buffer.from(
      texts
        .map(
          (text, index) =>
            `${index === 2 ? "\ufeff" : ""}${line(suggestion(text))}${index % 2 ? "\r\n" : "\n"}`,
        )
        .join(""),
    );
    const chunks = (size: number): string[] =>
      Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size).toString("base64"),
      );
    const { messages, problems } = await play(scene, [
      { chunks: chunks(1), every: 0 },
      { chunks: chunks(3), every: 0 },
      ...finish,
    ]);
    assert.deepEqual(
      messages.slice(0, -1).map((message) => message.type === "prompt_suggestion" && message.suggestion),
      [...texts, ...texts],
    );
    assert.deepEqual(problems, []);
  });

  fault(
    "F17: invalid UTF-8 becomes replacement characters, and what cannot be a line is counted",
    async (scene) => {
      const broken = Buffer.from(line(suggestion("<>")))
        .toString("latin1")
        .replace("<>", "a\xff\xfeb\xc3");
      const { messages, problems } = await play(scene, [
        { base64: Buffer.from(`${broken}\n`, "latin1").toString("base64") },
        { raw: `${line(suggestion("lost"))}\u2028\n` },
        ...finish,
      ]);
      const [first] = messages;
      assert.equal(first?.type === "prompt_suggestion" && first.suggestion, "a\ufffd\ufffdb\ufffd");
      assert.deepEqual([messages.length, problems], [2, ["not_json"]]);
    },
  );
});
