// Configurations of MCP servers, as the CLI takes and reports them.

/** What an organisation permits of one tool of a server. */
export interface McpServerToolPolicy {
  name: string;
  permission_policy?: "always_allow" | "always_ask" | "always_deny";
  org_max_permission?: "allow" | "ask" | "blocked";
}

interface WithTimeout {
  /** How long a call may take, in milliseconds, from 1000. Default: the CLI's own limit. */
  timeout?: number;
}

interface WithLoading extends WithTimeout {
  /** Offer its tools always, rather than when the model searches for them. Default: false. */
  alwaysLoad?: boolean;
}

interface RemoteServer extends WithLoading {
  url: string;
  headers?: Record<string, string>;
  tools?: McpServerToolPolicy[];
}

/** An MCP server that the CLI starts as a program and talks to over stdin and stdout. */
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

/** Fields that the MCP SDK allows in every object of the protocol besides the declared ones. */
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
  /** In bytes. */
  size?: number;
  annotations?: Record<string, unknown>;
}
