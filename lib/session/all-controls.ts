// Control methods for background work and MCP servers, those that look into a session, and some that the official SDK
// does not declare.
import { fieldsOf } from "../control/pending-requests.ts";
import type { McpServerConfig } from "../mcp/configs.ts";
import type { ModelInfo } from "../wire/control-frames.ts";
import type {
  McpServerStatus,
  McpSetServersResult,
  SDKControlMcpReadResourceResponse,
} from "../wire/reports.ts";
import { SessionControls } from "./controls.ts";

/** All control methods of a running session: the official SDK's, and those for requests that it does not have. */
export abstract class AllControls extends SessionControls {
  /**
   * Have these MCP servers: replaces those that an earlier call added, and all servers of this program.
   *
   * @returns The names of servers that came and went, and why some could not be reached.
   */
  abstract setMcpServers(servers: Record<string, McpServerConfig>): Promise<McpSetServersResult>;

  /** Stop a background task; a `task_notification` with status `stopped` follows. */
  async stopTask(taskId: string): Promise<void> {
    await this.request("stop_task", { task_id: taskId });
  }

  /**
   * Let running commands and subagents go on in the background.
   *
   * @param toolUseId Only the one that this tool call started. Default: all.
   * @returns False when there is no such task.
   */
  async backgroundTasks(toolUseId?: string): Promise<boolean> {
    return (await this.request("background_tasks", { tool_use_id: toolUseId }))?.backgrounded ?? true;
  }

  /**
   * Cancel a message that is still queued.
   *
   * @returns False when it was no longer queued.
   */
  async cancelMessage(uuid: string): Promise<boolean> {
    return fieldsOf(
      "cancel_async_message",
      await this.request("cancel_async_message", { message_uuid: uuid }),
    ).cancelled;
  }

  /** The MCP servers of the session: whether each is connected, and its tools. */
  async mcpServerStatus(): Promise<McpServerStatus[]> {
    return fieldsOf("mcp_status", await this.request("mcp_status", {})).mcpServers;
  }

  /** Connect to an MCP server again. */
  async reconnectMcpServer(serverName: string): Promise<void> {
    await this.request("mcp_reconnect", { serverName });
  }

  /** Switch an MCP server off or on. */
  async toggleMcpServer(serverName: string, enabled: boolean): Promise<void> {
    await this.request("mcp_toggle", { serverName, enabled });
  }

  /** Read a `ui://` resource of an MCP server. What it holds is the server's: show it in a sandbox. */
  readMcpResource(serverName: string, uri: string): Promise<SDKControlMcpReadResourceResponse> {
    return this.request("mcp_read_resource", { serverName, uri });
  }

  /** The settings in force, and where each comes from. */
  getSettings(): Promise<Record<string, unknown>> {
    return this.request("get_settings", {});
  }

  /** What the session has cost so far, as the CLI would show it to a person. */
  async getSessionCost(): Promise<string> {
    return fieldsOf("get_session_cost", await this.request("get_session_cost", {})).text;
  }

  /** All hooks of the session, those of settings files too. */
  getHooksListing(): Promise<Record<string, unknown>> {
    return this.request("get_hooks_listing", {});
  }

  /** The models that can be chosen now; {@link SessionControls.supportedModels} says which there were at the start. */
  async listModels(): Promise<ModelInfo[]> {
    return fieldsOf("list_models", await this.request("list_models", {})).models;
  }

  /** The version of the CLI that runs, such as `2.1.99`. */
  async getCliVersion(): Promise<string> {
    return fieldsOf("get_binary_version", await this.request("get_binary_version", {})).version;
  }

  /**
   * What a background task has written.
   *
   * @returns The text, how many bytes there are in all, and whether some are left out.
   */
  async getTaskOutput(taskId: string): Promise<{ output: string; totalBytes: number; truncated: boolean }> {
    const { output, total_bytes, truncated } = fieldsOf(
      "get_task_output",
      await this.request("get_task_output", { task_id: taskId }),
    );
    return { output, totalBytes: total_bytes, truncated };
  }

  /** Files and directories whose names go on like this, for completion in an editor. */
  async suggestFiles(query: string): Promise<unknown[]> {
    return fieldsOf("file_suggestions", await this.request("file_suggestions", { query })).suggestions;
  }

  /** Call a tool of an MCP server without the model, by its full name: `mcp__server__tool`. */
  callMcpTool(
    tool: string,
    args: Record<string, unknown> = {},
    options: { timeoutMs?: number } = {},
  ): Promise<Record<string, unknown>> {
    return this.request("mcp_call", { tool, arguments: args, timeout_ms: options.timeoutMs });
  }

  /** Give the running session a title; `renameSession()` does it to one on disk. */
  async setTitle(title: string): Promise<void> {
    await this.request("rename_session", { title });
  }

  /** Have the model make a title of a description; null when it made none. Costs a call of the model. */
  async generateTitle(description: string): Promise<string | null> {
    return fieldsOf("generate_session_title", await this.request("generate_session_title", { description }))
      .title;
  }

  /** Ask something about the conversation that does not become part of it. Costs a call of the model. */
  async askAside(question: string): Promise<string> {
    return fieldsOf("side_question", await this.request("side_question", { question })).response;
  }

  /** Let a directory inside `cwd` or the additional directories count as the root of a repository. */
  async registerRepoRoot(directory: string): Promise<void> {
    await this.request("register_repo_root", { directory });
  }
}
