// The control methods that queries and clients share: each is one request to the CLI.
import { ControlRequestError } from "../errors/session.ts";
import { GuardedEmitter } from "../events/emitter.ts";
import type { Settings } from "../settings/settings.ts";
import type {
  AccountInfo,
  InterruptResponse,
  ModelInfo,
  PermissionMode,
  SlashCommand,
} from "../wire/control-frames.ts";
import type { OutgoingRequests } from "../wire/control-requests.ts";
import type { InitializeResponse } from "../wire/initialize.ts";
import type { SDKControlGetContextUsageResponse } from "../wire/report-context.ts";
import type { SDKControlGetUsageResponse } from "../wire/report-usage.ts";
import type {
  AgentInfo,
  RewindFilesResult,
  SDKControlListPermissionRulesResponse,
  SDKControlReadFileResponse,
  SDKControlReloadOutputStylesResponse,
  SDKControlReloadPluginsResponse,
  SDKControlReloadSkillsResponse,
  SDKControlSetPermissionModeResponse,
  SdkPluginConfig,
} from "../wire/reports.ts";
import type { SessionEvents } from "./events.ts";

/** A mode that is not here is newer than this library; the CLI's `manual` is another name of `default`. */
const MODES = new Set(["default", "acceptEdits", "bypassPermissions", "plan", "dontAsk", "auto"]);

/** Settings for `applyFlagSettings()`: those of a settings file; `null` removes a key that was set before. */
export type FlagSettings = {
  [K in keyof Settings]?: K extends "effortLevel"
    ? "low" | "medium" | "high" | "xhigh" | "max" | null
    : Settings[K] | null;
};

/**
 * Control methods that the official SDK has as well: they steer a running session and read its state.
 *
 * Every method rejects with a `ControlRequestError` when the CLI refuses, with a `ControlTimeoutError` when it does
 * not answer within `controlTimeoutMs`, and with a `SessionClosedError` when the session is over.
 */
export abstract class SessionControls extends GuardedEmitter<SessionEvents> {
  /** Send any control request; the methods below are shortcuts for it. */
  abstract request<S extends keyof OutgoingRequests>(
    subtype: S,
    body: OutgoingRequests[S]["body"],
  ): Promise<OutgoingRequests[S]["answer"]>;

  /** What the CLI announced at its start: commands, models, agents, account. */
  abstract initializationResult(): Promise<InitializeResponse>;

  /**
   * Stop the running turn; the session continues.
   *
   * @param options `cancelQueued` also cancels the queued messages. Default: they run.
   * @returns The messages that are still queued and will run, and those that were cancelled; undefined if the
   * CLI does not report them.
   */
  async interrupt(options?: { cancelQueued?: boolean }): Promise<InterruptResponse | undefined> {
    const receipt = await this.request("interrupt", { cancel_queued: options?.cancelQueued || undefined });
    return Array.isArray(receipt?.still_queued) ? receipt : undefined;
  }

  /** Change the permission mode; returns the one that is then in effect, if the CLI reports it. */
  async setPermissionMode(mode: PermissionMode): Promise<SDKControlSetPermissionModeResponse | undefined> {
    const { mode: named = "" } = (await this.request("set_permission_mode", { mode })) ?? {};
    const inEffect = named === "manual" ? "default" : named;
    return MODES.has(inEffect) ? { mode: inEffect as PermissionMode } : undefined;
  }

  /** Set a stricter mode for the tools of one MCP server; null removes it. */
  async setMcpPermissionModeOverride(
    serverName: string,
    mode: "default" | "auto" | null,
  ): Promise<{ warning?: string }> {
    return (await this.request("set_mcp_permission_mode_override", { serverName, mode })) ?? {};
  }

  /** Change the model for later turns; without a name, back to the default. */
  async setModel(model?: string): Promise<void> {
    await this.request("set_model", { model });
  }

  /**
   * Change how much the model thinks.
   *
   * @param maxThinkingTokens The largest number of tokens; null for no limit, 0 for no thinking.
   * @param thinkingDisplay How thoughts are shown; null for the default. Default: as before.
   */
  async setMaxThinkingTokens(
    maxThinkingTokens: number | null,
    thinkingDisplay?: "summarized" | "omitted" | "highlights" | null,
  ): Promise<void> {
    await this.request("set_max_thinking_tokens", {
      max_thinking_tokens: maxThinkingTokens,
      thinking_display: thinkingDisplay,
    });
  }

