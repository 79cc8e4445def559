import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import ts from "typescript";
import { HOOK_EVENTS } from "../../lib/index.ts";

const ROOT = path.join(import.meta.dirname, "../..");
const GUIDE = readFileSync(path.join(ROOT, "docs/hooks.md"), "utf8");
const SUFFIX = "HookSpecificOutput";

/** The fields of each event's own answer, from the types. */
function answerFields(): Map<string, string[]> {
  const folder = path.join(ROOT, "lib/hooks");
  const fields = new Map<string, string[]>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith("-events.ts"))) {
    const text = readFileSync(path.join(folder, file), "utf8");
    for (const statement of ts.createSourceFile(file, text, ts.ScriptTarget.Latest).statements) {
      if (!ts.isInterfaceDeclaration(statement) || !statement.name.text.endsWith(SUFFIX)) continue;
      const names = statement.members.flatMap(({ name }) => (name && ts.isIdentifier(name) ? name.text : []));
      fields.set(
        statement.name.text.slice(0, -SUFFIX.length),
        names.filter((name) => name !== "hookEventName"),
      );
    }
  }
  return fields;
}

describe("docs/hooks.md", () => {
  const rows = new Map(
    [...GUIDE.matchAll(/^\| `([A-Z]\w+)` +\| (.+?) +\|(.*)\|$/gm)].map(
      ([, event = "", called, answer = ""]) => [
        event,
        { called, answer: [...answer.matchAll(/`(\w+)`/g)].map(([, name]) => name) },
      ],
    ),
  );

  it("has a row for each event, and no other", () => {
    assert.deepEqual([...rows.keys()].toSorted(), [...HOOK_EVENTS].toSorted());
    assert.match(GUIDE, new RegExp(`There are ${HOOK_EVENTS.length} such points`));
  });

  it("says of each event what its hooks may answer with", () => {
    const fields = answerFields();
    assert.ok(fields.size > 20, "the types were found");
    for (const [event, { answer }] of rows)
      assert.deepEqual(answer, fields.get(event) ?? [], `the row of ${event}`);
  });
});
