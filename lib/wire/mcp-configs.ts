// Configurations of MCP servers, as the CLI takes and reports them.

/** What an organisation allows of one tool. */
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

/** A program that speaks MCP over its standard streams. */
export interface McpStdioServerConfig extends WithLoading {
  type?: "stdio";
  command: string;
  args?: string[];
  env?: Record<string, string>;
}

/** A server at a URL that sends events (the old transport). */
export type McpSSEServerConfig = RemoteServer & { type: "sse" };

/** A server at a URL. */
export type McpHttpServerConfig = RemoteServer & { type: "http" };

/** A server in the host's program, by name. */
export interface McpSdkServerConfig extends WithTimeout {
  type: "sdk";
  name: string;
  tools?: McpServerToolPolicy[];
}

/** A connector of a claude.ai account. */
export interface McpClaudeAIProxyServerConfig extends WithTimeout {
  type: "claudeai-proxy";
  url: string;
  id: string;
}

/** A server as it can be described to another process. */
export type McpServerConfigForProcessTransport =
  | McpStdioServerConfig
  | McpSSEServerConfig
  | McpHttpServerConfig
  | McpSdkServerConfig;

/** The configuration of a server as the CLI reports it. */
export type McpServerStatusConfig = McpServerConfigForProcessTransport | McpClaudeAIProxyServerConfig;

/** What the MCP SDK lets any object of the protocol hold besides its own fields. */
export interface WithMeta {
  _meta?: Meta | undefined;
  [field: string]: unknown;
}

interface Meta {
  progressToken?: string | number | undefined;
  "io.modelcontextprotocol/related-task"?: { taskId: string } | undefined;
  [field: string]: unknown;
}

/** A resource that a tool's result points at. */
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
