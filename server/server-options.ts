// The options of a server.
import type { AgentManager, AgentManagerOptions, PermissionMode } from "../lib/index.ts";
import type { Profile } from "../spec/profiles.ts";
import type { ConnectModern } from "./eras/eras.ts";
import type { Connect } from "./eras/protocol.ts";
import type { VerifyToken } from "./front/verifier.ts";
import type { ExtraTool } from "./tools/extra-tools.ts";
import type { NestingOptions } from "./tools/nesting.ts";

/** Options of `startServer()`; all optional. The defaults are the safe ones. */
export interface ServerOptions {
  /** `HOST:PORT` to listen on; port 0 takes any free one. Default: `127.0.0.1:30460`. */
  http?: string | undefined;
  /** Serve stdin and stdout in place of HTTP. */
  stdio?: boolean | undefined;
  /** False for a server that listens nowhere, whose `fetch` the program serves itself. Default: true. */
  listen?: boolean | undefined;
  /** The path of a Unix socket to listen on in place of `http`; only this user can reach it. */
  socket?: string | undefined;
  /** PEM texts of certificate and key: HTTPS. */
  tls?: { cert: string; key: string } | undefined;
  /** Paths of their files, in place of `tls`: when they change, new connections get the new certificate. */
  tlsFiles?: { cert: string; key: string } | undefined;
  /** The bearer token. Default: the one in `tokenFile`; with `verifyToken`, one that only this program knows. */
  token?: string | undefined;
  /** Where the token is kept. Default: `~/.config/kodegen-claude-agent/token`. */
  tokenFile?: string | undefined;
  /**
   * A file of more tokens, a line for each: a name, a space, a token. Each name is a principal with agents of its own. It is
   * read again when it changes: a token that is no longer in it ends with its sessions. Default: none.
   */
  tokensFile?: string | undefined;
  /** Whose a token is that is none of those: for tokens of an authorization server, or of the program's own making. */
  verifyToken?: VerifyToken | undefined;
  /** How long `verifyToken` may take, in milliseconds. Default: 10 000. */
  verifyTimeoutMs?: number | undefined;
  /** Scopes that each token of `verifyToken` must have. Default: none. */
  requiredScopes?: string[] | undefined;
  /**
   * The authorization servers whose tokens `verifyToken` takes, by their issuers' addresses: clients are told to get a token
   * there (RFC 9728). Default: none.
   */
  authorizationServers?: string[] | undefined;
  /**
   * The endpoint's address as clients know it, such as that of a proxy in front; its host is answered. Default: the server's
   * own. OAuth tokens are made for it, as their audience.
   */
  publicUrl?: string | undefined;
  /** More values of the Host header to answer, for instance of a proxy in front. */
  allowedHosts?: string[] | undefined;
  /** Web origins to answer. Default: none. */
  allowedOrigins?: string[] | undefined;
  /** Directories that agents may work in. Default: the working directory. */
  roots?: string[] | undefined;
  /** Permission modes beyond `plan`, `default` and `dontAsk`. */
  allowPermissionModes?: PermissionMode[] | undefined;
  /**
   * Tools that clients may let agents use without permission, beyond those that stay inside the roots. `Bash` here is a shell
   * that does not; else an agent that has one is confined to its folders, or refused where that cannot be.
   */
  allowTools?: string[] | undefined;
  /** The `claude` executable. Default: the first that is found. */
  claude?: string | undefined;
  /** The whole environment of agents. Default: what they need of the server's own, by an allow-list. */
  agentEnv?: Record<string, string> | undefined;
  /** Files and folders that confined agents must not see, besides those of the server that it knows of. */
  secrets?: string[] | undefined;
  /** How long an unused MCP session is kept, in milliseconds; 0 for ever. Default: 30 minutes. Agents are not affected. */
  keepAliveMs?: number | undefined;
  /** Connections at a time, of which half may be without a token yet. Default: 512. */
  maxConnections?: number | undefined;
  /** MCP sessions of a principal; of more, the one that was not used for longest goes. Default: 64. */
  maxSessions?: number | undefined;
  /**
   * Agents of a principal that work or wait for a place at a time. Default: no limit; with `tokensFile` or `verifyToken` half of the
   * places and of the queue, so that none of them fills both.
   */
  maxAgentsPerPrincipal?: number | undefined;
  /** Agents that a principal may spawn in a minute. Default: 120. */
  maxSpawnsPerMinute?: number | undefined;
  /**
   * Let agents spawn agents, each with a token of its own at an address of their own: `depth` levels (default 1), at most
   * `agents` (default 8) for each agent of a client, which may cost `costUsd` US dollars together with them (default: no
   * limit). Default: false.
   */
  nesting?: NestingOptions | boolean | undefined;
  /** The largest body of a request, in bytes. Default: 4 MiB. */
  maxBodyBytes?: number | undefined;
  /** How long an agent's question waits for an answer before it is no, in milliseconds; `Infinity` for ever. Default: 10 minutes. */
  questionTimeoutMs?: number | undefined;
  /** How long calls may go on after `close()`, in milliseconds. Default: 30 000. */
  shutdownTimeoutMs?: number | undefined;
  /**
   * The folder in which agents outlive the server: the next one with the same folder has them again, for the same callers,
   * and prompts that no process was given run. It is made if there is none; only its owner can read it. Not together with
   * `manager`. Default: false; `serve` has a default of its own, but a program says itself what it leaves on a disk.
   */
  journal?: string | false | undefined;
  /** Options of the server's own manager, such as its limits. Not together with `manager`. */
  managerOptions?: AgentManagerOptions | undefined;
  /** The manager to serve. Default: one of the server's own, shut down with it. */
  manager?: AgentManager | undefined;
  /** Tools of this program's own, offered beside those of the server. */
  extraTools?: readonly ExtraTool[] | undefined;
  /**
   * A folder of prompt templates, which are MCP prompts, and which callers may name in place of an agent's prompt. Nobody but
   * its owner may be able to write it. Default: none.
   */
  templates?: string | undefined;
  /** What templates see as `env`. Default: nothing. */
  templateEnv?: Record<string, string> | undefined;
  /** `full`: a tool for each thing to do. `unified`: one for all of them, `claude_agent`, with numbers for agents. Default: `full`. */
  profile?: Profile | undefined;
  /** Serve another set of capabilities altogether, behind the same transports. */
  connect?: Connect | undefined;
  /** The same for clients of revision 2026-07-28 and later. Default: the tools; with `connect`, such clients are not served. */
  connectModern?: ConnectModern | undefined;
}
