// Configurations of MCP servers, as the CLI takes and reports them.

/** What an organisation permits for one tool of an MCP server. */
export interface McpServerToolPolicy {
  name: string;
  permission_policy?: "always_allow" | "always_ask" | "always_deny";
  org_max_permission?: "allow" | "ask" | "blocked";
}

interface WithTimeout {
  /** The time-out of one tool call, in milliseconds; below 1000 it is ignored. Default: the CLI's own. */
  timeout?: number;
}

interface WithLoading extends WithTimeout {
  /** Always include its tools in the prompt instead of leaving them to tool search. Default: false. */
  alwaysLoad?: boolean;
}

interface RemoteServer extends WithLoading {
  url: string;
  headers?: Record<string, string>;
  tools?: McpServerToolPolicy[];
}

/** An MCP server that the CLI starts as a process and talks to over stdin and stdout. */
export interface McpStdioServerConfig extends WithLoading {
  type?: "stdio";
  command: string;
  args?: string[];
  env?: Record<string, string>;
}

/** A remote MCP server with the older transport, server-sent events. */
export interface McpSSEServerConfig extends RemoteServer {
  type: "sse";
}

/** A remote MCP server with the streamable HTTP transport; `headers` may hold credentials. */
export interface McpHttpServerConfig extends RemoteServer {
  type: "http";
}

/** An in-process MCP server as the CLI knows it: by name only; calls come back to the host. */
export interface McpSdkServerConfig extends WithTimeout {
  type: "sdk";
  name: string;
  tools?: McpServerToolPolicy[];
}

/** A connector of a claude.ai account, as `mcpServerStatus()` reports it; it cannot be configured here. */
export interface McpClaudeAIProxyServerConfig extends WithTimeout {
  type: "claudeai-proxy";
  url: string;
  id: string;
}

/** The configuration of a server without functions, so that it can be written as JSON. */
export type McpServerConfigForProcessTransport =
  | McpStdioServerConfig
  | McpSSEServerConfig
  | McpHttpServerConfig
  | McpSdkServerConfig;

/** The configuration of a server as `mcpServerStatus()` reports it. */
export type McpServerStatusConfig = McpServerConfigForProcessTransport | McpClaudeAIProxyServerConfig;

/** An MCP object: it may have `_meta` and fields that are not declared here. */
export interface WithMeta {
  _meta?: Meta | undefined;
  [field: string]: unknown;
}

interface Meta {
  progressToken?: string | number | undefined;
  "io.modelcontextprotocol/related-task"?: { taskId: string } | undefined;
  [field: string]: unknown;
}

/** A link to an MCP resource, in a tool's result; read it with `readMcpResource()`. */
export interface SDKMcpResourceLink {
  uri: string;
  name: string;
  title?: string;
  description?: string;
  mimeType?: string;
  /** The size in bytes. */ size?: number;
  annotations?: Record<string, unknown>;
}
