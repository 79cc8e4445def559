import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import * as library from "../../lib/index.ts";

const ROOT = path.join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

describe("docs/messages.md", () => {
  it("has a row for each kind of message that has a guard, with that guard", () => {
    const defined = new Map(
      [
        ...read("lib/wire/guards.ts").matchAll(
          /export const (is\w+)[^=]*=\s*guard\(\s*"(\w+)"(?:,\s*"(\w+)")?/g,
        ),
      ].map(([, name = "", type = "", subtype]) => [name, subtype ?? type]),
    );
    const exported = Object.keys(library).filter((name) => /^is\w+(?:Message|Event)$/.test(name));
    assert.deepEqual([...defined.keys(), "isKnownMessage"].toSorted(), exported.toSorted());
    const rows = new Map(
      [...read("docs/messages.md").matchAll(/^\| `(\w+)` +\|.*\| `(is\w+)` +\|$/gm)].map(
        ([, kind = "", name = ""]) => [name, kind],
      ),
    );
    assert.deepEqual(new Map([...rows].toSorted()), new Map([...defined].toSorted()));
  });
});

describe("docs/subagents.md", () => {
  it("has each field of an agent's definition", () => {
    const fields = [
      ...(
        /interface AgentDefinition \{([\s\S]*?)\n\}/.exec(read("lib/options/agents.ts"))?.[1] ?? ""
      ).matchAll(/^ {2}(\w+)\??:/gm),
    ];
    const first = [...read("docs/subagents.md").matchAll(/^\| (`.+?`) +\|/gm)].map(([, cell = ""]) => cell);
    const cells = [...first.join().matchAll(/`(\w+)`/g)];
    const names = (found: RegExpMatchArray[]): string[] => found.map(([, name = ""]) => name).toSorted();
    assert.deepEqual(names(cells), names(fields));
  });
});
