// What a Node that we support cannot read stands in no file that it runs.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { ROOT } from "../../scripts/gate/command.ts";

/** Files that are run from their sources; Node 22 takes their types away, and nothing else. */
function sources(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.includes("node_modules"))
    .map((name) => path.join(folder, name));
}

describe("The sources", () => {
  it("have no `await using`, which Node 22 cannot read", () => {
    const found = ["lib", "server", "spec", "tests"]
      .flatMap((folder) => sources(folder))
      .filter((file) => /^\s*await using /m.test(readFileSync(path.join(ROOT, file), "utf8")));
    assert.deepEqual(found, []);
  });
});
