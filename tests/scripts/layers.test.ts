import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { breaches } from "../../scripts/gate/layers.ts";

const file = (name: string, ...lines: string[]): { name: string; text: string } => ({
  name,
  text: ["// An idea.", ...lines].join("\n"),
});

describe("breaches()", () => {
  it("breaches() finds each way of breaking the rules, says where, and how to mend it", () => {
    const table: [string, string, RegExp][] = [
      [
        "lib/wire/a.ts",
        'import { x } from "../session/session.ts";',
        /lib\/wire\/a\.ts:2 imports lib\/session\/session\.ts.*move one/,
      ],
      ["lib/session/a.ts", 'import fs from "node:fs";', /imports node:fs.*behind lib\/process/],
      [
        "lib/query.ts",
        'import { Server } from "@modelcontextprotocol/sdk/server/index.js";',
        /imports the MCP SDK/,
      ],
      [
        "server/a.ts",
        'import { Session } from "../lib/session/session.ts";',
        /server may import lib\/index\.ts/,
      ],
      ["lib/index.ts", 'export { x } from "../server/index.ts";', /imports server\/index\.ts/],
      ["lib/session/a.ts", 'import { is } from "../generated/checks.ts";', /only lib\/wire\/decode\.ts/],
      ["lib/wire/a.ts", 'import typia from "typia";', /imports typia/],
      ["lib/session/utils.ts", "", /says nothing/],
      ["lib/session/index.ts", "", /folder barrel/],
      ["spec/tools/a.ts", 'import { x } from "../../server/main.ts";', /imports server\/main\.ts/],
    ];
    for (const [name, line, expected] of table)
      assert.match(breaches([file(name, line)]).join("\n"), expected, name);
    assert.match(
      breaches([{ name: "lib/wire/a.ts", text: "export {};" }]).join(),
      /does not begin with a comment/,
    );
  });

  it("breaches() finds cycles, but not those of types only", () => {
    const a = file("lib/wire/a.ts", 'import { b } from "./b.ts";');
    assert.match(
      breaches([a, file("lib/wire/b.ts", 'import { a } from "./a.ts";')]).join(),
      /a\.ts -> lib\/wire\/b\.ts -> lib\/wire\/a\.ts is a cycle/,
    );
    assert.deepEqual(breaches([a, file("lib/wire/b.ts", 'import type { A } from "./a.ts";')]), []);
  });
});
