import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { it } from "node:test";
import { HOOK_EVENTS } from "../../lib/index.ts";

const GUIDE = readFileSync(path.join(import.meta.dirname, "../../docs/hooks.md"), "utf8");

it("docs/hooks.md has a row for each event, and no other", () => {
  const rows = [...GUIDE.matchAll(/^\| `([A-Z]\w+)` +\|/gm)].map(([, event = ""]) => event);
  assert.deepEqual(rows.toSorted(), [...HOOK_EVENTS].toSorted());
});
