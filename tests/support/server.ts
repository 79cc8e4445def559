// Runs the server's executable as users do, and connects real MCP clients to it.
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import process from "node:process";
// @ts-types="@modelcontextprotocol/sdk/client/index"
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="@modelcontextprotocol/sdk/client/stdio"
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
// @ts-types="@modelcontextprotocol/sdk/client/streamableHttp"
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { OfflineModel } from "../../lib/testing/index.ts";
import { marked } from "./leaks.ts";

/** The executable's source. */
export const MAIN: string = path.join(import.meta.dirname, "../../server/main.ts");

/** The command that runs a TypeScript file on this runtime. */
export function scriptCommand(file: string): [string, ...string[]] {
  const versions = process.versions as Record<string, string | undefined>;
  if (versions["deno"] !== undefined) return [process.execPath, "run", "--allow-all", file];
  const needsLoader = versions["bun"] === undefined && Number(versions["node"]?.split(".")[0]) < 22;
  return [process.execPath, ...(needsLoader ? ["--import", import.meta.resolve("tsx")] : []), file];
}

/** The command that runs the executable from its sources. */
export function mainCommand(): [string, ...string[]] {
  return scriptCommand(MAIN);
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Longer than any command takes; what it has printed by then says more than a test that ran out of time. */
const RUN_MS = 150_000;

/** Run a command of the executable to its end. */
export function runMain(args: readonly string[], env: Record<string, string>, cwd: string): Promise<Ended> {
  const [file, ...rest] = mainCommand();
  const child = spawn(file, [...rest, ...args], {
    env: marked(env),
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: RUN_MS,
  });
  return ended(child);
}

function ended(child: ChildProcess): Promise<Ended> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (text) => (stdout += String(text)));
  child.stderr?.on("data", (text) => (stderr += String(text)));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, stdout, stderr })));
}

export interface ServerProcess {
  readonly child: ChildProcess;
  readonly url: string;
  readonly token: string;
  readonly ended: Promise<Ended>;
  client(name?: string): Promise<Client>;
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}

const TOKEN = "test-token-test-token-test-token-0123456789";

/** Start `serve` over HTTP, on a free port unless told otherwise. */
export async function startServerProcess(
  model: Pick<OfflineModel, "env" | "home">,
  args: readonly string[] = [],
  where: readonly string[] = ["--http", "127.0.0.1:0"],
  [file, ...rest]: readonly [string, ...string[]] = mainCommand(),
): Promise<ServerProcess> {
  const env = marked({ ...model.env(), KODEGEN_CLAUDE_AGENT_TOKEN: TOKEN });
  const roots = args.includes("--root") ? [] : ["--root", model.home];
  const command = [...rest, "serve", ...where, ...roots, ...args];
  const child = spawn(file, command, { env, cwd: model.home, stdio: ["ignore", "pipe", "pipe"] });
  const end = ended(child);
  const url = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.stderr?.on("data", (piece) => {
      text += String(piece);
      const found = /Serving\s+(\S+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    void end.then(({ stderr }) => reject(new Error(stderr)));
  });
  return {
    child,
    url,
    token: TOKEN,
    ended: end,
    client: (name) => httpClient(url, TOKEN, name),
    stop: (signal = "SIGTERM") => {
      // Deno reports whatever child.kill() was given as the end of the process, also when it exited with a code.
      if (child.pid !== undefined) process.kill(child.pid, signal);
      return end;
    },
  };
}

export async function httpClient(url: string, token: string, name = "test"): Promise<Client> {
  const client = new Client({ name, version: "1.0.0" });
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(
    new StreamableHTTPClientTransport(new URL(url), { requestInit }) as Parameters<Client["connect"]>[0],
  );
  return client;
}

export async function stdioClient(model: OfflineModel, more: readonly string[] = []): Promise<Client> {
  const client = new Client({ name: "test", version: "1.0.0" });
  const [command, ...args] = mainCommand();
  await client.connect(
    new StdioClientTransport({
      command,
      args: [...args, "serve", "--stdio", ...more],
      env: marked(model.env()),
      cwd: model.home,
    }),
  );
  return client;
}
