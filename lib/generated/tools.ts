// Generated from the tools that the CLI offers the model, and from the fields of those that it only declares; run `npm run generate`, never edit.

/** The input of each tool that the CLI offers without an account of claude.ai. */
export interface OfferedInputs {
  Agent: AgentInput;
  AskUserQuestion: AskUserQuestionInput;
  Bash: BashInput;
  CronCreate: CronCreateInput;
  CronDelete: CronDeleteInput;
  CronList: CronListInput;
  Edit: FileEditInput;
  EnterPlanMode: EnterPlanModeInput;
  EnterWorktree: EnterWorktreeInput;
  ExitPlanMode: ExitPlanModeInput;
  ExitWorktree: ExitWorktreeInput;
  Glob: GlobInput;
  Grep: GrepInput;
  ListAgents: ListAgentsInput;
  ListMcpResourcesTool: ListMcpResourcesInput;
  Monitor: MonitorInput;
  NotebookEdit: NotebookEditInput;
  PowerShell: PowerShellInput;
  Read: FileReadInput;
  ReadMcpResourceDirTool: ReadMcpResourceDirInput;
  ReadMcpResourceTool: ReadMcpResourceInput;
  ReportFindings: ReportFindingsInput;
  ScheduleWakeup: ScheduleWakeupInput;
  SendMessage: SendMessageInput;
  SendUserMessage: SendUserMessageInput;
  Skill: SkillInput;
  TaskCreate: TaskCreateInput;
  TaskGet: TaskGetInput;
  TaskList: TaskListInput;
  TaskStop: TaskStopInput;
  TaskUpdate: TaskUpdateInput;
  TodoWrite: TodoWriteInput;
  WebFetch: WebFetchInput;
  WebSearch: WebSearchInput;
  Workflow: WorkflowInput;
  Write: FileWriteInput;
}

/** The input of each tool that only some accounts have. */
export interface AccountInputs {
  Artifact: ArtifactInput;
  ClaudeDesign: ClaudeDesignInput;
  OfferChromeSetup: OfferChromeSetupInput;
  Projects: ProjectsInput;
  propose_skills: ProposeSkillsInput;
  PushNotification: PushNotificationInput;
  ReadNotifications: ReadNotificationsInput;
  RemoteTrigger: RemoteTriggerInput;
  SendFeedback: SendFeedbackInput;
  SetGoal: ProposeGoalInput;
  ShowOnboardingRolePicker: ShowOnboardingRolePickerInput;
}

/** The output of each tool whose output is known, as a `PostToolUse` hook gets it in `tool_response`. */
export interface ToolOutputs {
  Agent: AgentOutput;
  Artifact: ArtifactOutput;
  AskUserQuestion: AskUserQuestionOutput;
  Bash: BashOutput;
  ClaudeDesign: ClaudeDesignOutput;
  CronCreate: CronCreateOutput;
  CronDelete: CronDeleteOutput;
  CronList: CronListOutput;
  Edit: FileEditOutput;
  EnterPlanMode: EnterPlanModeOutput;
  EnterWorktree: EnterWorktreeOutput;
  ExitPlanMode: ExitPlanModeOutput;
  ExitWorktree: ExitWorktreeOutput;
  Glob: GlobOutput;
  Grep: GrepOutput;
  ListMcpResourcesTool: ListMcpResourcesOutput;
  Monitor: MonitorOutput;
  NotebookEdit: NotebookEditOutput;
  OfferChromeSetup: OfferChromeSetupOutput;
  Projects: ProjectsOutput;
  propose_skills: ProposeSkillsOutput;
  PushNotification: PushNotificationOutput;
  Read: FileReadOutput;
  ReadMcpResourceDirTool: ReadMcpResourceDirOutput;
  ReadMcpResourceTool: ReadMcpResourceOutput;
  ReadNotifications: ReadNotificationsOutput;
  RemoteTrigger: RemoteTriggerOutput;
  ReportFindings: ReportFindingsOutput;
  ScheduleWakeup: ScheduleWakeupOutput;
  SendFeedback: SendFeedbackOutput;
  SetGoal: ProposeGoalOutput;
  ShowOnboardingRolePicker: ShowOnboardingRolePickerOutput;
  TaskCreate: TaskCreateOutput;
  TaskGet: TaskGetOutput;
  TaskList: TaskListOutput;
  TaskStop: TaskStopOutput;
  TaskUpdate: TaskUpdateOutput;
  TodoWrite: TodoWriteOutput;
  WebFetch: WebFetchOutput;
  WebSearch: WebSearchOutput;
  Workflow: WorkflowOutput;
  Write: FileWriteOutput;
}

/** Input of `Agent`, which has a subagent do a task. */
export interface AgentInput {
  description: string;
  prompt: string;
  subagent_type?: string;
  model?: "sonnet" | "opus" | "haiku" | "fable";
  effort?: "low" | "medium" | "high" | "xhigh" | "max";
  run_in_background?: boolean;
  name?: string;
  team_name?: string;
  mode?: "acceptEdits" | "auto" | "bypassPermissions" | "default" | "dontAsk" | "plan";
  isolation?: "worktree" | "remote";
}

