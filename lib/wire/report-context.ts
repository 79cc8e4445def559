// What the CLI answers when it is asked what fills the context window.

/** What fills the context window, in tokens; `percentage` is of `raw_max_tokens`, and may exceed 100. */
export interface SDKContextUsage {
  model: string;
  total_tokens: number;
  raw_max_tokens: number;
  percentage: number;
  over_limit?: { tokens_over: number; kind: "hard_limit" | "compaction_window" };
  categories: SDKContextUsageCategory[];
  mcp_tools: { name: string; server_name: string; tokens: number }[];
  memory_files: { path: string; type: string; tokens: number }[];
  agents: { agent_type: string; source: string; tokens: number }[];
  skills?: { name: string; source: string; plugin_name?: string; tokens: number }[];
}

/** Tokens of one kind of content, such as messages or tools; `kind` says whether they are used or free. */
export interface SDKContextUsageCategory {
  name: string;
  tokens: number;
  kind: "used" | "free" | "buffer" | "deferred";
}

type Text = "system_prompt" | "custom_agents" | "memory_files" | "skills" | "messages" | "mcp_instructions";
type Tools = "system_tools" | "system_tools_deferred" | "mcp_tools" | "mcp_tools_deferred";
type Free = "autocompact_buffer" | "compact_buffer" | "free_space";

interface Category extends SDKContextUsageCategory {
  id?: Text | Tools | Free;
  color: string;
  isDeferred?: boolean;
}

/** Tokens of something that a plugin may have brought. */
type Brought = { source: string; pluginId?: string; path?: string; tokens: number };

/** What fills the context window, in tokens; `gridRows` draws it. With `detail: "summary"` most lists are empty. */
export interface SDKControlGetContextUsageResponse {
  categories: Category[];
  totalTokens: number;
  maxTokens: number;
  rawMaxTokens: number;
  percentage: number;
  gridRows: {
    color: string;
    isFilled: boolean;
    categoryName: string;
    tokens: number;
    percentage: number;
    squareFullness: number;
  }[][];
  model: string;
  memoryFiles: { path: string; type: string; tokens: number }[];
  mcpTools: { name: string; serverName: string; tokens: number; isLoaded?: boolean }[];
  mcpInstructions?: { serverName: string; tokens: number }[];
  deferredBuiltinTools?: { name: string; tokens: number; isLoaded: boolean }[];
  systemTools?: { name: string; tokens: number }[];
  systemPromptSections?: { name: string; tokens: number }[];
  agents: (Brought & { agentType: string })[];
  slashCommands?: { totalCommands: number; includedCommands: number; tokens: number };
  skills?: {
    totalSkills: number;
    includedSkills: number;
    tokens: number;
    skillFrontmatter: (Brought & { name: string; pluginName?: string })[];
  };
  autoCompactThreshold?: number;
  isAutoCompactEnabled: boolean;
  messageBreakdown?: {
    toolCallTokens: number;
    toolResultTokens: number;
    attachmentTokens: number;
    assistantMessageTokens: number;
    userMessageTokens: number;
    redirectedContextTokens: number;
    unattributedTokens: number;
    toolCallsByType: { name: string; callTokens: number; resultTokens: number }[];
    attachmentsByType: { name: string; tokens: number }[];
  };
  apiUsage: {
    input_tokens: number;
    output_tokens: number;
    cache_creation_input_tokens: number;
    cache_read_input_tokens: number;
  } | null;
}
