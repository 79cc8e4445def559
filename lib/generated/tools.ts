// Generated from lib/tools and from what the CLI offers the model; run `npm run generate`, never edit.
import type { ToolInputs, ToolOutputs } from "../sdk-tools.ts";

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

/** Input of `Agent`. */
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

/** Input of `AskUserQuestion`. */
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
  /** By question: a permission callback answers by adding them. */
  answers?: Record<string, string>;
  annotations?: Record<string, {
    preview?: string;
    notes?: string;
  }>;
  metadata?: {
    source?: string;
  };
}

/** Input of `Bash`. */
export interface BashInput {
  command: string;
  /** In milliseconds. */
  timeout?: number;
  description?: string;
  run_in_background?: boolean;
  dangerouslyDisableSandbox?: boolean;
}

/** Input of `CronCreate`. */
export interface CronCreateInput {
  /** Five fields, in local time. */
  cron: string;
  prompt: string;
  recurring?: boolean;
  /** Keep it when the session ends. */
  durable?: boolean;
}

/** Input of `CronDelete`. */
export interface CronDeleteInput {
  id: string;
}

/** Input of `CronList`. */
export interface CronListInput {}

/** Input of `Edit`. */
export interface FileEditInput {
  file_path: string;
  old_string: string;
  new_string: string;
  /** Every place where the text stands. Default: it must stand in one place. */
  replace_all?: boolean;
}

/** Input of `EnterPlanMode`. */
export interface EnterPlanModeInput {}

/** Input of `EnterWorktree`. */
export interface EnterWorktreeInput {
  name?: string;
  path?: string;
}

/** Input of `ExitPlanMode`. */
export interface ExitPlanModeInput {
  allowedPrompts?: {
    tool: "Bash";
    prompt: string;
  }[];
  [field: string]: unknown;
}

/** Input of `ExitWorktree`. */
export interface ExitWorktreeInput {
  action: "keep" | "remove";
  discard_changes?: boolean;
}

/** Input of `Glob`. */
export interface GlobInput {
  pattern: string;
  /** The folder. Default: the working directory. */
  path?: string;
}

/** Input of `Grep`. */
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

/** Input of `ListAgents`. */
export interface ListAgentsInput {
  channel?: string;
  q?: string;
  cursor?: string;
}

/** Input of `ListMcpResourcesTool`. */
export interface ListMcpResourcesInput {
  server?: string;
}

/** Input of `Monitor`. */
export interface MonitorInput {
  description: string;
  /** In milliseconds. */
  timeout_ms: number;
  command?: string;
  ws?: {
    url: string;
    protocols?: string[];
  };
}

/** Input of `NotebookEdit`. */
export interface NotebookEditInput {
  notebook_path: string;
  cell_id?: string;
  new_source: string;
  cell_type?: "code" | "markdown";
  edit_mode?: "replace" | "insert" | "delete";
}

/** Input of `PowerShell`. */
export interface PowerShellInput {
  command: string;
  /** In milliseconds. */
  timeout?: number;
  description?: string;
  run_in_background?: boolean;
  dangerouslyDisableSandbox?: boolean;
}

/** Input of `Read`. */
export interface FileReadInput {
  /** Absolute. */
  file_path: string;
  /** The first line, from 1. */
  offset?: number;
  /** How many lines. */
  limit?: number;
  /** Of a PDF, such as `1-5`. */
  pages?: string;
  allow_large?: boolean;
}

/** Input of `ReadMcpResourceDirTool`. */
export interface ReadMcpResourceDirInput {
  server: string;
  uri: string;
}

/** Input of `ReadMcpResourceTool`. */
export interface ReadMcpResourceInput {
  server: string;
  uri: string;
}

/** Input of `ReportFindings`. */
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

/** Input of `ScheduleWakeup`. */
export interface ScheduleWakeupInput {
  /** In seconds. */
  delaySeconds?: number;
  reason?: string;
  prompt?: string;
  stop?: boolean;
  noop?: boolean;
}

