// The real Claude Code in a terminal delegates to this server: what the person sees, and what the model is asked.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { locateClaude } from "../../lib/process/locate.ts";
import { type ApiTurn, type OfflineModel, startOfflineModel } from "../../lib/testing/index.ts";
import { builtServer } from "../support/built-server.ts";
import { livingProcesses, marked } from "../support/leaks.ts";
import { type ServerProcess, startServerProcess } from "../support/server.ts";
import { hasTerminals, Terminal } from "../support/terminal.ts";
import { LONG_MS, until } from "../support/until.ts";

const GUIDE = path.join(import.meta.dirname, "../../docs/server.md");
const SPAWN = "mcp__agents__claude_spawn_agent";
const RESULT = "THE ANSWER IS 42";
/** Between keys, as a person presses them. */
const KEY_MS = 400;
const JOB_MS = Number(process.env["JOB_MS"] ?? 8_000);

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

/** What is on the screen, for the guide: with RECORD_SCREENS it is written there. */
function record(name: string, terminal: Terminal): void {
  if (process.env["RECORD_SCREENS"] === undefined) return;
  const lines = terminal.screen().split("\n");
  const shown = lines
    .slice(lines.findIndex((line) => line.startsWith("❯ please")))
    .map((line) => line.trimEnd());
  const text = shown
    .join("\n")
    .trim()
    .replaceAll(/\n{3,}/g, "\n\n")
    .replaceAll(/\/tmp\/offline-claude-\w+/g, "/home/you/project");
  const guide = readFileSync(GUIDE, "utf8");
  const mark = `<!-- recorded: ${name} -->`;
  const block = new RegExp(`${mark}\n(?:\n\`\`\`text\n[\\s\\S]*?\n\`\`\`\n)?`);
  writeFileSync(
    GUIDE,
    guide.replace(block, () => `${mark}\n\n\`\`\`text\n${text}\n\`\`\`\n`),
  );
}