/** Input of `Artifact`, which publishes a page on claude.ai; needs an account there. */
export interface ArtifactInput {
  action?: "publish" | "list" | "read" | "list_types" | "watch" | "unwatch" | "status" | "upload_asset" | "list_assets" | "read_asset" | "delete_asset" | "pin" | "unpin";
  file_path?: string;
  favicon?: string;
  icon?: string;
  limit?: number;
  page_token?: string;
  scope?: "mine" | "shared" | "all";
  title?: string;
  description?: string;
  label?: string;
  url?: string;
  prompt?: string;
  force?: boolean;
  pin?: boolean;
  out_dir?: string;
  file_paths?: AtLeast1<string>;
  asset_id?: string;
  after?: string;
  capabilities?: Record<string, unknown>;
  contract?: "latest" | string;
}

/** Input of `AskUserQuestion`, which asks the user to choose; a permission callback gives the answers. */
export interface AskUserQuestionInput {
  questions: From1To4<{
    question: string;
    header: string;
    options: From2To4<{
      label: string;
      description: string;
      preview?: string;
    }>;
    multiSelect: boolean;
  }>;
  /** The answers by question; a permission callback adds them to the input. */
  answers?: Record<string, string>;
  annotations?: Record<string, {
    preview?: string;
    notes?: string;
  }>;
  metadata?: {
    source?: string;
  };
}

/** Input of `Bash`, which runs a command in a shell, also in the background. */
export interface BashInput {
  command: string;
  /** The time-out in milliseconds. */
  timeout?: number;
  description?: string;
  run_in_background?: boolean;
  dangerouslyDisableSandbox?: boolean;
}

/** Input of `ClaudeDesign`, which works on designs on claude.ai; needs an account there. */
export interface ClaudeDesignInput {
  operation: string;
  arguments: Record<string, unknown>;
}

/** Input of `CronCreate`, which schedules a prompt. */
export interface CronCreateInput {
  /** A cron expression of five fields, in local time. */
  cron: string;
  prompt: string;
  recurring?: boolean;
  /** Keep it when the session ends. */
  durable?: boolean;
}

/** Input of `CronDelete`, which removes a scheduled prompt. */
export interface CronDeleteInput {
  id: string;
}

/** Input of `CronList`, which lists the scheduled prompts. */
export interface CronListInput {}

/** Input of `Edit`, which replaces a text in a file that was read before. */
export interface FileEditInput {
  file_path: string;
  old_string: string;
  new_string: string;
  /** Replace every occurrence. Default: false, and the text must occur exactly once. */
  replace_all?: boolean;
}

/** Input of `EnterPlanMode`, which switches to the permission mode `plan`. */
export interface EnterPlanModeInput {}

/** Input of `EnterWorktree`, which switches to a git worktree, and creates one if needed. */
export interface EnterWorktreeInput {
  name?: string;
  path?: string;
}

/** Input of `ExitPlanMode`, which presents a plan, and leaves the mode `plan` if it is approved. */
export interface ExitPlanModeInput {
  allowedPrompts?: {
    tool: "Bash";
    prompt: string;
  }[];
  [field: string]: unknown;
}

/** Input of `ExitWorktree`, which goes back from a git worktree, and keeps or removes it. */
export interface ExitWorktreeInput {
  action: "keep" | "remove";
  discard_changes?: boolean;
}

/** Input of `Glob`, which finds files by a pattern of their names. */
export interface GlobInput {
  pattern: string;
  /** The folder. Default: the working directory. */
  path?: string;
}

/** Input of `Grep`, which finds lines by a regular expression. */
export interface GrepInput {
  pattern: string;
  path?: string;
  glob?: string;
  output_mode?: "content" | "files_with_matches" | "count";
  "-B"?: number;
  "-A"?: number;
  "-C"?: number;
  context?: number;
  "-n"?: boolean;
  "-i"?: boolean;
  "-o"?: boolean;
  type?: string;
  head_limit?: number;
  offset?: number;
  multiline?: boolean;
}

/** Input of `ListAgents`, which lists the agents that messages can be sent to. */
export interface ListAgentsInput {
  channel?: string;
  q?: string;
  cursor?: string;
}

/** Input of `ListMcpResourcesTool`, which lists the resources of MCP servers. */
export interface ListMcpResourcesInput {
  server?: string;
}

/** Input of `Monitor`, which watches a command, and reports lines of its output as they come. */
export interface MonitorInput {
  description: string;
  /** The time-out in milliseconds. */
  timeout_ms: number;
  command?: string;
  ws?: {
    url: string;
    protocols?: string[];
  };
}

/** Input of `NotebookEdit`, which changes a cell of a Jupyter notebook. */
export interface NotebookEditInput {
  notebook_path: string;
  cell_id?: string;
  new_source: string;
  cell_type?: "code" | "markdown";
  edit_mode?: "replace" | "insert" | "delete";
}

