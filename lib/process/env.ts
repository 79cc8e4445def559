// Decides which environment variables a Claude Code process gets.
import process from "node:process";

/** Environment variables; undefined counts as absent. */
export type Env = Record<string, string | undefined>;

/** The variable that marks every process of a session, tools included, whatever process group they are in. */
export const SESSION_COOKIE = "KODEGEN_SESSION";

/** The official SDK release whose environment and arguments this library reproduces; the CLI reads it. */
export const COMPATIBLE_SDK_VERSION = "0.3.330";

// Names that make a program load or run something else than it would.
const DANGEROUS_PREFIXES = ["LD_", "DYLD_", "BUN_", "DENO_", "PYTHON", "PERL5", "RUBY", "GIT_CONFIG_"];
const DANGEROUS_NAMES = new Set([
  "NODE_OPTIONS",
  "NODE_PATH",
  "BASH_ENV",
  "ENV",
  "SHELLOPTS",
  "BASHOPTS",
  "PS4",
  "IFS",
  "PAGER",
  "EDITOR",
  "VISUAL",
  "SSLKEYLOGFILE",
  "GIT_SSH",
  "GIT_SSH_COMMAND",
  "GIT_EXTERNAL_DIFF",
  "GIT_PAGER",
  "GIT_EDITOR",
  "GIT_SEQUENCE_EDITOR",
  "GIT_ASKPASS",
  "GIT_EXEC_PATH",
  "GIT_PROXY_COMMAND",
  "GIT_TEMPLATE_DIR",
]);

// Set by a Claude Code process for its own children; inherited, they make the CLI refuse to start ("nested session").
const OUTER_SESSION = new Set([
  "CLAUDECODE",
  "CLAUDE_CODE_ENTRYPOINT",
  "CLAUDE_CODE_SESSION_ID",
  "CLAUDE_CODE_PARENT_SESSION_ID",
  "CLAUDE_CODE_CHILD_SESSION",
  "CLAUDE_CODE_SSE_PORT",
  "CLAUDE_CODE_EXECPATH",
  SESSION_COOKIE,
]);

/** True for variables that can make the CLI or its tools load or run foreign code. */
export function isDangerous(name: string): boolean {
  const upper = name.toUpperCase();
  return DANGEROUS_NAMES.has(upper) || DANGEROUS_PREFIXES.some((prefix) => upper.startsWith(prefix));
}

export interface ChildEnv {
  readonly env: Record<string, string>;
  /** Names from the given environment that were left out. */
  readonly dropped: readonly string[];
}

/**
 * Build the environment of a Claude Code process.
 *
 * @param given Replaces the parent's environment when set.
 * @param allowDangerous Names that stay although they are dangerous.
 * @param cookie The value that marks the session's processes.
 */
export function childEnv(
  given: Env | undefined,
  allowDangerous: readonly string[],
  cookie: string,
): ChildEnv {
  const allowed = new Set(allowDangerous.map((name) => name.toUpperCase()));
  const env: Record<string, string> = {};
  const dropped: string[] = [];
  for (const [name, value] of Object.entries(given ?? process.env)) {
    if (value === undefined || value === null) continue;
    if (isDangerous(name) && !allowed.has(name.toUpperCase())) {
      if (given !== undefined) dropped.push(name);
    } else if (given !== undefined || !OUTER_SESSION.has(name)) {
      env[name] = String(value);
    }
  }
  delete env["CLAUDECODE"];
  env["CLAUDE_CODE_ENTRYPOINT"] ??= "sdk-ts";
  env["CLAUDE_AGENT_SDK_VERSION"] ??= COMPATIBLE_SDK_VERSION;
  // Switches on `session_state_changed`, the only reliable sign that a session is idle.
  env["CLAUDE_CODE_SDK_READS_SESSION_STATE"] ??= "1";
  env["NoDefaultCurrentDirectoryInExePath"] = "1";
  env[SESSION_COOKIE] = cookie;
  return { env, dropped };
}
