// What the tools give back that reach the web and MCP servers, and what MCP tools take.

/** Outputs of the tools that reach the web and MCP servers. */
export interface WebOutputs {
  WebFetch: {
    bytes: number;
    /** The HTTP status. */
    code: number;
    codeText: string;
    result: string;
    durationMs: number;
    url: string;
    artifactRead?: { slug: string; ver?: string; seeded?: false };
  };
  /** Pages, and what the model says about them. */
  WebSearch: {
    query: string;
    results: (
      | { tool_use_id: string; content: { title: string; url: string; snippet?: string }[] }
      | string
    )[];
    durationSeconds: number;
    searchCount?: number;
  };
  ListMcpResourcesTool: {
    uri: string;
    name: string;
    mimeType?: string;
    description?: string;
    server: string;
  }[];
  ReadMcpResourceTool: {
    contents: { uri: string; mimeType?: string; text?: string; blobSavedTo?: string }[];
    error?: string;
  };
  ReadMcpResourceDirTool: { resources: { uri: string; name: string; mimeType?: string }[]; error?: string };
}

/** Input of an MCP server's tool. */
export interface McpInput {
  [argument: string]: unknown;
}

/** Output of an MCP server's tool. */
export type McpOutput = string | { type: string; [field: string]: unknown }[] | { [field: string]: unknown };

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
