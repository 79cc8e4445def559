// A client over stdio that says what it is told to, message by message.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { marked } from "./leaks.ts";
import { type Abilities, requestOf, type Told } from "./modern.ts";
import { mainCommand } from "./server.ts";
import { LONG_MS, until } from "./until.ts";

export interface Answered extends Told {
  readonly result?: Record<string, unknown>;
  readonly error?: { code: number; message: string; data?: unknown };
}

/** A client of 2026-07-28 that says what it is told to. */
export class StdioClient {
  readonly child: ChildProcess;
  readonly told: Answered[] = [];
  #id = 0;

  constructor(env: Record<string, string>, cwd: string, more: readonly string[] = []) {
    const [file, ...args] = mainCommand();
    const command = [...args, "serve", "--stdio", ...more];
    this.child = spawn(file, command, { env: marked(env), cwd, stdio: ["pipe", "pipe", "ignore"] });
    let text = "";
    this.child.stdout?.on("data", (piece) => {
      text += String(piece);
      const lines = text.split("\n");
      text = lines.pop() ?? "";
      this.told.push(...lines.map((line) => JSON.parse(line) as Answered));
    });
  }

  /** @returns The id of the request. */
  say(method: string, params: Record<string, unknown>, abilities?: Abilities): number {
    this.#id += 1;
    this.child.stdin?.write(`${requestOf(this.#id, method, params, abilities)}\n`);
    return this.#id;
  }

  /** Of before, where requests say nothing of the client. */
  sayPlainly(method: string, params: object): number {
    this.#id += 1;
    this.child.stdin?.write(`${JSON.stringify({ jsonrpc: "2.0", id: this.#id, method, params })}\n`);
    return this.#id;
  }

  notify(method: string, params: object): void {
    this.child.stdin?.write(`${JSON.stringify({ jsonrpc: "2.0", method, params })}\n`);
  }

  async ask(method: string, params: Record<string, unknown>, abilities?: Abilities): Promise<Answered> {
    return this.answerTo(this.say(method, params, abilities));
  }

  async answerTo(id: number): Promise<Answered> {
    await until(() => this.told.some((each) => each.id === id), `no answer to request ${id}`, 3 * LONG_MS);
    return this.told.find((each) => each.id === id) ?? assert.fail();
  }

  /** What it was told of a task, to this subscription. */
  standings(taskId: string, subscription: number): unknown[] {
    return this.told
      .filter(({ method }) => method === "notifications/tasks")
      .map(({ params }) => params as { taskId: string; status: string; _meta: Record<string, unknown> })
      .filter(({ _meta: meta }) => meta["io.modelcontextprotocol/subscriptionId"] === subscription)
      .filter((each) => each.taskId === taskId)
      .map(({ status }) => status);
  }

  /** Close its input, as clients do that go. @returns The server's exit code. */
  async close(): Promise<number | null> {
    if (this.child.exitCode !== null) return this.child.exitCode;
    const gone = new Promise((resolve) => this.child.once("close", resolve));
    this.child.stdin?.end();
    await gone;
    return this.child.exitCode;
  }
}