describe("Claude Code in a terminal", {
  timeout: 40 * LONG_MS,
  skip: hasTerminals() ? false : "needs tmux",
}, () => {
  const closing: (() => unknown)[] = [];
  after(async () => {
    for (const close of closing.toReversed()) await close();
    // What ran in terminals ends by itself, on a busy machine not at once.
    await until(
      () => livingProcesses().length === 0,
      () => `processes are left: ${livingProcesses().join(", ")}`,
    );
  });

  /** The model of the person's Claude Code: it delegates when it is told to, and says what comes back. */
  async function person(job: () => string): Promise<{ model: OfflineModel; asked: string[] }> {
    const asked: string[] = [];
    const model = await startOfflineModel({
      reply: (turns) => {
        const text = news(turns);
        asked.push(text);
        const result = /THE ANSWER IS \d+/.exec(text)?.[0];
        if (text.includes("task-notification")) return { text: `It reports: ${result ?? "nothing"}.` };
        if (text.includes("how are you")) return { text: "Fine, thank you." };
        if (text.includes("please delegate"))
          return { tool: SPAWN, input: { prompt: job(), ask_permissions: true, label: "Ada" } };
        return { text: text.includes("tool_result") ? "I have delegated it." : "Yes?" };
      },
    });
    closing.push(() => model.close());
    return { model, asked };
  }

  async function agents(): Promise<{ model: OfflineModel; job: string; journal: string }> {
    const model = await startOfflineModel();
    closing.push(() => model.close());
    const file = path.join(model.home, "note.txt");
    const steps = [
      {
        delay_ms: JOB_MS,
        text: "I write a note.",
        tool: "Write",
        input: { file_path: file, content: "a note" },
      },
      { delay_ms: JOB_MS, text: RESULT },
    ];
    return { model, job: `[[mock: ${JSON.stringify(steps)} ]]`, journal: path.join(model.home, "journal") };
  }

  async function terminal(model: OfflineModel, server: object, ...more: string[]): Promise<Terminal> {
    const cwd = path.join(model.home, "work");
    mkdirSync(cwd, { recursive: true });
    writeFileSync(path.join(model.home, "mcp.json"), JSON.stringify({ mcpServers: { agents: server } }));
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
    const mcp = ["--mcp-config", path.join(model.home, "mcp.json"), "--strict-mcp-config"];
    const opened = new Terminal(
      [claude, ...mcp, "--allowedTools", SPAWN, ...more],
      marked({ ...env, TERM: "xterm-256color", LANG: "C.UTF-8", PATH: "/usr/bin:/bin" }),
      cwd,
    );
    closing.push(() => opened.close());
    await opened.shows(/❯/, 3 * LONG_MS);
    return opened;
  }

  const overHttp = ({ url, token }: ServerProcess): object => ({
    type: "http",
    url,
    headers: { Authorization: `Bearer ${token}` },
  });

  async function serve(model: OfflineModel, journal: string, port = 0): Promise<ServerProcess> {
    const server = await startServerProcess(model, ["--journal", journal], ["--http", `127.0.0.1:${port}`]);
    closing.push(() => {
      if (server.child.exitCode === null && server.child.signalCode === null) return server.stop();
      return undefined;
    });
    return server;
  }

  /**
   * A terminal in which a task runs. Claude Code takes an older revision when a server has not said within a moment that it
   * speaks this one, as on a busy machine: then there is none, and another one is opened.
   */
  async function delegated(model: OfflineModel, server: object, asked: readonly string[]): Promise<Terminal> {
    for (let tries = 0; tries < 4; tries += 1) {
      const screen = await terminal(model, server);
      screen.say("please delegate this");
      await screen.shows(/I have delegated it/, 3 * LONG_MS);
      if (asked.some((text) => text.includes("server-side task"))) {
        await screen.shows(/1 MCP task/, LONG_MS);
        return screen;
      }
      screen.close();
      closing.pop();
    }
    return assert.fail(`there never was a task:\n${asked.at(-1)?.slice(-2_000) ?? ""}`);
  }

  async function accept(screen: Terminal): Promise<void> {
    await screen.shows(/Ada-1 asks to use Write[\s\S]*note\.txt[\s\S]*Accept/, 3 * LONG_MS);
    record("asks", screen);
    // Enter goes from the reason to Accept, and takes it; a form that has just come takes no keys yet.
    await until(
      async () => {
        screen.press("Enter");
        await sleep(KEY_MS);
        return !/requests your input/.test(screen.screen());
      },
      () => `Accept cannot be chosen:\n${screen.screen()}`,
    );
  }

  for (const transport of ["http", "stdio"] as const)
    it(`over ${transport}: goes on talking, answers the agent's form, and hears of the result in a new turn`, async () => {
      const { model, job, journal } = await agents();
      const { model: outer, asked } = await person(() => job);
      const command = process.execPath;
      const server =
        transport === "http"
          ? overHttp(await serve(model, journal))
          : {
              command,
              args: [await builtServer(), "serve", "--stdio", "--root", model.home],
              env: marked(model.env()),
            };
      const screen = await delegated(outer, server, asked);
      record("delegated", screen);
      screen.say("how are you");
      await screen.shows(/Fine, thank you/, LONG_MS);
      const before = asked.length;
      await accept(screen);
      await screen.shows(new RegExp(`It reports: ${RESULT}`), 3 * LONG_MS);
      record("reports", screen);
      assert.equal(asked.length, before + 1, "the model was asked while it waited");
    });

  it("TaskStop ends it: the agent stops, and the server says that it was cancelled", async () => {
    const { model, job, journal } = await agents();
    const { model: outer } = await person(() => job);
    const server = await serve(model, journal);
    const screen = await terminal(outer, overHttp(server));
    screen.say("please delegate this");
    await screen.shows(/1 MCP task/, 3 * LONG_MS);
    screen.press("Down");
    screen.press("Enter");
    await screen.shows(/x to stop/, LONG_MS);
    screen.press("x");
    const client = await server.client();
    closing.push(() => client.close());
    const stateNow = async (): Promise<string> => {
      const { structuredContent } = await client.callTool({ name: "claude_list_agents", arguments: {} });
      return JSON.stringify(structuredContent);
    };
    await until(async () => (await stateNow()).includes('"state":"idle"'), await stateNow());
  });

  it("the server is killed in the middle: the form and the result come all the same", async () => {
    const { model, job, journal } = await agents();
    const { model: outer } = await person(() => job);
    const first = await serve(model, journal);
    const screen = await terminal(outer, overHttp(first));
    screen.say("please delegate this");
    await screen.shows(/1 MCP task/, 3 * LONG_MS);
    await first.stop("SIGKILL");
    await serve(model, journal, Number(new URL(first.url).port));
    await accept(screen);
    await screen.shows(new RegExp(`It reports: ${RESULT}`), 5 * LONG_MS);
  });

  it("the terminal is closed, and the conversation taken up: the task is still there", async () => {
    const { model, job, journal } = await agents();
    const { model: outer } = await person(() => job);
    const server = overHttp(await serve(model, journal));
    const first = await terminal(outer, server);
    first.say("please delegate this");
    await first.shows(/I have delegated it[\s\S]*1 MCP task/, 3 * LONG_MS);
    first.close();
    closing.pop();
    const screen = await terminal(outer, server, "--continue");
    await accept(screen);
    await screen.shows(new RegExp(`It reports: ${RESULT}`), 5 * LONG_MS);
  });
});
