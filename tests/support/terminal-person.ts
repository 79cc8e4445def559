// A person at the real Claude Code: the models behind it, the servers it delegates to, and the terminals that are open.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { locateClaude } from "../../lib/process/locate.ts";
import { type ApiTurn, type OfflineModel, startOfflineModel } from "../../lib/testing/index.ts";
import { commandOf } from "../../scripts/gate/cookie.ts";
import { builtServer } from "./built-server.ts";
import { livingProcesses, marked } from "./leaks.ts";
import { type ServerProcess, startServerProcess } from "./server.ts";
import { Terminal } from "./terminal.ts";
import { LONG_MS, until } from "./until.ts";

export const SPAWN = "mcp__agents__claude_spawn_agent";
export const RESULT = "THE ANSWER IS 42";
/** How long an agent thinks before it asks, and again after it. */
export const JOB_MS: number = Number(process.env["JOB_MS"] ?? 8_000);
/** Between keys, as a person presses them. */
const KEY_MS = 400;
const ASKS = /(\w+)-1 asks to use Write[\s\S]*Accept/;
/** Claude Code may begin with an older revision, in which there are no tasks. */
const TRIES = 4;

/** A job to delegate. */
export interface Job {
  readonly label: string;
  readonly prompt: string;
  readonly model?: string;
}

/** The person's own Claude Code: its model, and all that this has been asked, the newest last. */
export interface Outer {
  readonly model: OfflineModel;
  readonly asked: readonly string[];
}

/** The model of agents, and where they outlive their server. */
export interface Inner {
  readonly model: OfflineModel;
  readonly journal: string;
}

interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export class Desk {
  readonly #closing: (() => unknown)[] = [];

  /** Close everything, the last first; none of its processes lives after that. */
  async close(): Promise<void> {
    for (const close of this.#closing.toReversed()) await close();
    // What ran in terminals ends by itself, on a busy machine not at once.
    await until(
      () => livingProcesses().length === 0,
      () => `processes are left: ${livingProcesses().map(commandOf).join("\n")}`,
      3 * LONG_MS,
    );
  }

  /** A model that delegates all jobs at once when it is told to, and says what comes back. */
  async outer(jobs: readonly Job[]): Promise<Outer> {
    const asked: string[] = [];
    const calls = jobs.map(({ label, prompt, ...more }) => ({
      name: SPAWN,
      input: { prompt, label, ask_permissions: true, ...more },
    }));
    const model = await startOfflineModel({
      reply: (turns) => {
        const text = news(turns);
        asked.push(text);
        if (text.includes("task-notification"))
          return { text: `It reports: ${[...text.matchAll(/THE ANSWER IS \d+/g)].join(", ") || "nothing"}.` };
        if (text.includes("how are you")) return { text: "Fine, thank you." };
        if (text.includes("please delegate")) return { tools: calls };
        return { text: text.includes("tool_result") ? "I have delegated it." : "Yes?" };
      },
    });
    this.#closing.push(() => model.close());
    return { model, asked };
  }

  async inner(): Promise<Inner> {
    const model = await startOfflineModel();
    this.#closing.push(() => model.close());
    return { model, journal: path.join(model.home, "journal") };
  }

  /** Claude Code in a terminal; `more` takes up the conversation of the one before. */
  async open({ model }: Outer, server: object, ...more: string[]): Promise<Terminal> {
    const cwd = path.join(model.home, "work");
    mkdirSync(cwd, { recursive: true });
    const config = path.join(model.home, "mcp.json");
    writeFileSync(config, JSON.stringify({ mcpServers: { agents: server } }));
    const env = model.env();
    const seen = { hasTrustDialogAccepted: true, hasCompletedProjectOnboarding: true, allowedTools: [] };
    const settings = {
      hasCompletedOnboarding: true,
      theme: "dark",
      numStartups: 5,
      customApiKeyResponses: { approved: [String(env["ANTHROPIC_API_KEY"]).slice(-20)], rejected: [] },
      projects: { [cwd]: seen },
    };
    if (more.length === 0) writeFileSync(path.join(model.home, ".claude.json"), JSON.stringify(settings));
    const { path: claude } = await locateClaude();
    const opened = new Terminal(
      [claude, "--mcp-config", config, "--strict-mcp-config", "--allowedTools", SPAWN, ...more],
      marked({ ...env, TERM: "xterm-256color", LANG: "C.UTF-8", PATH: "/usr/bin:/bin" }),
      cwd,
    );
    this.#closing.push(() => opened.close());
    await opened.shows(/❯/, 3 * LONG_MS);
    return opened;
  }

  /** A server over HTTP. */
  async serve({ model, journal }: Inner, port = 0, ...more: string[]): Promise<ServerProcess> {
    const server = await startServerProcess(
      model,
      ["--journal", journal, ...more],
      ["--http", `127.0.0.1:${port}`],
    );
    this.#closing.push(() => {
      const { exitCode, signalCode } = server.child;
      return exitCode === null && signalCode === null ? server.stop() : undefined;
    });
    return server;
  }

  /**
   * A terminal in which tasks run. Claude Code takes an older revision when a server has not said within a moment that it
   * speaks this one, as on a busy machine: then there are none, and another one is opened.
   */
  async delegated(outer: Outer, server: object, footer: RegExp = /1 MCP task/): Promise<Terminal> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const screen = await this.open(outer, server);
      screen.say("please delegate this");
      await screen.shows(/I have delegated it/, 3 * LONG_MS);
      if (outer.asked.at(-1)?.includes("server-side task")) {
        await screen.shows(footer, LONG_MS);
        return screen;
      }
      screen.close();
    }
    return assert.fail(`there never was a task:\n${outer.asked.at(-1)?.slice(-2_000) ?? ""}`);
  }
}

