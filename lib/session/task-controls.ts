// Control methods for background work and MCP servers, on top of the others.
import type { McpServerConfig } from "../mcp/configs.ts";
import type {
  McpServerStatus,
  McpSetServersResult,
  SDKControlMcpReadResourceResponse,
} from "../wire/reports.ts";
import { InspectionControls } from "./inspection-controls.ts";

/** All control methods of a running session. */
export abstract class AllControls extends InspectionControls {
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
    const body = toolUseId === undefined ? {} : { tool_use_id: toolUseId };
    return (await this.request("background_tasks", body))?.backgrounded ?? true;
  }

  /**
   * Take back a message that is still queued.
   *
   * @returns False when it was no longer queued.
   */
  async cancelMessage(uuid: string): Promise<boolean> {
    return (await this.request("cancel_async_message", { message_uuid: uuid })).cancelled;
  }

  /** The MCP servers of the session: whether each is connected, and its tools. */
  async mcpServerStatus(): Promise<McpServerStatus[]> {
    return (await this.request("mcp_status", {})).mcpServers;
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
}
