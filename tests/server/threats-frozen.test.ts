// A20: the server works where nobody can change what all objects have, so nothing of it does.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import { marked } from "../support/leaks.ts";
import { scriptCommand } from "../support/server.ts";

const HOST = path.join(import.meta.dirname, "../support/frozen-host.ts");

describe("A program with frozen prototypes", { timeout: 60_000 }, () => {
  it("A20: starts a server, whose agents are spawned, answer, and are listed", async () => {
    const [file, ...args] = scriptCommand(HOST);
    const env = marked(process.env as Record<string, string>);
    const { stdout } = await promisify(execFile)(file, args, { env });
    assert.match(stdout, /"last_result":.*frozen words[\s\S]*"agents":\[\{[\s\S]*Unknown tool/);
  });
});
