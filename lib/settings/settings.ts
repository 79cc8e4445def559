// The settings of Claude Code, as its settings files hold them: the keys that programs use, and room for all others.
import type { PermissionMode } from "../wire/control.ts";
import type { SandboxSettings } from "./sandbox.ts";

/** Permission settings. */
export interface PermissionSettings {
  allow?: string[];
  deny?: string[];
  ask?: string[];
  defaultMode?: PermissionMode;
  disableBypassPermissionsMode?: "disable";
  disableAutoMode?: "disable";
  additionalDirectories?: string[];
  [setting: string]: unknown;
}

/** Hooks that are commands, prompts, agents, URLs or MCP tools; `timeout` in seconds. */
export interface SettingsHooks {
  [event: string]: {
    matcher?: string;
    hooks: {
      type: "command" | "prompt" | "agent" | "http" | "mcp_tool";
      timeout?: number;
      [field: string]: unknown;
    }[];
  }[];
}

/**
 * The settings of Claude Code. The CLI knows some hundred keys, with more in each release, and checks them itself;
 * those that are not listed here pass through.
 */
export interface Settings {
  $schema?: string;
  /** A command that prints the API key. */
  apiKeyHelper?: string;
  /** Environment variables for the session and its commands. */
  env?: { [name: string]: string };
  model?: string;
  fallbackModel?: string[];
  availableModels?: string[];
  deniedModels?: string[];
  effortLevel?: "low" | "medium" | "high" | "xhigh";
  alwaysThinkingEnabled?: boolean;
  permissions?: PermissionSettings;
  sandbox?: SandboxSettings;
  hooks?: SettingsHooks;
  disableAllHooks?: boolean;
  allowManagedHooksOnly?: boolean;
  agent?: string;
  outputStyle?: string;
  language?: string;
  enabledPlugins?: { [plugin: string]: unknown };
  enableAllProjectMcpServers?: boolean;
  enabledMcpjsonServers?: string[];
  disabledMcpjsonServers?: string[];
  allowedMcpServers?: { serverName?: string; serverCommand?: [string, ...string[]]; serverUrl?: string }[];
  deniedMcpServers?: { serverName?: string; serverCommand?: [string, ...string[]]; serverUrl?: string }[];
  /** How long transcripts are kept, in days. */
  cleanupPeriodDays?: number;
  includeCoAuthoredBy?: boolean;
  autoMemoryEnabled?: boolean;
  fastMode?: boolean;
  [setting: string]: unknown;
}