/** How Claude Code is told of a server over HTTP. */
export function overHttp({ url, token }: ServerProcess): object {
  return { type: "http", url, headers: { Authorization: `Bearer ${token}` } };
}

/** How Claude Code is told to start a server by itself. */
export async function overStdio({ model }: Inner, ...more: string[]): Promise<Command> {
  const args = [await builtServer(), "serve", "--stdio", "--root", model.home, ...more];
  return { command: process.execPath, args, env: marked(model.env()) };
}

/** The processes of servers that Claude Code has started for these agents. */
export function serversOf({ model }: Inner): number[] {
  return livingProcesses().filter((pid) => commandOf(pid).includes(`serve --stdio --root ${model.home}`));
}

/** A job of two steps: it thinks, asks whether it may write a note, thinks again, and has a result. */
export function asking({ model }: Inner, label: string = "Ada", result: string = RESULT): Job {
  const input = { file_path: path.join(model.home, `note-of-${label}.txt`), content: "a note" };
  const steps = [
    { delay_ms: JOB_MS, text: "I write a note.", tool: "Write", input },
    { delay_ms: JOB_MS, text: result },
  ];
  return { label, prompt: `[[mock: ${JSON.stringify(steps)} ]]` };
}

/** A job that asks nothing. */
export function quiet(label: string, result: string): Job {
  return { label, prompt: `[[mock: ${JSON.stringify([{ delay_ms: JOB_MS, text: result }])} ]]` };
}

/** Accept the form of an agent. @param seen Called when it is there. */
export async function accept(screen: Terminal, label: string = "Ada", seen?: () => void): Promise<void> {
  await screen.shows(new RegExp(`${label}-1 asks to use Write[\\s\\S]*Accept`), 4 * LONG_MS);
  seen?.();
  await acceptAny(screen);
}

/** Accept the form that is there, or comes. @returns Whose it was. */
export async function acceptAny(screen: Terminal): Promise<string> {
  await screen.shows(ASKS, 4 * LONG_MS);
  const label = askerOn(screen);
  // Enter goes from the reason to Accept, and takes it; a form that has just come takes no keys yet.
  await until(
    async () => {
      screen.press("Enter");
      await sleep(KEY_MS);
      return askerOn(screen) !== label;
    },
    () => `Accept cannot be chosen:\n${screen.screen()}`,
  );
  return label ?? assert.fail(`nobody asks:\n${screen.screen()}`);
}

function askerOn(screen: Terminal): string | undefined {
  return ASKS.exec(screen.screen())?.[1];
}

function textOf({ content }: ApiTurn): string {
  return typeof content === "string" ? content : JSON.stringify(content);
}

/** What has come since the model last spoke. */
function news(turns: readonly ApiTurn[]): string {
  const from = turns.findLastIndex(({ role }) => role === "assistant");
  return turns
    .slice(from + 1)
    .map(textOf)
    .join("\n");
}
