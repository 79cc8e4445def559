// From the settings of `serve` to the options of the server.
import process from "node:process";
import { isSecretName } from "../../lib/process/secret-names.ts";
import { UsageError } from "../config/arguments.ts";
import { bytesOf } from "../config/setting-kinds.ts";
import type { Settings } from "../config/settings.ts";
import type { ServerOptions } from "../server-options.ts";

/** @throws {UsageError} If a setting lacks another one. */
export function optionsFrom(settings: Settings): ServerOptions {
  return {
    stdio: settings.stdio,
    http: settings.http,
    claude: settings.claude,
    socket: settings.socket,
    tlsFiles: tlsFiles(settings),
    tokenFile: settings["token-file"],
    tokensFile: settings.tokens,
    verifyTimeoutMs: milliseconds(settings["verify-timeout-secs"]),
    requiredScopes: settings["require-scope"],
    authorizationServers: settings["authorization-server"],
    publicUrl: settings["public-url"],
    journal: settings["no-journal"] === true ? false : settings.journal,
    token: process.env["KODEGEN_CLAUDE_AGENT_TOKEN"],
    roots: settings.root,
    allowPermissionModes: settings["allow-permission-mode"],
    profile: settings.profile,
    allowTools: settings["allow-tool"],
    templates: settings.templates,
    templateEnv: templateEnv(settings["template-env"]),
    allowedHosts: settings["allow-host"],
    allowedOrigins: settings["allow-origin"],
    keepAliveMs: milliseconds(settings["keep-alive"]),
    questionTimeoutMs: milliseconds(settings["question-timeout"]),
    shutdownTimeoutMs: milliseconds(settings["shutdown-timeout-secs"]),
    maxConnections: settings["max-connections"],
    maxSessions: settings["max-sessions"],
    maxAgentsPerPrincipal: settings["max-agents-per-token"],
    maxSpawnsPerMinute: settings["max-spawns-per-minute"],
    nesting: settings.nesting === true && {
      depth: settings["nesting-depth"],
      agents: settings["nesting-agents"],
      costUsd: settings["nesting-cost-usd"],
    },
    maxBodyBytes: bytes(settings["max-body-size"]),
    managerOptions: managerOptions(settings),
  };
}

function managerOptions(settings: Settings): ServerOptions["managerOptions"] {
  const { "max-cost-usd": costUsd } = settings;
  return {
    maxAgents: settings["max-agents"],
    maxMemoryBytes: bytes(settings["max-memory"]),
    maxQueued: settings["max-queued"],
    queueTimeoutMs: milliseconds(settings["queue-timeout-secs"]),
    idleMs: milliseconds(settings["idle-secs"]),
    spares: settings.spares,
    sparesIdleMs: milliseconds(settings["spares-idle-secs"]),
    ringMessages: settings["ring-messages"],
    ringBytes: bytes(settings["ring-size"]),
    endedRetentionMs: milliseconds(settings["ended-retention-secs"]),
    maxRecords: settings["max-records"],
    logEvents: settings["log-events"],
    budget: costUsd === undefined ? undefined : { costUsd },
    onRateLimit: settings["on-rate-limit"],
  };
}

/** @throws {UsageError} For a variable that holds a secret: what templates say, models and their logs read. */
function templateEnv(names: readonly string[] = []): Record<string, string> {
  const secret = names.find(isSecretName);
  if (secret !== undefined)
    throw new UsageError(`--template-env takes no variable that holds a secret, such as ${secret}`);
  const set = names.flatMap((name) => [[name, process.env[name]] as const]);
  return Object.fromEntries(set.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}

function bytes(size: number | string | undefined): number | undefined {
  return size === undefined ? undefined : bytesOf(size);
}

/** @throws {UsageError} If there is one without the other. */
function tlsFiles({ "tls-cert": cert, "tls-key": key, stdio, socket }: Settings): ServerOptions["tlsFiles"] {
  // Those of the configuration file are for when there is an address.
  if ((cert === undefined && key === undefined) || stdio === true || socket !== undefined) return undefined;
  if (cert === undefined) throw new UsageError("--tls-key needs --tls-cert");
  if (key === undefined) throw new UsageError("--tls-cert needs --tls-key");
  return { cert, key };
}