/** Input of `OfferChromeSetup`, which offers the user to connect a browser. */
export interface OfferChromeSetupInput {
  reason?: string;
}

/** Input of `PowerShell`, which runs a command in PowerShell. */
export interface PowerShellInput {
  command: string;
  /** The time-out in milliseconds. */
  timeout?: number;
  description?: string;
  run_in_background?: boolean;
  dangerouslyDisableSandbox?: boolean;
}

/** Input of `Projects`, which reads and changes a project of claude.ai; needs an account there. */
export interface ProjectsInput {
  method: "project_info" | "project_read" | "project_search" | "project_write" | "project_delete" | "project_memory_list" | "project_memory_read";
  path?: string;
  content?: string;
  local_path?: string;
  present_to_user?: boolean;
  query?: string;
  n?: number;
}

/** Input of `propose_skills`, which proposes skills to the user. */
export interface ProposeSkillsInput {
  proposals: From1To3<{
    name: string;
    kind: "new" | "improvement";
    target?: string;
    description: string;
    evidence?: string[];
    edits?: AtLeast1<{
      old_string: string;
      new_string: string;
    }>;
    skillMd?: string;
  }>;
}

/** Input of `PushNotification`, which notifies the user on other devices. */
export interface PushNotificationInput {
  message: string;
  status?: "proactive";
}

/** Input of `Read`, which reads a file: text, pictures, PDFs and notebooks. */
export interface FileReadInput {
  /** An absolute path. */
  file_path: string;
  /** The first line, from 1. */
  offset?: number;
  /** How many lines. */
  limit?: number;
  /** The pages of a PDF, such as `1-5`. */
  pages?: string;
  allow_large?: boolean;
}

/** Input of `ReadMcpResourceDirTool`, which lists a folder of resources of an MCP server. */
export interface ReadMcpResourceDirInput {
  server: string;
  uri: string;
}

/** Input of `ReadMcpResourceTool`, which reads a resource of an MCP server. */
export interface ReadMcpResourceInput {
  server: string;
  uri: string;
}

/** Input of `ReadNotifications`, which reads the notifications that have arrived. */
export interface ReadNotificationsInput {}

/** Input of `RemoteTrigger`, which manages triggers on claude.ai; needs an account there. */
export interface RemoteTriggerInput {
  action: "list" | "get" | "create" | "update" | "run" | "create_webhook_trigger" | "list_runs" | "get_run_log";
  trigger_id?: string;
  session_id?: string;
  cursor?: string;
  body?: Record<string, unknown>;
}

/** Input of `ReportFindings`, which reports the findings of a review. */
export interface ReportFindingsInput {
  level?: "low" | "medium" | "high" | "xhigh" | "max";
  findings: {
    file: string;
    line?: number;
    summary: string;
    short_summary?: string;
    failure_scenario: string;
    category?: string;
    severity?: "important" | "pre_existing" | "nit";
    verdict?: "CONFIRMED" | "PLAUSIBLE";
    outcome?: "fixed" | "skipped" | "no_change_needed";
  }[];
}

/** Input of `ScheduleWakeup`, which schedules when the session continues on its own. */
export interface ScheduleWakeupInput {
  /** The delay in seconds. */
  delaySeconds?: number;
  reason?: string;
  prompt?: string;
  stop?: boolean;
  noop?: boolean;
}

/** Input of `SendFeedback`, which sends feedback to Anthropic. */
export interface SendFeedbackInput {
  type: "bug" | "idea" | "missing_capability";
  title: string;
  details: string;
  area?: string;
  failure_mode?: "instruction_following" | "destructive_actions" | "code_quality" | "repetition_and_looping" | "model_regression" | "overconfidence_and_hallucination" | "context_and_memory" | "overeager" | "over_correction" | "stopping_short" | "dispute_or_decline" | "subagent_overspawn" | "tone_or_preachiness" | "excessive_questions" | "unwanted_scope" | "other";
  task_category?: "code_edit" | "debug" | "explain" | "plan" | "shell" | "search" | "review" | "other";
}

/** Input of `SendMessage`, which sends a message to another agent. */
export interface SendMessageInput {
  to: string;
  summary?: string;
  message: string | {
    type: "shutdown_request";
    reason?: string;
  } | {
    type: "shutdown_response";
    request_id: string;
    approve: boolean;
    reason?: string;
  } | {
    type: "plan_approval_response";
    request_id: string;
    approve: boolean;
    feedback?: string;
  };
  notify_when_idle?: boolean;
}

/** Input of `SendUserMessage`, which writes to the user while the agent keeps working. */
export interface SendUserMessageInput {
  message: string;
  attachments?: (string | {
    file_uuid: string;
    file_name: string;
    size: number;
    is_image: boolean;
    media_type?: string;
  })[];
  status: "normal" | "proactive";
}

/** Input of `SetGoal`, which proposes a goal for the session. */
export interface ProposeGoalInput {
  condition: string;
  ask_user?: boolean;
}

