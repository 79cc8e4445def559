// `demo`: the whole product in half a minute: a server, a real MCP client, and three agents on the real CLI.
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { AgentManager } from "../../lib/index.ts";
import { startOfflineModel } from "../../lib/testing/index.ts";
import { readArguments, UsageError } from "../config/arguments.ts";
import { counted } from "../count.ts";
import type { ListOutput, SendOutput, SpawnOutput } from "../generated/tool-types.ts";
import { type RunningServer, startServer } from "../serve.ts";
import { demoReply, FOLLOW_UP, TASKS } from "./demo-model.ts";
import { LiveLines, table } from "./demo-screen.ts";
import { Client, StreamableHTTPClientTransport } from "./sdk-client.ts";

const CREDENTIALS = ["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "CLAUDE_CODE_OAUTH_TOKEN"];
/** The real model takes its time; the offline one is done in seconds. */
const TURN_MS = 180_000;

export async function runDemo(args: readonly string[]): Promise<number> {
  const { live, offline, claude } = readArguments(args, { live: "flag", offline: "flag", claude: "text" });
  if (live && offline) throw new UsageError("--live and --offline exclude each other");
  const model = chooseModel(live, offline) ? await startOfflineModel({ reply: demoReply }) : undefined;
  const manager = new AgentManager();
  const work = await makeWork();
  const token = randomBytes(32).toString("base64url");
  let server: RunningServer | undefined;
  const begun = performance.now();
  try {
    server = await startServer({
      http: "127.0.0.1:0",
      token,
      manager,
      roots: [work],
      // One of the three lists a folder.
      allowTools: ["Bash"],
      claude,
      agentEnv: model?.env(),
    });
    const client = await connect(server);
    const left = await show(client, manager);
    await client.close();
    console.log(`\nDone in ${seconds(performance.now() - begun)}. Processes left: ${left}.`);
    return left === 0 ? 0 : 1;
  } finally {
    await manager.shutdown();
    await server?.close();
    await model?.close();
    await rm(work, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @returns True for the offline model. */
function chooseModel(live: boolean, offline: boolean): boolean {
  const found = CREDENTIALS.find((name) => (process.env[name] ?? "") !== "");
  if (offline || (!live && found === undefined)) {
    console.log("Model     offline: needs no key, costs nothing, and nothing leaves this machine");
    return true;
  }
  console.log(
    `Model     the REAL one${found === undefined ? "" : `, because ${found} is set`}: this costs money (--offline does not)`,
  );
  return false;
}

async function makeWork(): Promise<string> {
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), "claude-demo-")));
  const notes = path.join(folder, "notes");
  await mkdir(notes);
  for (const name of ["birds.txt", "harbour.txt", "tides.txt"])
    await writeFile(path.join(notes, name), `${name}\n`);
  return folder;
}

async function connect({ url, token }: RunningServer): Promise<Client> {
  const client = new Client({ name: "kodegen-claude-agent-demo", version: "1.0.0" });
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(
    new StreamableHTTPClientTransport(new URL(url), { requestInit }) as Parameters<Client["connect"]>[0],
  );
  const { tools } = await client.listTools();
  console.log(`Server    ${url}, ${tools.length} tools, connected by a real MCP client\n`);
  return client;
}

async function show(client: Client, manager: AgentManager): Promise<number> {
  const ids = await spawnThree(client);
  const keeper = ids.at(-1) ?? "";
  const page = await call<{ total_messages: number }>(client, "claude_read_agent_output", {
    session_id: keeper,
    offset: -5,
  });
  console.log(`\nRead      ${TASKS[2].label} has said ${counted(page.total_messages, "message")} so far`);
  console.log(`Ask       ${TASKS[2].label}: ${FOLLOW_UP}`);
  const sent = await call<SendOutput>(client, "claude_send_agent_prompt", {
    session_id: keeper,
    prompt: FOLLOW_UP,
    await_completion_ms: TURN_MS,
  });
  console.log(`Answer    ${sent.agent.last_result?.text ?? "none"}\n`);
  const pids = manager.listSessions().agents.flatMap(({ pid }) => pid ?? []);
  for (const session_id of ids) await call(client, "claude_terminate_agent_session", { session_id });
  const { agents } = await call<ListOutput>(client, "claude_list_agents", {});
  const rows = agents.map((agent) => [
    agent.label,
    `${agent.state} (${agent.ended_reason ?? ""})`,
    String(agent.turn_count),
    `$${agent.total_cost_usd.toFixed(4)}`,
    seconds(agent.runtime_ms),
  ]);
  console.log(table(["agent", "state", "turns", "cost", "time"], rows.toReversed()));
  return pids.filter(isAlive).length;
}

async function spawnThree(client: Client): Promise<string[]> {
  const lines = new LiveLines();
  lines.start();
  try {
    return await Promise.all(TASKS.map((task) => spawn(client, task, lines)));
  } finally {
    lines.stop();
  }
}

async function spawn(
  client: Client,
  { label, prompt, tools }: (typeof TASKS)[number],
  lines: LiveLines,
): Promise<string> {
  const args = { label, prompt, allowed_tools: [...tools], await_completion_ms: TURN_MS };
  const spawned = await call<SpawnOutput>(client, "claude_spawn_agent", args, (message) =>
    lines.set(label, message),
  );
  const [agent] = spawned.agents;
  lines.set(label, `${label}: ${agent?.last_result?.text.replaceAll("\n", " ") ?? agent?.state ?? "gone"}`);
  return spawned.session_ids[0] ?? "";
}

async function call<T extends object>(
  client: Client,
  name: string,
  args: Record<string, unknown>,
  onProgress?: (message: string) => void,
): Promise<T> {
  const onprogress =
    onProgress && ((progress: { message?: string | undefined }): void => onProgress(progress.message ?? ""));
  const result = await client.callTool({ name, arguments: args }, undefined, {
    timeout: TURN_MS + 10_000,
    ...(onprogress && { onprogress }),
  });
  if (result.isError === true)
    throw new Error((result.content as { text: string }[])[0]?.text ?? `${name} failed`);
  return result.structuredContent as T;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // ESRCH: there is no such process any more.
    return false;
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
