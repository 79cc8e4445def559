import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { ClaudeSDKClient } from "../../lib/index.ts";

const GUIDE = readFileSync(path.join(import.meta.dirname, "../../docs/client.md"), "utf8");

/** On the prototype as well, but for the library alone; the compiler refuses a name here that is public. */
const PROTECTED: ReadonlySet<string> = new Set([
  "opened",
  "isOpen",
  "failure",
  "listened",
] as const satisfies readonly Hidden[]);
type Hidden = Exclude<"opened" | "isOpen" | "failure" | "listened", keyof ClaudeSDKClient>;

describe("docs/client.md", () => {
  it("lists every control method of a client, and none that is not there", () => {
    const section = /## Control methods\n([\s\S]*?)\n## /.exec(GUIDE)?.[1] ?? "";
    const listed = [...section.matchAll(/^\| (`.+?`) +\|/gm)].flatMap(([, cell = ""]) =>
      [...cell.matchAll(/`(\w+)\(/g)].map(([, name = ""]) => name),
    );
    const elsewhere =
      /^(?:constructor|sessionId|activity|connect|sendMessage|query|messages|receiveResponse|nextMessage|result|close)$/;
    const methods = Object.getOwnPropertyNames(ClaudeSDKClient.prototype).filter(
      (name) => !elsewhere.test(name) && !PROTECTED.has(name),
    );
    assert.deepEqual(listed.toSorted(), methods.toSorted());
  });
});