/** Input of `SendMessage`. */
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

/** Input of `SendUserMessage`. */
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

/** Input of `Skill`. */
export interface SkillInput {
  skill: string;
  args?: string;
}

/** Input of `TaskCreate`. */
export interface TaskCreateInput {
  subject: string;
  description: string;
  activeForm?: string;
  metadata?: Record<string, unknown>;
}

/** Input of `TaskGet`. */
export interface TaskGetInput {
  taskId: string;
}

/** Input of `TaskList`. */
export interface TaskListInput {}

/** Input of `TaskStop`. */
export interface TaskStopInput {
  task_id?: string;
  shell_id?: string;
}

/** Input of `TaskUpdate`. */
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

/** Input of `TodoWrite`. */
export interface TodoWriteInput {
  todos: {
    content: string;
    status: "pending" | "in_progress" | "completed";
    activeForm: string;
  }[];
}

/** Input of `WebFetch`. */
export interface WebFetchInput {
  url: string;
  prompt: string;
  offset?: number;
}

/** Input of `WebSearch`. */
export interface WebSearchInput {
  query: string;
  allowed_domains?: string[];
  blocked_domains?: string[];
}

/** Input of `Workflow`. */
export interface WorkflowInput {
  script?: string;
  name?: string;
  description?: string;
  title?: string;
  args?: Record<string, unknown>;
  scriptPath?: string;
  resumeFromRunId?: string;
}

/** Input of `Write`. */
export interface FileWriteInput {
  file_path: string;
  content: string;
}

type From1To4<Item> = [Item] | [Item, Item] | [Item, Item, Item] | [Item, Item, Item, Item];

type From2To4<Item> = [Item, Item] | [Item, Item, Item] | [Item, Item, Item, Item];

/** Input of `Artifact`. */
export type ArtifactInput = ToolInputs["Artifact"];

/** Input of `ClaudeDesign`. */
export type ClaudeDesignInput = ToolInputs["ClaudeDesign"];

/** Input of `OfferChromeSetup`. */
export type OfferChromeSetupInput = ToolInputs["OfferChromeSetup"];

/** Input of `Projects`. */
export type ProjectsInput = ToolInputs["Projects"];

/** Input of `PushNotification`. */
export type PushNotificationInput = ToolInputs["PushNotification"];

/** Input of `ReadNotifications`. */
export type ReadNotificationsInput = ToolInputs["ReadNotifications"];

/** Input of `RemoteTrigger`. */
export type RemoteTriggerInput = ToolInputs["RemoteTrigger"];

/** Input of `SendFeedback`. */
export type SendFeedbackInput = ToolInputs["SendFeedback"];

/** Input of `SetGoal`. */
export type ProposeGoalInput = ToolInputs["SetGoal"];

/** Input of `ShowOnboardingRolePicker`. */
export type ShowOnboardingRolePickerInput = ToolInputs["ShowOnboardingRolePicker"];

/** Input of `propose_skills`. */
export type ProposeSkillsInput = ToolInputs["propose_skills"];

/** Output of `Agent`. */
export type AgentOutput = ToolOutputs["Agent"];

/** Output of `Artifact`. */
export type ArtifactOutput = ToolOutputs["Artifact"];

/** Output of `AskUserQuestion`. */
export type AskUserQuestionOutput = ToolOutputs["AskUserQuestion"];

/** Output of `Bash`. */
export type BashOutput = ToolOutputs["Bash"];

/** Output of `ClaudeDesign`. */
export type ClaudeDesignOutput = ToolOutputs["ClaudeDesign"];

/** Output of `CronCreate`. */
export type CronCreateOutput = ToolOutputs["CronCreate"];

/** Output of `CronDelete`. */
export type CronDeleteOutput = ToolOutputs["CronDelete"];

/** Output of `CronList`. */
export type CronListOutput = ToolOutputs["CronList"];

