import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import * as library from "../../lib/index.ts";

const ROOT = path.join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");
const GUIDE = read("docs/sessions.md");

describe("docs/sessions.md", () => {
  it("has each field of what a list shows, and no other", () => {
    const type = /type SDKSessionInfo = \{([\s\S]*?)\n\};/.exec(read("lib/transcripts/info.ts"))?.[1] ?? "";
    const fields = [...type.matchAll(/^ {2}(\w+)\??:/gm)].map(([, name = ""]) => name);
    const section = /## List\n([\s\S]*?)\n## /.exec(GUIDE)?.[1] ?? "";
    const cells = [...section.matchAll(/^\| (`.+?`) +\|/gm)].map(([, cell = ""]) => cell);
    const named = [...cells.join().matchAll(/`(\w+)`/g)].map(([, name = ""]) => name);
    assert.deepEqual(named.toSorted(), fields.filter((name) => name !== "sessionId").toSorted());
  });

  it("names each function on kept sessions", () => {
    const pattern = /^[a-z]\w+Sessions?$|^[a-z]\w+(?<!Message)Messages$|^listSubagents$/;
    const exported = Object.keys(library).filter((name) => pattern.test(name));
    assert.ok(exported.length > 10, "the functions were found");
    for (const name of exported) assert.ok(GUIDE.includes(name), name);
  });
});
