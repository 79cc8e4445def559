// Tools that reach the web and MCP servers: what they take, and what they give back.

/** Input of `WebFetch`. */
export interface WebFetchInput {
  url: string;
  /** What to find out from the page. */
  prompt: string;
  offset?: number;
}

/** Output of `WebFetch`. */
export interface WebFetchOutput {
  bytes: number;
  /** The HTTP status. */
  code: number;
  codeText: string;
  result: string;
  durationMs: number;
  url: string;
  artifactRead?: { slug: string; ver?: string; seeded?: false };
}

/** Input of `WebSearch`. */
export interface WebSearchInput {
  query: string;
  allowed_domains?: string[];
  blocked_domains?: string[];
}

/** Output of `WebSearch`: pages, and what the model says about them. */
export interface WebSearchOutput {
  query: string;
  results: ({ tool_use_id: string; content: { title: string; url: string; snippet?: string }[] } | string)[];
  durationSeconds: number;
  searchCount?: number;
}

/** Input of an MCP server's tool. */
export interface McpInput {
  [argument: string]: unknown;
}

/** Output of an MCP server's tool. */
export type McpOutput = string | { type: string; [field: string]: unknown }[] | { [field: string]: unknown };

/** Input of `ListMcpResourcesTool`. */
export interface ListMcpResourcesInput {
  server?: string;
}

/** Output of `ListMcpResourcesTool`. */
export type ListMcpResourcesOutput = {
  uri: string;
  name: string;
  mimeType?: string;
  description?: string;
  server: string;
}[];

/** Input of `ReadMcpResourceTool`. */
export interface ReadMcpResourceInput {
  server: string;
  uri: string;
}

/** Output of `ReadMcpResourceTool`. */
export interface ReadMcpResourceOutput {
  contents: { uri: string; mimeType?: string; text?: string; blobSavedTo?: string }[];
  error?: string;
}

/** Input of `ReadMcpResourceDirTool`. */
export interface ReadMcpResourceDirInput {
  server: string;
  uri: string;
}

/** Output of `ReadMcpResourceDirTool`. */
export interface ReadMcpResourceDirOutput {
  resources: { uri: string; name: string; mimeType?: string }[];
  error?: string;
}

/** Input of the tool that asks MCP servers for their tools again. */
export interface RefreshMcpToolsInput {
  server?: string;
}

/** Output of the tool that asks MCP servers for their tools again. */
export type RefreshMcpToolsOutput = {
  server: string;
  status: "refreshed" | "error" | "not_connected";
  toolCount?: number;
  added?: string[];
  removed?: string[];
  error?: string;
}[];
