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

/** All control methods of a running session: the official SDK's, and those of requests that it lacks. */
export abstract class AllControls extends SessionControls {
  /**
   * Replace the MCP servers of earlier calls, and all in-process servers, with these. Servers of settings
   * files, plugins and the option `mcpServers` that are no in-process servers stay, unless they are named
   * here.
   * @returns The names of the servers that were added and removed, and the error of each that failed.
   */
  abstract setMcpServers(servers: Record<string, McpServerConfig>): Promise<McpSetServersResult>;

  /** Stop a background task; a `task_notification` with status `stopped` follows. */
  async stopTask(taskId: string): Promise<void> {
    await this.request("stop_task", { task_id: taskId });
  }

  /**
   * Move running foreground commands and subagents to the background; the turn continues.
   *
   * @param toolUseId Moves only the task that this tool call started. Default: all.
   * @returns False if there is no such task.
   */
  async backgroundTasks(toolUseId?: string): Promise<boolean> {
    return (await this.request("background_tasks", { tool_use_id: toolUseId }))?.backgrounded ?? true;
  }

  /**
   * Cancel a message that is still queued.
   *
   * @returns False if it was no longer queued.
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

  /** Read a `ui://` resource of an MCP server. Its contents are untrusted: render them in a sandbox. */
  readMcpResource(serverName: string, uri: string): Promise<SDKControlMcpReadResourceResponse> {
    return this.request("mcp_read_resource", { serverName, uri });
  }

  /** The settings in force, and the source of each. */
  getSettings(): Promise<Record<string, unknown>> {
    return this.request("get_settings", {});
  }

  /** What the session has cost so far, as the CLI would show it to a person. */
  async getSessionCost(): Promise<string> {
    return fieldsOf("get_session_cost", await this.request("get_session_cost", {})).text;
  }

  /** All hooks of the session, including those of settings files. */
  getHooksListing(): Promise<Record<string, unknown>> {
    return this.request("get_hooks_listing", {});
  }

  /** The models that can be chosen now; {@link SessionControls.supportedModels} has those of the start. */
  async listModels(): Promise<ModelInfo[]> {
    return fieldsOf("list_models", await this.request("list_models", {})).models;
  }

  /** The version of the CLI that runs, such as `2.1.99`. */
  async getCliVersion(): Promise<string> {
    return fieldsOf("get_binary_version", await this.request("get_binary_version", {})).version;
  }

  /**
   * The output of a background task so far.
   *
   * @returns The text, its total length in bytes, and whether part of it is left out.
   */
  async getTaskOutput(taskId: string): Promise<{ output: string; totalBytes: number; truncated: boolean }> {
    const { output, total_bytes, truncated } = fieldsOf(
      "get_task_output",
      await this.request("get_task_output", { task_id: taskId }),
    );
    return { output, totalBytes: total_bytes, truncated };
  }

  /** Files and directories that match `query`, for completion in an editor. */
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

  /** Set the title of the running session. For a kept session use `renameSession()`. */
  async setTitle(title: string): Promise<void> {
    await this.request("rename_session", { title });
  }

  /** Ask the model for a title that fits `description`; null if it returns none. Costs a model call. */
  async generateTitle(description: string): Promise<string | null> {
    return fieldsOf("generate_session_title", await this.request("generate_session_title", { description }))
      .title;
  }

  /** Ask the model about the conversation, without adding to it. Costs a model call. */
  async askAside(question: string): Promise<string> {
    return fieldsOf("side_question", await this.request("side_question", { question })).response;
  }

  /** Register a directory inside `cwd` or an additional directory as the root of a repository. */
  async registerRepoRoot(directory: string): Promise<void> {
    await this.request("register_repo_root", { directory });
  }
}