/** Input of `ShowOnboardingRolePicker`, which asks the user for their role. */
export interface ShowOnboardingRolePickerInput {}

/** Input of `Skill`, which loads a skill or runs a custom command. */
export interface SkillInput {
  skill: string;
  args?: string;
}

/** Input of `TaskCreate`, which adds a task to the task list. */
export interface TaskCreateInput {
  subject: string;
  description: string;
  activeForm?: string;
  metadata?: Record<string, unknown>;
}

/** Input of `TaskGet`, which reads a task of the task list. */
export interface TaskGetInput {
  taskId: string;
}

/** Input of `TaskList`, which lists the tasks of the task list. */
export interface TaskListInput {}

/** Input of `TaskStop`, which stops a background command or agent. */
export interface TaskStopInput {
  task_id?: string;
  shell_id?: string;
}

/** Input of `TaskUpdate`, which changes a task of the task list. */
export interface TaskUpdateInput {
  taskId: string;
  subject?: string;
  description?: string;
  activeForm?: string;
  status?: "pending" | "in_progress" | "completed" | "deleted";
  addBlocks?: string[];
  addBlockedBy?: string[];
  owner?: string;
  metadata?: Record<string, unknown>;
}

/** Input of `TodoWrite`, which replaces the whole list of to-dos. */
export interface TodoWriteInput {
  todos: {
    content: string;
    status: "pending" | "in_progress" | "completed";
    activeForm: string;
  }[];
}

/** Input of `WebFetch`, which fetches a page and answers a question about it. */
export interface WebFetchInput {
  url: string;
  prompt: string;
  offset?: number;
}

/** Input of `WebSearch`, which searches the web. */
export interface WebSearchInput {
  query: string;
  allowed_domains?: string[];
  blocked_domains?: string[];
}

/** Input of `Workflow`, which runs a workflow of several agents. */
export interface WorkflowInput {
  script?: string;
  name?: string;
  description?: string;
  title?: string;
  args?: Record<string, unknown>;
  scriptPath?: string;
  resumeFromRunId?: string;
}

/** Input of `Write`, which writes a whole file, replacing what it contained. */
export interface FileWriteInput {
  file_path: string;
  content: string;
}

/** Input of an MCP server's tool. */
export type McpInput = Record<string, unknown>;

/** Input of the tool that asks MCP servers for their tools again. */
export interface RefreshMcpToolsInput {
  server?: string;
}

/** Output of `Agent`, which has a subagent do a task. The agent's answer, or where to find one that runs in the background. */
export type AgentOutput = {
  agentId: string;
  agentType?: string;
  content: {
    type: "text";
    text: string;
    citations?: unknown[] | null;
  }[];
  resolvedModel?: string;
  modelsUsed?: string[];
  totalToolUseCount: number;
  totalDurationMs: number;
  totalTokens: number;
  usage: {
    input_tokens: number;
    output_tokens: number;
    cache_creation_input_tokens: number | null;
    cache_read_input_tokens: number | null;
    server_tool_use: {
      web_search_requests: number;
      web_fetch_requests: number;
    } | null;
    service_tier: string | null;
    cache_creation: {
      ephemeral_1h_input_tokens: number;
      ephemeral_5m_input_tokens: number;
    } | null;
    inference_geo?: string | null;
    speed?: string | null;
    iterations?: unknown;
    output_tokens_details?: {
      thinking_tokens?: number | null;
    } | null;
    fallback_credit?: unknown;
  };
  toolsUsed?: string[];
  toolStats?: {
    readCount: number;
    searchCount: number;
    bashCount: number;
    editFileCount: number;
    linesAdded: number;
    linesRemoved: number;
    otherToolCount: number;
    frameCount?: number;
  };
  status: "completed";
  prompt: string;
  worktreePath?: string;
  worktreeBranch?: string;
} | {
  status: "async_launched";
  isAsync?: true;
  agentId: string;
  description: string;
  resolvedModel?: string;
  modelsUsed?: string[];
  prompt: string;
  outputFile: string;
  canReadOutputFile?: boolean;
} | {
  status: "remote_launched";
  taskId: string;
  sessionUrl: string;
  description: string;
  prompt: string;
  outputFile: string;
};

