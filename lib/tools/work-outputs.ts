// What the tools give back that run commands, agents and workflows.

/** Outputs of the tools that run commands, agents and workflows. */
export interface WorkOutputs {
  Bash: {
    stdout: string;
    stderr: string;
    rawOutputPath?: string;
    interrupted: boolean;
    isImage?: boolean;
    /** Set when the command goes on in the background. */
    backgroundTaskId?: string;
    backgroundedByUser?: boolean;
    timedOutAfterMs?: number;
    backgroundCwdHint?: string;
    backgroundEndsWithFinalResponse?: true;
    backgroundWakesOwner?: true;
    dangerouslyDisableSandbox?: boolean;
    /** What the exit code means, where it is no failure. */
    returnCodeInterpretation?: string;
    noOutputExpected?: boolean;
    structuredContent?: unknown[];
    /** Where the whole output is when it is too long. */
    persistedOutputPath?: string;
    persistedOutputSize?: number;
    staleReadFileStateHint?: string;
    ghRateLimitHint?: string;
    gitOperation?: GitOperation;
  };
  TaskStop: { message: string; task_id: string; task_type: string; command?: string };
  Monitor: { taskId: string; timeoutMs: number; persistent?: boolean; keptInSandboxByCheck?: boolean };
  /** What the agent said, or where it goes on. */
  Agent:
    | {
        status: "completed";
        agentId: string;
        agentType?: string;
        content: { type: "text"; text: string; citations?: unknown[] | null }[];
        resolvedModel?: string;
        modelsUsed?: string[];
        totalToolUseCount: number;
        totalDurationMs: number;
        totalTokens: number;
        usage: AgentUsage;
        toolsUsed?: string[];
        toolStats?: ToolStats;
        prompt: string;
        worktreePath?: string;
        worktreeBranch?: string;
      }
    | {
        status: "async_launched";
        isAsync?: true;
        agentId: string;
        description: string;
        resolvedModel?: string;
        modelsUsed?: string[];
        prompt: string;
        outputFile: string;
        canReadOutputFile?: boolean;
      }
    | {
        status: "remote_launched";
        taskId: string;
        sessionUrl: string;
        description: string;
        prompt: string;
        outputFile: string;
      };
  Workflow: {
    status: "async_launched" | "remote_launched";
    taskId: string;
    taskType?: "local_workflow" | "remote_agent";
    workflowName?: string;
    runId?: string;
    summary?: string;
    transcriptDir?: string;
    scriptPath?: string;
    sessionUrl?: string;
    warning?: string;
    error?: string;
  };
  EnterWorktree: { worktreePath: string; worktreeBranch?: string; message: string };
  ExitWorktree: {
    action: "keep" | "remove";
    originalCwd: string;
    worktreePath: string;
    worktreeBranch?: string;
    tmuxSessionName?: string;
    discardedFiles?: number;
    discardedCommits?: number;
    message: string;
  };
}

interface GitOperation {
  commit?: { sha: string; kind: "committed" | "amended" | "cherry-picked"; branch?: string };
  push?: { branch: string };
  branch?: { ref: string; action: "merged" | "rebased" };
  pr?: {
    number: number;
    url?: string;
    action:
      | "created"
      | "edited"
      | "merged"
      | "commented"
      | "closed"
      | "reopened"
      | "ready"
      | "draft"
      | "auto-merge-enabled"
      | "auto-merge-disabled";
  };
}

interface AgentUsage {
  input_tokens: number;
  output_tokens: number;
  cache_creation_input_tokens: number | null;
  cache_read_input_tokens: number | null;
  server_tool_use: { web_search_requests: number; web_fetch_requests: number } | null;
  service_tier: string | null;
  cache_creation: { ephemeral_1h_input_tokens: number; ephemeral_5m_input_tokens: number } | null;
  inference_geo?: string | null;
  speed?: string | null;
  iterations?: unknown;
  output_tokens_details?: { thinking_tokens?: number | null } | null;
  fallback_credit?: unknown;
}

interface ToolStats {
  readCount: number;
  searchCount: number;
  bashCount: number;
  editFileCount: number;
  linesAdded: number;
  linesRemoved: number;
  otherToolCount: number;
  frameCount?: number;
}