/** Output of `Edit`. */
export type FileEditOutput = ToolOutputs["Edit"];

/** Output of `EnterPlanMode`. */
export type EnterPlanModeOutput = ToolOutputs["EnterPlanMode"];

/** Output of `EnterWorktree`. */
export type EnterWorktreeOutput = ToolOutputs["EnterWorktree"];

/** Output of `ExitPlanMode`. */
export type ExitPlanModeOutput = ToolOutputs["ExitPlanMode"];

/** Output of `ExitWorktree`. */
export type ExitWorktreeOutput = ToolOutputs["ExitWorktree"];

/** Output of `Glob`. */
export type GlobOutput = ToolOutputs["Glob"];

/** Output of `Grep`. */
export type GrepOutput = ToolOutputs["Grep"];

/** Output of `ListMcpResourcesTool`. */
export type ListMcpResourcesOutput = ToolOutputs["ListMcpResourcesTool"];

/** Output of `Monitor`. */
export type MonitorOutput = ToolOutputs["Monitor"];

/** Output of `NotebookEdit`. */
export type NotebookEditOutput = ToolOutputs["NotebookEdit"];

/** Output of `OfferChromeSetup`. */
export type OfferChromeSetupOutput = ToolOutputs["OfferChromeSetup"];

/** Output of `Projects`. */
export type ProjectsOutput = ToolOutputs["Projects"];

/** Output of `PushNotification`. */
export type PushNotificationOutput = ToolOutputs["PushNotification"];

/** Output of `Read`. */
export type FileReadOutput = ToolOutputs["Read"];

/** Output of `ReadMcpResourceDirTool`. */
export type ReadMcpResourceDirOutput = ToolOutputs["ReadMcpResourceDirTool"];

/** Output of `ReadMcpResourceTool`. */
export type ReadMcpResourceOutput = ToolOutputs["ReadMcpResourceTool"];

/** Output of `ReadNotifications`. */
export type ReadNotificationsOutput = ToolOutputs["ReadNotifications"];

/** Output of `RemoteTrigger`. */
export type RemoteTriggerOutput = ToolOutputs["RemoteTrigger"];

/** Output of `ReportFindings`. */
export type ReportFindingsOutput = ToolOutputs["ReportFindings"];

/** Output of `ScheduleWakeup`. */
export type ScheduleWakeupOutput = ToolOutputs["ScheduleWakeup"];

/** Output of `SendFeedback`. */
export type SendFeedbackOutput = ToolOutputs["SendFeedback"];

/** Output of `SetGoal`. */
export type ProposeGoalOutput = ToolOutputs["SetGoal"];

/** Output of `ShowOnboardingRolePicker`. */
export type ShowOnboardingRolePickerOutput = ToolOutputs["ShowOnboardingRolePicker"];

/** Output of `TaskCreate`. */
export type TaskCreateOutput = ToolOutputs["TaskCreate"];

/** Output of `TaskGet`. */
export type TaskGetOutput = ToolOutputs["TaskGet"];

/** Output of `TaskList`. */
export type TaskListOutput = ToolOutputs["TaskList"];

/** Output of `TaskStop`. */
export type TaskStopOutput = ToolOutputs["TaskStop"];

/** Output of `TaskUpdate`. */
export type TaskUpdateOutput = ToolOutputs["TaskUpdate"];

/** Output of `TodoWrite`. */
export type TodoWriteOutput = ToolOutputs["TodoWrite"];

/** Output of `WebFetch`. */
export type WebFetchOutput = ToolOutputs["WebFetch"];

/** Output of `WebSearch`. */
export type WebSearchOutput = ToolOutputs["WebSearch"];

/** Output of `Workflow`. */
export type WorkflowOutput = ToolOutputs["Workflow"];

/** Output of `Write`. */
export type FileWriteOutput = ToolOutputs["Write"];

/** Output of `propose_skills`. */
export type ProposeSkillsOutput = ToolOutputs["propose_skills"];