/** Output of `Artifact`, which publishes a page on claude.ai; needs an account there. Its shape depends on the action. */
export type ArtifactOutput = {
  url: string;
  path: string;
  artifact_id?: string;
  title?: string;
  version?: string;
  capabilities?: unknown;
  stored?: {
    contract: string;
    preferredContract?: string;
    capabilities?: Record<string, unknown>;
    carried?: boolean;
    read?: string;
  };
  warnings?: string[];
  publishesRemaining?: number;
  publishesResetAt?: number;
  contract?: string;
  updated?: boolean;
  owned?: boolean;
  icon?: string;
  faviconSent?: true;
  iconDropped?: true;
  audience?: string;
  folder_audience?: "others" | "unknown";
  seq?: number;
  unchanged?: true;
  liveSubscription?: string;
  pinned?: boolean;
} | {
  artifacts: {
    title: string;
    url: string;
    favicon?: string;
    updatedAt?: string;
    rel?: "mine" | "shared";
    external?: true;
    role?: "editor" | "commenter" | "reader" | "viewer";
    outsidersMayHaveWritten?: true;
    listedKind?: string;
    pinned?: boolean;
  }[];
  truncated?: boolean;
  total?: number;
  total_at_least?: true;
  next_page_token?: string;
  pins_enabled?: boolean;
  scope?: "shared" | "all";
  external_listed?: true;
} | {
  read: {
    url: string;
    bytes: number;
    code: number;
    codeText: string;
    result: string;
    durationMs: number;
    title?: string;
  };
  owned?: boolean;
  artifactRead?: {
    slug: string;
    ver?: string;
    seeded?: false;
  };
} | {
  watch: {
    url: string;
    watching: boolean;
    outcome: string;
    reason?: string;
    durable_skip_reason?: string;
    task_id?: string;
    since?: number;
    token_expires_at?: number;
    rail?: string;
    trigger_id?: string;
    durable_since?: string;
    status?: number;
    detail?: string;
    note?: string;
    events?: string[];
  };
} | {
  unwatch: {
    url: string;
    was_watching: boolean;
  };
} | {
  watches: ({
    url: string;
    task_id: string;
    since: number;
    explicit: boolean;
    connected: boolean;
    connecting?: boolean;
    token_expires_at: number;
    armed_via?: string;
  } | {
    url: string;
    rail: "durable_wake";
    trigger_id: string;
    since: string;
    events?: string[];
    restored?: boolean;
  } | {
    url: string;
    rail: "live_stopped";
    since?: number;
    explicit?: boolean;
    armed_via?: string;
    stop_kind: string;
  })[];
  filter_url?: string;
  arms?: {
    url: string;
    rail?: string;
    state: string;
    reconnect?: boolean;
    failures?: number;
    max_failures?: number;
    next_in_s?: number;
    last_failure?: string;
    reason?: string;
    detail?: string;
    server_message?: string;
    at?: number;
  }[];
} | {
  written?: {
    url: string;
  };
  owned?: boolean;
  asset_upload: {
    id: string;
    url: string;
    size_bytes: number;
    content_type: string;
    sha256?: string;
    file_name: string;
  };
} | {
  written?: {
    url: string;
  };
  owned?: boolean;
  asset_uploads: {
    url: string;
    results: AtLeast1<{
      file_path: string;
      status: "uploaded";
      id: string;
      url: string;
      size_bytes: number;
      content_type: string;
      sha256?: string;
      file_name: string;
    } | {
      file_path: string;
      status: "failed" | "not_attempted";
      reason: string;
      message: string;
      may_be_stored?: true;
    }>;
  };
} | {
  asset_list: {
    url: string;
    assets: {
      id: string;
      url: string;
      content_type: string;
      size_bytes: number;
      sha256?: string;
      created_at: string;
    }[];
    usage: {
      files: number;
      bytes: number;
      max_files: number;
      max_bytes: number;
    };
    next?: string;
    cowritten?: true;
    outside_writer?: true;
  };
} | {
  asset_read: {
    id: string;
    path: string;
    size_bytes: number;
    content_type: string;
    sha256: string;
    cowritten?: true;
    outside_writer?: true;
    public_read?: true;
    foreign?: true;
  };
} | {
  written?: {
    url: string;
  };
  owned?: boolean;
  asset_delete: {
    id: string;
    deleted: boolean;
  };
} | {
  pin: {
    action: "pin" | "unpin";
    url: string;
    pinned: boolean;
    title?: string;
  };
};

/** Output of `AskUserQuestion`, which asks the user to choose; a permission callback gives the answers. */
export interface AskUserQuestionOutput {
  questions: {
    question: string;
    header: string;
    options: From2To4<{
      label: string;
      description: string;
      preview?: string;
    }>;
    multiSelect: boolean;
  }[];
  answers: Record<string, string>;
  response?: string;
  annotations?: Record<string, {
    preview?: string;
    notes?: string;
    unanswered?: "skipped" | "replied_in_chat" | "dismissed";
  }>;
  afkTimeoutMs?: number;
}

