// Settings: hooks that settings files define.

interface HookFields {
  /** A permission rule; the hook runs only for tool calls that it matches. */
  if?: string;
  /** In seconds. */
  timeout?: number;
  statusMessage?: string;
  /** Run it once in a session. */
  once?: boolean;
}

interface FailingHookFields extends HookFields {
  /** What a hook that fails means. */
  onFailure?: "continue" | "block";
}

interface CommandHook extends FailingHookFields {
  type: "command";
  command: string;
  args?: string[];
  shell?: "bash" | "powershell";
  /** Go on without waiting for it; `asyncRewake` lets its end wake the agent. */
  async?: boolean;
  asyncRewake?: boolean;
}

interface PromptHook extends HookFields {
  type: "prompt";
  prompt: string;
  model?: string;
  continueOnBlock?: boolean;
}

interface AgentHook extends HookFields {
  type: "agent";
  prompt: string;
  model?: string;
}

interface HttpHook extends FailingHookFields {
  type: "http";
  url: string;
  headers?: { [name: string]: string };
  /** Environment variables whose values may stand in the headers. */
  allowedEnvVars?: string[];
}

interface McpToolHook extends FailingHookFields {
  type: "mcp_tool";
  server: string;
  tool: string;
  input?: { [argument: string]: unknown };
}

/** Hooks that are commands, prompts, agents, URLs or MCP tools, by event. */
export interface SettingsHooks {
  [event: string]: {
    matcher?: string;
    hooks: (CommandHook | PromptHook | AgentHook | HttpHook | McpToolHook)[];
  }[];
}

/** Settings: hooks. */
export interface HookSettings {
  hooks?: SettingsHooks;
  disableAllHooks?: boolean;
  /** Managed settings only: no hooks but those of managed settings. */
  allowManagedHooksOnly?: boolean;
  allowedHttpHookUrls?: string[];
  httpHookAllowedEnvVars?: string[];
}
