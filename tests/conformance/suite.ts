// Runs one of the protocol's own suites for servers against a server of ours: it shows no token, so it comes through a door.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { runtimes } from "../../scripts/gate/runtimes.ts";
import { type ServerOptions, startServer } from "../../server/index.ts";
import { marked } from "../support/leaks.ts";
import { type Door, openDoor } from "./with-token.ts";

const TOKEN = "0123456789abcdef0123456789abcdef";

export interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

export class Suite {
  readonly #file: string;

  /** @param folder Where it is installed. */
  constructor(folder: string) {
    this.#file = path.join(folder, "node_modules/@modelcontextprotocol/conformance/dist/index.js");
  }

  /** Let it ask a server. */
  async judge(
    options: ServerOptions,
    args: readonly string[],
    open: typeof openDoor = openDoor,
  ): Promise<Outcome> {
    const folder = await mkdtemp(path.join(os.tmpdir(), "kodegen-conformance-"));
    let url = new URL("http://127.0.0.1");
    const door: Door = await open(TOKEN, () => url);
    const server = await startServer({
      http: "127.0.0.1:0",
      token: TOKEN,
      roots: [folder],
      allowedHosts: [door.host],
      allowedOrigins: [`http://${door.host}`],
      ...options,
    });
    url = new URL(server.url);
    try {
      return await this.#run(door.host, args, folder);
    } finally {
      await door.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    }
  }

  #run(host: string, args: readonly string[], cwd: string): Promise<Outcome> {
    const command = [this.#file, "server", "--url", `http://${host}/mcp`, ...args];
    const env = marked({ PATH: process.env["PATH"] ?? "", HOME: cwd, NO_COLOR: "1" });
    const child = spawn(nodeForSuite(), command, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => (output += String(chunk)));
    return new Promise((resolve) => {
      child.once("close", (code) => resolve({ code, output }));
    });
  }
}

/** The suites want a Node of their own line. */
function nodeForSuite(): string {
  const found = runtimes().find(({ name }) => /^node22\b/.test(name))?.file;
  return found ?? assert.fail("There is no Node 22: npm run test:all installs one");
}