/** Output of `Bash`, which runs a command in a shell, also in the background. */
export interface BashOutput {
  stdout: string;
  stderr: string;
  rawOutputPath?: string;
  interrupted: boolean;
  isImage?: boolean;
  /** Set if the command continues in the background; pass it to `TaskStop`. */
  backgroundTaskId?: string;
  backgroundedByUser?: boolean;
  timedOutAfterMs?: number;
  backgroundCwdHint?: string;
  backgroundEndsWithFinalResponse?: true;
  backgroundWakesOwner?: true;
  dangerouslyDisableSandbox?: boolean;
  /** The meaning of an exit code that is not a failure. */
  returnCodeInterpretation?: string;
  noOutputExpected?: boolean;
  structuredContent?: unknown[];
  /** The file with the whole output, if that is too long for `stdout`. */
  persistedOutputPath?: string;
  /** The size in bytes. */
  persistedOutputSize?: number;
  staleReadFileStateHint?: string;
  ghRateLimitHint?: string;
  gitOperation?: {
    commit?: {
      sha: string;
      kind: "committed" | "amended" | "cherry-picked";
      branch?: string;
    };
    push?: {
      branch: string;
    };
    branch?: {
      ref: string;
      action: "merged" | "rebased";
    };
    pr?: {
      number: number;
      url?: string;
      action: "created" | "edited" | "merged" | "commented" | "closed" | "reopened" | "ready" | "draft" | "auto-merge-enabled" | "auto-merge-disabled";
    };
  };
}

/** Output of `ClaudeDesign`, which works on designs on claude.ai; needs an account there. */
export interface ClaudeDesignOutput {
  operation: string;
  content: Record<string, unknown>[];
  isError?: boolean;
}

/** Output of `CronCreate`, which schedules a prompt. */
export interface CronCreateOutput {
  id: string;
  humanSchedule: string;
  recurring: boolean;
  durable?: boolean;
  /** The time, in milliseconds since 1970. */
  nextFireAt?: number;
  maxAgeMs?: number;
  otherOneShots?: {
    id: string;
    humanSchedule: string;
    prompt: string;
  }[];
}

/** Output of `CronDelete`, which removes a scheduled prompt. */
export interface CronDeleteOutput {
  id: string;
  endedLoopWakeup?: true;
}

/** Output of `CronList`, which lists the scheduled prompts. */
export interface CronListOutput {
  jobs: {
    id: string;
    cron: string;
    humanSchedule: string;
    prompt: string;
    recurring?: boolean;
    durable?: boolean;
    /** The time, in milliseconds since 1970. */
    nextFireAt?: number;
  }[];
}

/** Output of `Edit`, which replaces a text in a file that was read before. */
export interface FileEditOutput {
  filePath: string;
  oldString: string;
  newString: string;
  /** The whole text before the edit. */
  originalFile: string | null;
  structuredPatch: {
    oldStart: number;
    oldLines: number;
    newStart: number;
    newLines: number;
    /** Each begins with `+`, `-` or a space. */
    lines: string[];
  }[];
  /** The user changed the edit before allowing it. */
  userModified: boolean;
  replaceAll: boolean;
  gitDiff?: {
    filename: string;
    status: "modified" | "added";
    additions: number;
    deletions: number;
    changes: number;
    patch: string;
    repository?: string | null;
  };
  staged?: boolean;
}

/** Output of `EnterPlanMode`, which switches to the permission mode `plan`. */
export interface EnterPlanModeOutput {
  message: string;
}

/** Output of `EnterWorktree`, which switches to a git worktree, and creates one if needed. */
export interface EnterWorktreeOutput {
  worktreePath: string;
  worktreeBranch?: string;
  message: string;
}

/** Output of `ExitPlanMode`, which presents a plan, and leaves the mode `plan` if it is approved. */
export interface ExitPlanModeOutput {
  plan: string | null;
  isAgent: boolean;
  filePath?: string;
  hasTaskTool?: boolean;
  planWasEdited?: boolean;
  awaitingLeaderApproval?: boolean;
  requestId?: string;
}

/** Output of `ExitWorktree`, which goes back from a git worktree, and keeps or removes it. */
export interface ExitWorktreeOutput {
  action: "keep" | "remove";
  originalCwd: string;
  worktreePath: string;
  worktreeBranch?: string;
  tmuxSessionName?: string;
  discardedFiles?: number;
  discardedCommits?: number;
  message: string;
}

/** Output of `Glob`, which finds files by a pattern of their names. */
export interface GlobOutput {
  durationMs: number;
  numFiles: number;
  filenames: string[];
  truncated: boolean;
  totalMatches?: number;
  countIsComplete?: boolean;
  timedOut?: boolean;
}

/** Output of `Grep`, which finds lines by a regular expression. */
export interface GrepOutput {
  mode?: "content" | "files_with_matches" | "count";
  numFiles: number;
  filenames: string[];
  content?: string;
  numLines?: number;
  numMatches?: number;
  totalFiles?: number;
  totalLines?: number;
  appliedLimit?: number;
  appliedOffset?: number;
  timedOut?: boolean;
}

/** Output of `ListMcpResourcesTool`, which lists the resources of MCP servers. */
export type ListMcpResourcesOutput = {
  uri: string;
  name: string;
  mimeType?: string;
  description?: string;
  server: string;
}[];

/** Output of `Monitor`, which watches a command, and reports lines of its output as they come. */
export interface MonitorOutput {
  taskId: string;
  timeoutMs: number;
  persistent?: boolean;
  keptInSandboxByCheck?: boolean;
}

