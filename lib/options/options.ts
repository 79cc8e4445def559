// What a caller may ask for when a session starts. How each option reaches the CLI is in table.ts.
import type { CanUseTool } from "../control/permissions.ts";
import type { Env } from "../process/env.ts";
import type { PermissionMode } from "../wire/control.ts";

/** Where the CLI reads settings, CLAUDE.md and agents from. */
export type SettingSource = "user" | "project" | "local";

/** Replace the system prompt, or keep Claude Code's own and add to it. */
export type SystemPrompt =
  | string
  | string[]
  | { type: "custom"; prompt: string | string[]; snapshot?: boolean | undefined }
  | {
      type: "preset";
      preset: "claude_code";
      append?: string | undefined;
      excludeDynamicSections?: boolean | undefined;
      snapshot?: boolean | undefined;
    };

/** Options of `query()`, `ClaudeSDKClient` and `AgentManager`; all are optional. */
export interface Options {
  // The model and its instructions

  /** The model's name or alias. Default: the CLI's own choice. */
  model?: string | undefined;
  /** The model to use when `model` is overloaded; must differ from it. */
  fallbackModel?: string | undefined;
  /**
   * The system prompt. Default: none at all, as in the official SDK;
   * `{ type: "preset", preset: "claude_code" }` gives Claude Code's own.
   */
  systemPrompt?: SystemPrompt | undefined;
  /** The most model turns that one prompt may take; beyond it the result is `error_max_turns`. Default: no limit. */
  maxTurns?: number | undefined;

  // What the agent may do

  /** The tools that exist: names, `[]` for none, or the preset. Default: Claude Code's own set. */
  tools?: string[] | { type: "preset"; preset: "claude_code" } | undefined;
  /** Rules such as `Read` or `Bash(git:*)` that are approved without asking. This restricts nothing: see `tools`. */
  allowedTools?: string[] | undefined;
  /** Tools and rules that are always refused. */
  disallowedTools?: string[] | undefined;
  /** How tool calls that no rule decides are treated. Default: `default`, which asks `canUseTool`, or refuses without one. */
  permissionMode?: PermissionMode | undefined;
  /** Allow a later switch to `bypassPermissions`. Default: false. */
  allowDangerouslySkipPermissions?: boolean | undefined;
  /** Decides tool calls that no rule decides. Without it they are refused. */
  canUseTool?: CanUseTool | undefined;
  /** Use only MCP servers that are given by options, none from settings files. Default: false. */
  strictMcpConfig?: boolean | undefined;

  // Where it runs

  /** The working directory; must exist. Default: the process's own. */
  cwd?: string | undefined;
  /** Directories outside `cwd` that the agent may use. */
  additionalDirectories?: string[] | undefined;
  /**
   * The whole environment of the CLI. Default: the process's own.
   * Variables that load foreign code (`LD_PRELOAD`, `NODE_OPTIONS`, …) are left out of either.
   */
  env?: Env | undefined;
  /** Names of such variables that stay nevertheless. */
  allowDangerousEnv?: string[] | undefined;
  /** Which settings files apply. `[]` for none. Default: all, as in the official SDK. */
  settingSources?: SettingSource[] | undefined;
  /** The `claude` executable: a path, or a name to look up on PATH. Default: the first that is found. */
  pathToClaudeCodeExecutable?: string | undefined;
  /** More CLI flags: `{ name: "value" }` for `--name=value`, `{ name: null }` for `--name`. */
  extraArgs?: Record<string, string | null> | undefined;

  // Which conversation

  /** Continue the conversation with this session id (or title). */
  resume?: string | undefined;
  /** Continue the newest conversation of `cwd`. */
  continue?: boolean | undefined;
  /** With `resume` or `continue`: go on in a copy with an id of its own. */
  forkSession?: boolean | undefined;
  /** The id of the new session, a UUID. Default: a random one. */
  sessionId?: string | undefined;

  // What the host sees

  /** Emit `stream_event` messages while the model writes. Default: false. */
  includePartialMessages?: boolean | undefined;
  /** Called with what the CLI writes to stderr. */
  stderr?: ((data: string) => void) | undefined;
  /** Aborting it ends the session and its processes. */
  abortController?: AbortController | undefined;
  /** The longest line of output that is accepted, in bytes; a longer one is skipped and reported. Default: 64 MiB. */
  maxBufferSize?: number | undefined;
  /** How long the CLI may take to answer `initialize`, in milliseconds. Default: 30 000. */
  initializeTimeoutMs?: number | undefined;
  /** How long the CLI may take to answer any other control request, in milliseconds. Default: 10 000. */
  controlTimeoutMs?: number | undefined;
}
