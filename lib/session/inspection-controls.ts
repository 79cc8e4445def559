// Control methods that look into a session, and some that the official SDK does not declare.
import type { ModelInfo } from "../wire/control.ts";
import { SessionControls } from "./controls.ts";

/** Looks into a running session, and asks of it what has no other place. */
export abstract class InspectionControls extends SessionControls {
  /** The settings in force, and where each comes from. */
  getSettings(): Promise<Record<string, unknown>> {
    return this.request("get_settings", {});
  }

  /** What the session has cost so far, as the CLI would show it to a person. */
  async getSessionCost(): Promise<string> {
    return (await this.request("get_session_cost", {})).text;
  }

  /** All hooks of the session, those of settings files too. */
  getHooksListing(): Promise<Record<string, unknown>> {
    return this.request("get_hooks_listing", {});
  }

  /** The models that can be chosen now; {@link SessionControls.supportedModels} says which there were at the start. */
  async listModels(): Promise<ModelInfo[]> {
    return (await this.request("list_models", {})).models;
  }

  /** The version of the CLI that runs, such as `2.1.330`. */
  async getCliVersion(): Promise<string> {
    return (await this.request("get_binary_version", {})).version;
  }

  /**
   * What a background task has written.
   *
   * @returns The text, how many bytes there are in all, and whether some are left out.
   */
  async getTaskOutput(taskId: string): Promise<{ output: string; totalBytes: number; truncated: boolean }> {
    const { output, total_bytes, truncated } = await this.request("get_task_output", { task_id: taskId });
    return { output, totalBytes: total_bytes, truncated };
  }

  /** Files and directories whose names go on like this, for completion in an editor. */
  async suggestFiles(query: string): Promise<unknown[]> {
    return (await this.request("file_suggestions", { query })).suggestions;
  }

  /** Call a tool of an MCP server without the model, by its full name: `mcp__server__tool`. */
  callMcpTool(
    tool: string,
    args: Record<string, unknown> = {},
    options: { timeoutMs?: number } = {},
  ): Promise<Record<string, unknown>> {
    const limit = options.timeoutMs === undefined ? {} : { timeout_ms: options.timeoutMs };
    return this.request("mcp_call", { tool, arguments: args, ...limit });
  }

  /** Give the running session a title; `renameSession()` does it to one on disk. */
  async setTitle(title: string): Promise<void> {
    await this.request("rename_session", { title });
  }

  /** Have the model make a title of a description; null when it made none. Costs a call of the model. */
  async generateTitle(description: string): Promise<string | null> {
    return (await this.request("generate_session_title", { description })).title;
  }

  /** Ask something about the conversation that does not become part of it. Costs a call of the model. */
  async askAside(question: string): Promise<string> {
    return (await this.request("side_question", { question })).response;
  }

  /** Let a directory inside `cwd` or the additional directories count as the root of a repository. */
  async registerRepoRoot(directory: string): Promise<void> {
    await this.request("register_repo_root", { directory });
  }
}
