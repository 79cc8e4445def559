// `serve`: from flags to a running server, until a signal or the client ends it.
import { closeSync, openSync } from "node:fs";
import process from "node:process";
import { ClaudeError } from "../../lib/index.ts";
import { printed, readSettings } from "../config/settings.ts";
import { defaultTokenFile } from "../front/token.ts";
import { verifierFrom } from "../front/verifier-module.ts";
import { journalsOf } from "../journal.ts";
import { tell } from "../log.ts";
import { contains } from "../places.ts";
import { type RunningServer, startServer } from "../serve.ts";
import type { ServerOptions } from "../server-options.ts";
import { ServerStartError } from "../start-error.ts";
import { parseAddress } from "../transports/address.ts";
import { optionsFrom } from "./serve-options.ts";

export async function runServe(args: readonly string[]): Promise<number> {
  const { settings, file, print } = await readSettings(args);
  if (print) {
    console.log(printed(settings));
    return 0;
  }
  const { "verify-token": module } = settings;
  const verifyToken = module === undefined || settings.stdio ? undefined : await verifierFrom(module);
  const { tokenFile = defaultTokenFile(), ...others } = optionsFrom(settings);
  const options = { ...others, tokenFile, verifyToken };
  const server = await start(options);
  if (file !== undefined) tell(`Settings  in ${file}`);
  const ended = untilEnd(server, options);
  if (options.stdio) await claudeOf(server);
  else await announce(server, options);
  await ended;
  return 0;
}

/** Over HTTP the agents outlive the server; over stdio each client has a server of its own, and they may run side by side. */
async function start(options: ServerOptions): Promise<RunningServer> {
  if (options.stdio || options.journal !== undefined) return startServer(options);
  let inUse: unknown;
  for (const journal of journalsOf(options.socket ?? parseAddress(options.http))) {
    try {
      return await startServer({ ...options, journal });
    } catch (error) {
      if (!(error instanceof ServerStartError) || error.code !== "journal_in_use") throw error;
      inUse = error;
    }
  }
  throw inUse;
}

/** Everything that a person needs to connect, and everything that is weaker than by default. */
async function announce(server: RunningServer, options: ServerOptions): Promise<void> {
  const kept = options.token === undefined ? options.tokenFile : "KODEGEN_CLAUDE_AGENT_TOKEN";
  const { socket } = server;
  tell(`Serving   ${server.url}${socket === undefined ? "" : ` on the socket ${socket}`}`);
  tell(`Token     in ${kept}`);
  if (options.tokensFile !== undefined) tell(`Tokens    by name in ${options.tokensFile}`);
  for (const issuer of options.authorizationServers ?? []) tell(`Tokens    of ${issuer}`);
  const claude = await claudeOf(server);
  if (claude !== undefined) tell(`Claude    ${claude}`);
  tell(`Roots     ${server.roots.join(", ")}`);
  tell(`Agents    ${server.journal === undefined ? "end with the server" : `in ${server.journal}`}`);
  if (server.templates !== undefined) {
    tell(`Templates in ${server.templates}`);
    if (server.roots.some((root) => contains(root, server.templates ?? "")))
      tell("Warning   agents can write templates, since their folder is inside a root");
  }
  tell(`Shells    ${await shellsOf(server, options)}`);
  if (options.nesting !== false && options.nesting !== undefined)
    tell("Warning   agents may spawn agents (--nesting)");
  for (const tool of options.allowTools ?? [])
    tell(`Warning   agents may be allowed ${tool}, which reaches past the roots`);
  for (const mode of options.allowPermissionModes ?? [])
    tell(`Warning   agents may ask for permission mode ${mode}`);
  for (const origin of options.allowedOrigins ?? []) tell(`Warning   web pages of ${origin} are answered`);
  tell(
    server.journal === undefined
      ? "Ctrl-C ends the server and all its agents."
      : "Ctrl-C ends the server and all processes of its agents; the next start has the agents again.",
  );
}

/** Undefined if there is none that works, which is said: it may be installed while the server runs. */
async function claudeOf(server: RunningServer): Promise<string | undefined> {
  try {
    const { path, version } = await server.findClaude();
    return `${path}, ${version}`;
  } catch (error) {
    if (!(error instanceof ClaudeError)) throw error;
    console.error(`Warning   no agent can start: ${error.message}; "kodegen-claude-agent doctor" says more`);
    return undefined;
  }
}

async function shellsOf(server: RunningServer, { allowTools = [] }: ServerOptions): Promise<string> {
  if (allowTools.some((rule) => rule.startsWith("Bash"))) return "not confined";
  const why = await server.whyNotConfined();
  return why === undefined
    ? "confined to each agent's folders"
    : `refused, since they cannot be confined: ${why}`;
}

async function untilEnd(server: RunningServer, { tokensFile, tlsFiles }: ServerOptions): Promise<void> {
  const hadTerminal = hasTerminal();
  // On Windows it means that the console is closed, and nothing else.
  const canReload = process.platform !== "win32" && (tokensFile !== undefined || tlsFiles !== undefined);
  try {
    await new Promise<void>((resolve, reject) => {
      const close = (): void => void server.close().then(resolve, reject);
      for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, close);
      process.on("SIGHUP", () => {
        // Somebody has sent it, or the terminal is gone in which the server was started.
        if (!canReload || hasTerminal() !== hadTerminal) return close();
        console.error("SIGHUP: tokens and certificate are read again");
        server.reload();
      });
      void server.ended.then(close);
    });
  } finally {
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.removeAllListeners(signal);
    // A client may hold our stdin open for as long as it likes.
    process.stdin.unref?.();
  }
}

function hasTerminal(): boolean {
  try {
    closeSync(openSync("/dev/tty", "r"));
    return true;
  } catch {
    return false; // There is none, or none any more.
  }
}