/** Output of `NotebookEdit`, which changes a cell of a Jupyter notebook. */
export interface NotebookEditOutput {
  new_source: string;
  old_source?: string;
  cell_id?: string;
  cell_type: "code" | "markdown";
  language: string;
  edit_mode: string;
  error?: string;
  notebook_path: string;
  original_file: string;
  updated_file: string;
}

/** Output of `OfferChromeSetup`, which offers the user to connect a browser. */
export interface OfferChromeSetupOutput {
  outcome: "connected" | "not_now" | "no_attempt_yet";
}

/** Output of `Projects`, which reads and changes a project of claude.ai; needs an account there. Its shape depends on `method`. */
export type ProjectsOutput = {
  method: "project_info";
  notice?: string;
  local_file?: string;
  name: string;
  description: string;
  instructions: string;
  docs: {
    path: string;
    created_at: string | null;
  }[];
  files?: {
    path: string;
    file_kind: string;
    created_at: string | null;
  }[];
  sync_sources?: {
    type: string | null;
    config: Record<string, unknown>;
  }[];
  knowledge: {
    knowledge_size: number;
    max_knowledge_size: number;
  };
} | {
  method: "project_read";
  notice?: string;
  path: string;
  file_kind?: string;
  content?: string;
  local_file?: string;
  created_at: string | null;
} | {
  method: "project_search";
  notice?: string;
  rag: boolean;
  hits?: {
    name?: string;
    doc_uuid?: string;
    text?: string;
    image_attached?: boolean;
    page?: number;
  }[];
  docs?: string[];
} | {
  method: "project_write";
  notice?: string;
  path: string;
  doc_uuid: string;
  replaced: boolean;
  present_to_user?: boolean;
  local_path?: string;
} | {
  method: "project_delete";
  notice?: string;
  path: string;
  deleted: boolean;
} | {
  method: "project_memory_list";
  notice?: string;
  files: {
    path: string;
    size_bytes: number;
    updated_at: string | null;
    truncated: boolean;
  }[];
  truncated: boolean;
} | {
  method: "project_memory_read";
  notice?: string;
  path: string;
  content?: string;
  local_file?: string;
  size_bytes: number;
  updated_at: string | null;
  truncated: boolean;
};

/** Output of `propose_skills`, which proposes skills to the user. */
export interface ProposeSkillsOutput {
  proposalCount: number;
}

/** Output of `PushNotification`, which notifies the user on other devices. */
export interface PushNotificationOutput {
  message: string;
  pushSent?: boolean;
  localSent?: boolean;
  disabledReason?: "config_off" | "user_present" | "no_transport";
  sentAt?: string;
}

/** Output of `Read`, which reads a file: text, pictures, PDFs and notebooks. The kind of file, and its contents. */
export type FileReadOutput = {
  type: "text";
  file: {
    filePath: string;
    content: string;
    numLines: number;
    /** The number of the first line, from 1. */
    startLine: number;
    totalLines: number;
    truncatedByTokenCap?: boolean;
  };
  artifactRead?: {
    slug: string;
    ver: string;
  };
} | {
  type: "image";
  file: {
    base64: string;
    type: "image/jpeg" | "image/png" | "image/gif" | "image/webp";
    /** The size in bytes. */
    originalSize: number;
    dimensions?: {
      originalWidth?: number;
      originalHeight?: number;
      displayWidth?: number;
      displayHeight?: number;
    };
  };
} | {
  type: "notebook";
  file: {
    filePath: string;
    cells: unknown[];
  };
} | {
  type: "pdf";
  file: {
    filePath: string;
    base64: string;
    /** The size in bytes. */
    originalSize: number;
  };
} | {
  type: "parts";
  file: {
    filePath: string;
    /** The size in bytes. */
    originalSize: number;
    count: number;
    outputDir: string;
  };
  firstPage?: number;
  pages?: {
    base64: string;
    mediaType: "image/jpeg" | "image/png" | "image/gif" | "image/webp";
    error?: string;
  }[];
};

/** Output of `ReadMcpResourceDirTool`, which lists a folder of resources of an MCP server. */
export interface ReadMcpResourceDirOutput {
  resources: {
    uri: string;
    name: string;
    mimeType?: string;
  }[];
  error?: string;
}

/** Output of `ReadMcpResourceTool`, which reads a resource of an MCP server. */
export interface ReadMcpResourceOutput {
  contents: {
    uri: string;
    mimeType?: string;
    text?: string;
    blobSavedTo?: string;
  }[];
  error?: string;
}

/** Output of `ReadNotifications`, which reads the notifications that have arrived. */
export interface ReadNotificationsOutput {
  notifications: {
    notification_id: string;
    origin: string;
    queued_at: string;
    content: string;
    arrived_at?: string;
  }[];
  remaining: number;
  read_at?: string;
}

/** Output of `RemoteTrigger`, which manages triggers on claude.ai; needs an account there. */
export interface RemoteTriggerOutput {
  /** The HTTP status. */
  status: number;
  json: string;
  summary?: string;
}