  /** Change settings for this session; each key given replaces the one given before. */
  async applyFlagSettings(settings: FlagSettings): Promise<void> {
    await this.request("apply_flag_settings", { settings });
  }

  /** Change a settings file; the CLI allows few keys. */
  async updateSettings(
    source: "localSettings" | "userSettings",
    settings: Record<string, unknown>,
  ): Promise<void> {
    await this.request("update_settings", { source, settings });
  }

  /** The commands, that is skills, that a prompt can begin with. */
  async supportedCommands(): Promise<SlashCommand[]> {
    return (await this.initializationResult()).commands;
  }

  /** The models that could be chosen when the session started. */
  async supportedModels(): Promise<ModelInfo[]> {
    return (await this.initializationResult()).models;
  }

  /** The subagents of the options, of settings files, and the CLI's own. */
  async supportedAgents(): Promise<AgentInfo[]> {
    return (await this.initializationResult()).agents;
  }

  /** Who is logged in, and by which key or token. */
  async accountInfo(): Promise<AccountInfo> {
    return (await this.initializationResult()).account;
  }

  /** What fills the context window. `summary` estimates; `full` counts, which takes longer. Default: `full`. */
  getContextUsage(options?: { detail?: "summary" | "full" }): Promise<SDKControlGetContextUsageResponse> {
    return this.request("get_context_usage", { detail: options?.detail });
  }

  /** What the session has cost, and how much of a plan's limits is used. The CLI may still change the answer. */
  usage_EXPERIMENTAL_MAY_CHANGE_DO_NOT_RELY_ON_THIS_API_YET(options?: {
    skipBehaviors?: boolean;
  }): Promise<SDKControlGetUsageResponse> {
    return this.request("get_usage", { skip_behaviors: options?.skipBehaviors || undefined });
  }

  /** The permission rules in force. */
  listPermissionRules(): Promise<SDKControlListPermissionRulesResponse> {
    return this.request("list_permission_rules", {});
  }

  /**
   * Read a file with the session's permissions.
   *
   * @returns Null if it cannot or must not be read.
   */
  async readFile(
    path: string,
    options?: { maxBytes?: number; encoding?: "utf-8" | "base64" },
  ): Promise<SDKControlReadFileResponse | null> {
    const { maxBytes, encoding } = options ?? {};
    try {
      return await this.request("read_file", { path, max_bytes: maxBytes, encoding });
    } catch (error) {
      if (error instanceof ControlRequestError) return null;
      throw error;
    }
  }

  /**
   * Reload plugins from disk.
   *
   * @param options `holdOnCacheImpact` changes nothing when that would spoil the prompt cache; `addPlugins` loads
   * more; `refuseIfBusy` rejects while the session works.
   */
  reloadPlugins(options?: {
    holdOnCacheImpact?: boolean;
    addPlugins?: SdkPluginConfig[];
    refuseIfBusy?: boolean;
  }): Promise<SDKControlReloadPluginsResponse> {
    return this.request("reload_plugins", {
      hold_on_cache_impact: options?.holdOnCacheImpact,
      add_plugins: options?.addPlugins,
      refuse_if_busy: options?.refuseIfBusy,
    });
  }

  /** Reload the skills from disk. */
  reloadSkills(): Promise<SDKControlReloadSkillsResponse> {
    return this.request("reload_skills", {});
  }

  /** Reload the output styles from disk. */
  reloadOutputStyles(): Promise<SDKControlReloadOutputStylesResponse> {
    return this.request("reload_output_styles", {});
  }

  /** Restore files to their state at a user message; needs `enableFileCheckpointing`. */
  rewindFiles(userMessageId: string, options?: { dryRun?: boolean }): Promise<RewindFilesResult> {
    return this.request("rewind_files", { user_message_id: userMessageId, dry_run: options?.dryRun });
  }

  /** Record in the CLI that a file has been read, with its modification time in milliseconds. */
  async seedReadState(path: string, mtime: number): Promise<void> {
    await this.request("seed_read_state", { path, mtime });
  }
}
