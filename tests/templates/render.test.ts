// Templates with their parameters filled in: what is inserted stays text, and nothing that a template says takes too much.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { InvalidOptionsError, PromptTemplateError, renderPromptTemplate } from "../../lib/index.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "templates-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const PARAMETERS = `parameters:
  - { name: what, description: What, required: true }
  - { name: times, description: How often, param_type: number, default: 1 }
  - { name: loud, description: Loudly, param_type: boolean }
  - { name: files, description: Which, param_type: array }
  - { name: tone, description: How, choices: [warm, cool], default: warm }
`;

function write(name: string, body: string, more = PARAMETERS): void {
  const text = `---\ntitle: A title\ndescription: What it is for\n${more}---\n${body}`;
  writeFileSync(path.join(folder, `${name}.j2.md`), text);
}

async function failure(
  name: string,
  parameters: Record<string, unknown>,
  problem: PromptTemplateError["problem"],
): Promise<string> {
  let message = "";
  await assert.rejects(renderPromptTemplate(folder, name, parameters as never), (error) => {
    assert.ok(error instanceof PromptTemplateError, String(error));
    assert.equal(error.problem, problem, error.message);
    assert.equal(error.code, "template_failed");
    assert.equal(error.template, name.slice(0, 80));
    message = error.message;
    return true;
  });
  return message;
}

describe("A template", () => {
  write(
    "greeting",
    "\nGreet {{ what }}{% if loud %} loudly{% endif %}, {{ times }} times, {{ tone }}.\n{% for file in files %}- {{ file }}\n{% endfor %}",
  );

  it("is filled in, with defaults for what is not given", async () => {
    assert.equal(
      await renderPromptTemplate(folder, "greeting", { what: "Ada" }),
      "Greet Ada, 1 times, warm.\n",
    );
    const all = { what: "Ada", times: 2.5, loud: true, files: ["a b", "c"], tone: "cool" };
    assert.equal(
      await renderPromptTemplate(folder, "greeting", all),
      "Greet Ada loudly, 2.5 times, cool.\n- a b\n- c\n",
    );
  });

  it("A17: inserts parameters as text, whatever they say", async () => {
    for (const what of [
      "{{ env.HOME }}{% include 'x' %}",
      "<b>&amp;\"'</b>",
      "---\ntitle: other",
      "\u2028\0\ud83d\ude00 ä",
      "__proto__",
    ])
      assert.equal(
        await renderPromptTemplate(folder, "greeting", { what }),
        `Greet ${what}, 1 times, warm.\n`,
      );
  });

  it("says all that is wrong with its parameters", async () => {
    const given = { times: "2", loud: "yes", files: "a", tone: "loud", whom: "x" };
    const said = await failure("greeting", given, "parameters");
    for (const problem of [
      '"what" is missing',
      '"times" must be a number',
      '"loud" must be true or false',
      '"files" must be a list of texts',
      '"tone" must be one of warm, cool',
      '"whom" is no parameter of it; there are: what, times, loud, files, tone',
    ])
      assert.ok(said.includes(problem), said);
    await failure("greeting", { what: "x", times: Number.NaN }, "parameters");
    await failure("greeting", { what: "x", files: ["a", 1] }, "parameters");
    await failure("greeting", JSON.parse('{ "what": "x", "__proto__": "y" }') as never, "parameters");
    await failure("greeting", { what: "x", constructor: "y" }, "parameters");
  });

  it("takes so many parameters, and so large ones", async () => {
    const large = await failure("greeting", { what: "ä".repeat(500_001) }, "parameters");
    assert.match(large, /"what" must not be longer than 1000000 bytes/);
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`p${index}`, "x"]));
    assert.match(await failure("greeting", { what: "x", ...many }, "parameters"), /more than 100 parameters/);
    const names = Array.from({ length: 12 }, (_, index) => `p${index}`);
    const declared = names.map((name) => `  - { name: ${name}, description: One }\n`).join("");
    write("large", "{{ p0|length }}", `parameters:\n${declared}`);
    const megabytes = (count: number): Record<string, string> =>
      Object.fromEntries(names.slice(0, count).map((name) => [name, "x".repeat(1_000_000)]));
    assert.equal(await renderPromptTemplate(folder, "large", megabytes(10)), "1000000");
    assert.match(await failure("large", megabytes(11), "parameters"), /more than 10000000 bytes together/);
  });

  it("sees of the environment what it is given, which is nothing by default", async () => {
    write("env", "[{{ env.HOME }}{{ env.CITY }}]", "");
    assert.equal(await renderPromptTemplate(folder, "env"), "[]");
    assert.equal(await renderPromptTemplate(folder, "env", {}, { env: { CITY: "Rome" } }), "[Rome]");
    await assert.rejects(
      renderPromptTemplate(folder, "env", {}, { env: { CITY: 1 } as never }),
      InvalidOptionsError,
    );
  });

  it("A17: has a name, and no path", async () => {
    write("..", "x");
    for (const name of [
      "../greeting",
      "..",
      ".",
      "",
      "a/b",
      "a\\b",
      "/etc/passwd",
      "greeting.j2.md",
      "a\0",
      "é",
      "x".repeat(65),
    ])
      assert.match(await failure(name, {}, "not_found"), /has no name of a template/);
    assert.match(await failure("__proto__", {}, "not_found"), /there is no regular file __proto__\.j2\.md/);
  });

  it("that has gone away is not there", async () => {
    write("gone", "x", "");
    assert.equal(await renderPromptTemplate(folder, "gone"), "x");
    rmSync(path.join(folder, "gone.j2.md"));
    assert.match(await failure("gone", {}, "not_found"), /does not exist/);
  });
});

describe("A template that would take too much", () => {
  const BOMBS: Readonly<Record<string, readonly [body: string, says: RegExp]>> = {
    range: ["{% for i in range(100000000) %}x{% endfor %}", /range has too many elements/],
    loops: [
      "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
      /more than 50000 steps/,
    ],
    macros: ["{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", /recursion limit/],
    doubled: [
      "{% set ns = namespace(s='x') %}{% for i in range(40) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
      /more than 64 MiB of memory/,
    ],
    multiplied: ["{{ 'x' * times }}", /more than 64 MiB of memory/],
    output: ["{% for i in range(2000) %}{{ what }}{% endfor %}", /more than 1000000 characters/],
    more: ["{% for i in range(8000) %}{{ what * 10 }}{% endfor %}", /more than 64 MiB of memory/],
    elsewhere: ["{{ what.missing.more }}", /undefined value \(line 11\)/],
  };
  for (const [name, [body, says]] of Object.entries(BOMBS)) {
    it(`is ended, and spoils nothing for others: ${name}`, async () => {
      write(name, body);
      const parameters = { what: "x".repeat(1_000), times: 4_000_000_000 };
      assert.match(await failure(name, parameters, "render"), says);
      write("after", "{{ what }} is fine", PARAMETERS);
      assert.equal(await renderPromptTemplate(folder, "after", { what: "ä" }), "ä is fine");
    });
  }

  it("leaves no memory behind", { timeout: 120_000 }, async () => {
    write("again", "{{ 'x' * times }}");
    const once = (): Promise<string> => failure("again", { what: "x", times: 60_000_000 }, "render");
    for (let turn = 0; turn < 5; turn += 1) await once();
    const before = process.memoryUsage().rss;
    for (let turn = 0; turn < 60; turn += 1) await once();
    // Sixty memories are 3 840 MiB.
    assert.ok(process.memoryUsage().rss - before < 1_000 * 2 ** 20, `${process.memoryUsage().rss - before}`);
  });
});