/** Output of `ReportFindings`, which reports the findings of a review. */
export interface ReportFindingsOutput {
  count: number;
  level?: "low" | "medium" | "high" | "xhigh" | "max";
  findings: {
    file: string;
    line?: number;
    summary: string;
    short_summary?: string;
    failure_scenario: string;
    category?: string;
    severity?: "important" | "pre_existing" | "nit";
    verdict?: "CONFIRMED" | "PLAUSIBLE";
    outcome?: "fixed" | "skipped" | "no_change_needed";
  }[];
}

/** Output of `ScheduleWakeup`, which schedules when the session continues on its own. */
export interface ScheduleWakeupOutput {
  /** The time, in milliseconds since 1970. */
  scheduledFor: number;
  clampedDelaySeconds: number;
  wasClamped: boolean;
  stopped?: boolean;
  cancelledWakeups?: number;
}

/** Output of `SendFeedback`, which sends feedback to Anthropic. */
export interface SendFeedbackOutput {
  success: boolean;
  message: string;
}

/** Output of `SetGoal`, which proposes a goal for the session. */
export interface ProposeGoalOutput {
  condition: string;
  askUser: boolean;
}

/** Output of `ShowOnboardingRolePicker`, which asks the user for their role. */
export interface ShowOnboardingRolePickerOutput {
  role?: string;
  dismissed?: boolean;
}

/** Output of `TaskCreate`, which adds a task to the task list. */
export interface TaskCreateOutput {
  task: {
    id: string;
    subject: string;
    description?: string;
  };
}

/** Output of `TaskGet`, which reads a task of the task list. */
export interface TaskGetOutput {
  task: {
    id: string;
    subject: string;
    description: string;
    status: "pending" | "in_progress" | "completed";
    blocks: string[];
    blockedBy: string[];
  } | null;
}

/** Output of `TaskList`, which lists the tasks of the task list. */
export interface TaskListOutput {
  tasks: {
    id: string;
    subject: string;
    status: "pending" | "in_progress" | "completed";
    owner?: string;
    blockedBy: string[];
  }[];
}

/** Output of `TaskStop`, which stops a background command or agent. */
export interface TaskStopOutput {
  message: string;
  task_id: string;
  task_type: string;
  command?: string;
}

/** Output of `TaskUpdate`, which changes a task of the task list. */
export interface TaskUpdateOutput {
  success: boolean;
  taskId: string;
  updatedFields: string[];
  error?: string;
  statusChange?: {
    from: string;
    to: string;
  };
}

/** Output of `TodoWrite`, which replaces the whole list of to-dos. */
export interface TodoWriteOutput {
  oldTodos: {
    content: string;
    status: "pending" | "in_progress" | "completed";
    activeForm: string;
  }[];
  newTodos: {
    content: string;
    status: "pending" | "in_progress" | "completed";
    activeForm: string;
  }[];
}

/** Output of `WebFetch`, which fetches a page and answers a question about it. */
export interface WebFetchOutput {
  bytes: number;
  /** The HTTP status. */
  code: number;
  codeText: string;
  result: string;
  durationMs: number;
  url: string;
  artifactRead?: {
    slug: string;
    ver?: string;
    seeded?: false;
  };
}

/** Output of `WebSearch`, which searches the web. The pages found, and the model's comments on them. */
export interface WebSearchOutput {
  query: string;
  results: ({
    tool_use_id: string;
    content: {
      title: string;
      url: string;
      snippet?: string;
    }[];
  } | string)[];
  durationSeconds: number;
  searchCount?: number;
}

/** Output of `Workflow`, which runs a workflow of several agents. */
export interface WorkflowOutput {
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
}

/** Output of `Write`, which writes a whole file, replacing what it contained. */
export interface FileWriteOutput {
  type: "create" | "update";
  filePath: string;
  content: string;
  structuredPatch: {
    oldStart: number;
    oldLines: number;
    newStart: number;
    newLines: number;
    /** Each begins with `+`, `-` or a space. */
    lines: string[];
  }[];
  /** The whole text before; null when the file is new or was too large to keep. */
  originalFile: string | null;
  gitDiff?: {
    filename: string;
    status: "modified" | "added";
    additions: number;
    deletions: number;
    changes: number;
    patch: string;
    repository?: string | null;
  };
  userModified?: boolean;
  staged?: boolean;
}

/** Output of an MCP server's tool. */
export type McpOutput = string | {
  type: string;
  [field: string]: unknown;
}[] | Record<string, unknown>;

/** Output of the tool that asks MCP servers for their tools again. */
export type RefreshMcpToolsOutput = {
  server: string;
  status: "refreshed" | "error" | "not_connected";
  toolCount?: number;
  added?: string[];
  removed?: string[];
  error?: string;
}[];

type AtLeast1<Item> = [Item, ...Item[]];

type From1To4<Item> = [Item] | [Item, Item] | [Item, Item, Item] | [Item, Item, Item, Item];

type From2To4<Item> = [Item, Item] | [Item, Item, Item] | [Item, Item, Item, Item];

type From1To3<Item> = [Item] | [Item, Item] | [Item, Item, Item];
