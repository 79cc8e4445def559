// `serve`: from flags to a running server, until a signal or the client ends it.
import { readFile } from "node:fs/promises";
import process from "node:process";
import type { PermissionMode } from "../lib/index.ts";
import { parseAddress } from "./address.ts";
import { readArguments, seconds, UsageError } from "./arguments.ts";
import { journalsOf } from "./journal.ts";
import { type RunningServer, type ServerOptions, startServer } from "./serve.ts";
import { ServerStartError } from "./start-error.ts";
import { defaultTokenFile } from "./token.ts";

const KINDS = {
  http: "text",
  stdio: "flag",
  "tls-cert": "text",
  "tls-key": "text",
  root: "texts",
  claude: "text",
  "token-file": "text",
  journal: "text",
  "no-journal": "flag",
  "allow-host": "texts",
  "allow-origin": "texts",
  "allow-permission-mode": "texts",
  "shutdown-timeout-secs": "text",
  "keep-alive": "text",
} as const;

const WEAKER_MODES: readonly PermissionMode[] = ["acceptEdits", "bypassPermissions", "auto"];

export async function runServe(args: readonly string[]): Promise<number> {
  const options = await toOptions(args);
  const server = await start(options);
  if (!options.stdio) announce(server, options);
  await untilEnd(server);
  return 0;
}

/** Over HTTP the agents outlive the server; over stdio each client has a server of its own, and they may run side by side. */
async function start(options: ServerOptions): Promise<RunningServer> {
  if (options.stdio || options.journal !== undefined) return startServer(options);
  let inUse: unknown;
  for (const journal of journalsOf(parseAddress(options.http))) {
    try {
      return await startServer({ ...options, journal });
    } catch (error) {
      if (!(error instanceof ServerStartError) || error.code !== "journal_in_use") throw error;
      inUse = error;
    }
  }
  throw inUse;
}

async function toOptions(args: readonly string[]): Promise<ServerOptions> {
  const values = readArguments(args, KINDS);
  const { root: roots, claude, http, stdio } = values;
  if (stdio && http !== undefined) throw new UsageError("--stdio and --http exclude each other");
  if (values["no-journal"] && values.journal !== undefined)
    throw new UsageError("--journal and --no-journal exclude each other");
  const modes = values["allow-permission-mode"].map((mode) => {
    if (WEAKER_MODES.includes(mode as PermissionMode)) return mode as PermissionMode;
    throw new UsageError(`--allow-permission-mode takes ${WEAKER_MODES.join(", ")}, not "${mode}"`);
  });
  return {
    stdio,
    http,
    claude,
    tls: await tlsFiles(values["tls-cert"], values["tls-key"]),
    tokenFile: values["token-file"],
    journal: values["no-journal"] ? false : values.journal,
    token: process.env["KODEGEN_CLAUDE_AGENT_TOKEN"],
    roots: roots.length === 0 ? undefined : [...roots],
    allowPermissionModes: modes,
    allowedHosts: [...values["allow-host"]],
    allowedOrigins: [...values["allow-origin"]],
    keepAliveMs: seconds("keep-alive", values["keep-alive"]),
    shutdownTimeoutMs: seconds("shutdown-timeout-secs", values["shutdown-timeout-secs"]),
  };
}

async function tlsFiles(
  cert: string | undefined,
  key: string | undefined,
): Promise<{ cert: string; key: string } | undefined> {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined) throw new UsageError("--tls-key needs --tls-cert");
  if (key === undefined) throw new UsageError("--tls-cert needs --tls-key");
  const read = (file: string): Promise<string> =>
    readFile(file, "utf8").catch((error: Error) => {
      throw new ServerStartError(
        "tls_invalid",
        `Cannot read "${file}": ${error.message}; give a PEM file`,
        error,
      );
    });
  return { cert: await read(cert), key: await read(key) };
}

/** Everything that a person needs to connect, and everything that is weaker than by default. */
function announce(server: RunningServer, options: ServerOptions): void {
  const kept =
    options.token === undefined ? (options.tokenFile ?? defaultTokenFile()) : "KODEGEN_CLAUDE_AGENT_TOKEN";
  console.error(`Serving   ${server.url}`);
  console.error(`Token     in ${kept}`);
  console.error(`Roots     ${server.roots.join(", ")}`);
  console.error(`Agents    ${server.journal === undefined ? "end with the server" : `in ${server.journal}`}`);
  for (const mode of options.allowPermissionModes ?? [])
    console.error(`Warning   agents may ask for permission mode ${mode}`);
  for (const origin of options.allowedOrigins ?? [])
    console.error(`Warning   web pages of ${origin} are answered`);
  console.error(
    server.journal === undefined
      ? "Ctrl-C ends the server and all its agents."
      : "Ctrl-C ends the server and all processes of its agents; the next start has the agents again.",
  );
}

async function untilEnd(server: RunningServer): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      const close = (): void => void server.close().then(resolve, reject);
      for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, close);
      void server.ended.then(close);
    });
  } finally {
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.removeAllListeners(signal);
    // A client may hold our stdin open for as long as it likes.
    process.stdin.unref?.();
  }
}
