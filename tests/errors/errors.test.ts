// Every error has a place in docs/errors.md, a piece of advice, and a test that sees it.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import * as library from "../../lib/index.ts";
import { ClaudeError, query, StructuredOutputError } from "../../lib/index.ts";
import { resultFrame, type ScriptedConversation, stateFrame } from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";

const ROOT = path.join(import.meta.dirname, "../..");
const DOCUMENT = readFileSync(path.join(ROOT, "docs/errors.md"), "utf8");

/** The codes as the type declares them, which nothing holds at run time. */
function declaredCodes(): string[] {
  const source = readFileSync(path.join(ROOT, "lib/generated/errors.ts"), "utf8");
  const [, union = ""] = /type ErrorCode =([^;]+);/.exec(source) ?? [];
  return [...union.matchAll(/"(\w+)"/g)].map(([, code = ""]) => code);
}

/** Rows of the tables whose first column is a code: code, class and whether to try again. */
function documented(): { code: string; name: string; cells: string[] }[] {
  return DOCUMENT.split("\n").flatMap((line) => {
    const cells = line.split("|").map((cell) => cell.trim());
    const [, code = "", name = ""] = cells;
    if (!/^`[a-z_]+`$/.test(code) || !/^`\w+Error`$/.test(name)) return [];
    return [{ code: code.replaceAll("`", ""), name: name.replaceAll("`", ""), cells: cells.slice(3, -1) }];
  });
}

function sourcesUnder(folder: string): string {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.includes("node_modules"))
    .map((file) => readFileSync(path.join(ROOT, folder, file), "utf8"))
    .join("\n");
}

describe("docs/errors.md", () => {
  it("has every code that the library declares, once, and no other", () => {
    const codes = declaredCodes();
    assert.ok(codes.length > 20, String(codes.length));
    assert.deepEqual(
      documented()
        .map(({ code }) => code)
        .toSorted(),
      codes.toSorted(),
    );
  });

  it("says for each code what happened, what to do, and whether to try again", () => {
    for (const { code, cells } of documented()) {
      assert.equal(cells.length, 3, code);
      for (const cell of cells) assert.notEqual(cell, "", code);
    }
  });

  it("names every class of errors that the library exports", () => {
    const names = Object.entries(library).flatMap(([name, value]) =>
      typeof value === "function" && value.prototype instanceof ClaudeError ? [name] : [],
    );
    assert.ok(names.length > 20, String(names.length));
    const inTables = new Set(documented().map(({ name }) => name));
    assert.deepEqual(
      names.filter((name) => !inTables.has(name)),
      [],
    );
  });
});

describe("The codes of errors", () => {
  it("each stand in a class, and in a test that meets the error", () => {
    const classes = sourcesUnder("lib/errors");
    const tests = sourcesUnder("tests");
    const rows = documented();
    const isMet = ({ code, name }: { code: string; name: string }): boolean => {
      const alone = rows.filter((row) => row.name === name).length === 1;
      return tests.includes(`"${code}"`) || (alone && new RegExp(`\\b${name}\\b`).test(tests));
    };
    const missing = rows.filter((row) => !classes.includes(`"${row.code}"`) || !isMet(row));
    assert.deepEqual(missing, []);
  });

  it("structured_output_missing: a success without the output that was asked for is an error", async () => {
    const outputFormat = { type: "json_schema", schema: { type: "object" } } as const;
    const result = (more: object): ScriptedConversation => ({
      steps: [{ expect: { type: "user" } }, { emit: [resultFrame("{}", { ...more }), stateFrame("idle")] }],
    });
    await withScript(result({}), async (options) => {
      await assert.rejects(query("hello", { ...options, outputFormat }).result(), (error: unknown) => {
        assert.ok(error instanceof StructuredOutputError && error.code === "structured_output_missing");
        assert.deepEqual([error.retryable, error.result["type"]], [true, "result"]);
        return true;
      });
      assert.equal((await query("hello", options).result()).subtype, "success");
    });
    await withScript(result({ structured_output: { a: 1 } }), async (options) => {
      assert.equal((await query("hello", { ...options, outputFormat }).result()).subtype, "success");
    });
  });
});
