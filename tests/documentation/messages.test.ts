import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import * as library from "../../lib/index.ts";

const ROOT = path.join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

describe("docs/messages.md", () => {
  it("has a row for each guard of a kind of message, and no other", () => {
    const exported = Object.keys(library).filter((name) => /^is(?!Known)\w+(?:Message|Event)$/.test(name));
    const rows = [...read("docs/messages.md").matchAll(/^\| `\w+` +\|.*\| `(is\w+)` +\|$/gm)];
    assert.deepEqual(rows.map(([, name]) => name).toSorted(), exported.toSorted());
  });
});

describe("docs/subagents.md", () => {
  it("has each field of an agent's definition", () => {
    const fields = [
      ...(
        /interface AgentDefinition \{([\s\S]*?)\n\}/.exec(read("lib/generated/agents.ts"))?.[1] ?? ""
      ).matchAll(/^ {2}(\w+)\??:/gm),
    ];
    const first = [...read("docs/subagents.md").matchAll(/^\| (`.+?`) +\|/gm)].map(([, cell = ""]) => cell);
    const cells = [...first.join().matchAll(/`(\w+)`/g)];
    const names = (found: RegExpMatchArray[]): string[] => found.map(([, name = ""]) => name).toSorted();
    assert.deepEqual(names(cells), names(fields));
  });
});
