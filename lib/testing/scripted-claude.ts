// A real process that stands in for Claude Code and plays a script: for faults that the real one cannot be made to show.
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { CLI_VERSION } from "../generated/versions.ts";
import { assistantFrame, initFrame, resultFrame, type ScriptedFrame } from "./frames.ts";

/** One step of a scripted conversation: wait for a line, print one, exit, fail in some way. */
export type ScriptedStep =
  /** Write lines. */
  | { emit: ScriptedFrame | ScriptedFrame[] }
  /** Write a text as it is ... */
  | { raw: string }
  /** ... or bytes. */
  | { base64: string }
  /** Write bytes (base64) one piece after the other, `every` so many milliseconds. */
  | { chunks: string[]; every?: number }
  /** Write a line of so many bytes, or leave it without an end. */
  | { fill: { bytes: number; newline?: boolean } }
  /** Wait for a line that has at least these fields; `$saved.NAME.field` then stands for what it held. */
  | { expect: ScriptedFrame; saveAs?: string }
  /** Milliseconds. */
  | { wait: number }
  | { stderr: string; times?: number }
  | { exit: number }
  /** End by a signal. */
  | { signal: string }
  /** Live on when these signals come. */
  | { ignore: string[] }
  | { stopReading: true }
  /** `closeInput` and `closeOutput` need Node: under Deno and Bun they work only if `node` is on the PATH. */
  | { closeInput: true }
  | { closeOutput: true }
  /** Start a process that ignores SIGTERM; detached, it is in a session of its own. */
  | { spawn: true | { detached?: boolean; command?: string } }
  | { repeat: number; steps: ScriptedStep[] }
  /** Do nothing for ever, whatever happens to stdin. */
  | { hang: true };

/** What a scripted claude does; without `steps` it answers every prompt with the prompt's own text. */
export interface ScriptedConversation {
  steps?: ScriptedStep[];
  /** Control requests that get no answer, such as `initialize`. All others are answered with success. */
  silent?: string[];
  /** Control requests that are answered with an error of this text. */
  refuse?: Record<string, string>;
  /** Control requests that are answered with this. */
  answer?: Record<string, unknown>;
  /** Control requests that the steps see and answer, `initialize` too. */
  scripted?: string[];
  /** What `--version` prints. Default: that of the Claude Code which this library is tested with. */
  version?: string;
  /** Default: 0. */
  exitCode?: number;
}

/** How a scripted claude was started: its pid, arguments, directory and environment. */
export interface ScriptedRun {
  readonly pid: number;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Make an executable that plays a conversation. Give its `path` as `pathToClaudeCodeExecutable`.
 *
 * @example A CLI that dies in the middle of a turn
 * ```ts
 * import { query } from "kodegen-claude-agent";
 * import { createScriptedClaude, initFrame } from "kodegen-claude-agent/testing";
 *
 * await using claude = await createScriptedClaude({
 *   steps: [{ expect: { type: "user" } }, { emit: initFrame() }, { signal: "SIGKILL" }],
 * });
 * await query("hello", { pathToClaudeCodeExecutable: claude.path }).result().catch((error) => console.log(error.code));
 * ```
 */
export async function createScriptedClaude(conversation: ScriptedConversation = {}): Promise<ScriptedClaude> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "scripted-claude-"));
  const frames = { init: initFrame(), assistant: assistantFrame("$text"), result: resultFrame("$text") };
  const version = `${CLI_VERSION} (Claude Code)`;
  const script = { version, cliVersion: CLI_VERSION, ...conversation, frames };
  await writeFile(path.join(folder, "conversation.json"), JSON.stringify(script));
  const player = fileURLToPath(new URL("./player.mjs", import.meta.url));
  const command = [...runtime(), player, folder]
    .map((word) => `'${word.replaceAll("'", "'\\''")}'`)
    .join(" ");
  const executable = path.join(folder, "claude");
  await writeFile(executable, `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 });
  return new ScriptedClaude(folder, executable);
}

/** The command that plays: Node where there is one, because the others cannot close their standard output. */
function runtime(): string[] {
  const { deno, bun } = process.versions as Record<string, string | undefined>;
  if (deno === undefined && bun === undefined) return [process.execPath];
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  const node = folders.map((folder) => path.join(folder, "node")).find((file) => existsSync(file));
  if (node !== undefined) return [node];
  return deno === undefined ? [process.execPath] : [process.execPath, "run", "--allow-all", "--no-config"];
}

/** An executable that plays a conversation; `path` is where. Close it, or use `await using`, to remove it. */
export class ScriptedClaude {
  readonly path: string;
  readonly #folder: string;

  constructor(folder: string, executable: string) {
    this.#folder = folder;
    this.path = executable;
  }

  /** Every start so far, oldest first. */
  runs(): Promise<ScriptedRun[]> {
    return this.#lines<ScriptedRun>("runs.jsonl");
  }

  /** Every line that came in on stdin. */
  stdin(): Promise<ScriptedFrame[]> {
    return this.#lines<ScriptedFrame>("stdin.jsonl");
  }

  /** Processes that `spawn` steps have started. */
  children(): Promise<number[]> {
    return this.#lines<number>("children.txt");
  }

  /** Remove the executable. It ends no process: that is the host's part. */
  close(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #lines<T>(name: string): Promise<T[]> {
    const text = await readFile(path.join(this.#folder, name), "utf8").catch(() => "");
    const lines = text.split("\n").filter((line) => line !== "");
    return lines.map((line) => JSON.parse(line) as T);
  }
}
