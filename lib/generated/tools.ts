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

/** Input of `Bash`, which runs a command in a shell, also in the background. */
export interface BashInput {
  command: string;
  /** In milliseconds. */
  timeout?: number;
  description?: string;
  run_in_background?: boolean;
  dangerouslyDisableSandbox?: boolean;
}

/** Input of `CronCreate`, which schedules a prompt. */
export interface CronCreateInput {
  /** Five fields, in local time. */
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
  /** Every place where the text stands. Default: it must stand in one place. */
  replace_all?: boolean;
}

/** Input of `EnterPlanMode`, which switches to the permission mode `plan`. */
export interface EnterPlanModeInput {}

/** Input of `EnterWorktree`, which goes on in a git worktree, which it makes if need be. */
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
  /** In milliseconds. */
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

/** Input of `PowerShell`, which runs a command in PowerShell. */
export interface PowerShellInput {
  command: string;
  /** In milliseconds. */
  timeout?: number;
  description?: string;
  run_in_background?: boolean;
  dangerouslyDisableSandbox?: boolean;
}

/** Input of `Read`, which reads a file: text, pictures, PDFs and notebooks. */
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

/** Input of `ScheduleWakeup`, which has the session go on by itself later. */
export interface ScheduleWakeupInput {
  /** In seconds. */
  delaySeconds?: number;
  reason?: string;
  prompt?: string;
  stop?: boolean;
  noop?: boolean;
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

/** Input of `SendUserMessage`, which writes to the user while it goes on. */
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

/** Input of `Write`, which writes a whole file, in place of what was there. */
export interface FileWriteInput {
  file_path: string;
  content: string;
}

type From1To4<Item> = [Item] | [Item, Item] | [Item, Item, Item] | [Item, Item, Item, Item];

type From2To4<Item> = [Item, Item] | [Item, Item, Item] | [Item, Item, Item, Item];

/** Input of `Artifact`, which publishes a page on claude.ai; needs an account there. */
export type ArtifactInput = ToolInputs["Artifact"];

/** Input of `ClaudeDesign`, which works on designs on claude.ai; needs an account there. */
export type ClaudeDesignInput = ToolInputs["ClaudeDesign"];

/** Input of `OfferChromeSetup`, which offers the user to connect a browser. */
export type OfferChromeSetupInput = ToolInputs["OfferChromeSetup"];

/** Input of `Projects`, which reads and changes a project of claude.ai; needs an account there. */
export type ProjectsInput = ToolInputs["Projects"];

/** Input of `PushNotification`, which notifies the user on other devices. */
export type PushNotificationInput = ToolInputs["PushNotification"];

/** Input of `ReadNotifications`, which reads the notifications that have come. */
export type ReadNotificationsInput = ToolInputs["ReadNotifications"];

/** Input of `RemoteTrigger`, which manages triggers on claude.ai; needs an account there. */
export type RemoteTriggerInput = ToolInputs["RemoteTrigger"];

/** Input of `SendFeedback`, which sends feedback to Anthropic. */
export type SendFeedbackInput = ToolInputs["SendFeedback"];

/** Input of `SetGoal`, which proposes a goal for the session. */
export type ProposeGoalInput = ToolInputs["SetGoal"];

/** Input of `ShowOnboardingRolePicker`, which asks the user for their role. */
export type ShowOnboardingRolePickerInput = ToolInputs["ShowOnboardingRolePicker"];

/** Input of `propose_skills`, which proposes skills to the user. */
export type ProposeSkillsInput = ToolInputs["propose_skills"];

/** Output of `Agent`, which has a subagent do a task. */
export type AgentOutput = ToolOutputs["Agent"];

/** Output of `Artifact`, which publishes a page on claude.ai; needs an account there. */
export type ArtifactOutput = ToolOutputs["Artifact"];

/** Output of `AskUserQuestion`, which asks the user to choose; a permission callback gives the answers. */
export type AskUserQuestionOutput = ToolOutputs["AskUserQuestion"];

/** Output of `Bash`, which runs a command in a shell, also in the background. */
export type BashOutput = ToolOutputs["Bash"];

/** Output of `ClaudeDesign`, which works on designs on claude.ai; needs an account there. */
export type ClaudeDesignOutput = ToolOutputs["ClaudeDesign"];

/** Output of `CronCreate`, which schedules a prompt. */
export type CronCreateOutput = ToolOutputs["CronCreate"];

/** Output of `CronDelete`, which removes a scheduled prompt. */
export type CronDeleteOutput = ToolOutputs["CronDelete"];

/** Output of `CronList`, which lists the scheduled prompts. */
export type CronListOutput = ToolOutputs["CronList"];

/** Output of `Edit`, which replaces a text in a file that was read before. */
export type FileEditOutput = ToolOutputs["Edit"];

/** Output of `EnterPlanMode`, which switches to the permission mode `plan`. */
export type EnterPlanModeOutput = ToolOutputs["EnterPlanMode"];

/** Output of `EnterWorktree`, which goes on in a git worktree, which it makes if need be. */
export type EnterWorktreeOutput = ToolOutputs["EnterWorktree"];

/** Output of `ExitPlanMode`, which presents a plan, and leaves the mode `plan` if it is approved. */
export type ExitPlanModeOutput = ToolOutputs["ExitPlanMode"];

/** Output of `ExitWorktree`, which goes back from a git worktree, and keeps or removes it. */
export type ExitWorktreeOutput = ToolOutputs["ExitWorktree"];

/** Output of `Glob`, which finds files by a pattern of their names. */
export type GlobOutput = ToolOutputs["Glob"];

/** Output of `Grep`, which finds lines by a regular expression. */
export type GrepOutput = ToolOutputs["Grep"];

/** Output of `ListMcpResourcesTool`, which lists the resources of MCP servers. */
export type ListMcpResourcesOutput = ToolOutputs["ListMcpResourcesTool"];

/** Output of `Monitor`, which watches a command, and reports lines of its output as they come. */
export type MonitorOutput = ToolOutputs["Monitor"];

/** Output of `NotebookEdit`, which changes a cell of a Jupyter notebook. */
export type NotebookEditOutput = ToolOutputs["NotebookEdit"];

/** Output of `OfferChromeSetup`, which offers the user to connect a browser. */
export type OfferChromeSetupOutput = ToolOutputs["OfferChromeSetup"];

/** Output of `Projects`, which reads and changes a project of claude.ai; needs an account there. */
export type ProjectsOutput = ToolOutputs["Projects"];

/** Output of `PushNotification`, which notifies the user on other devices. */
export type PushNotificationOutput = ToolOutputs["PushNotification"];

/** Output of `Read`, which reads a file: text, pictures, PDFs and notebooks. */
export type FileReadOutput = ToolOutputs["Read"];

/** Output of `ReadMcpResourceDirTool`, which lists a folder of resources of an MCP server. */
export type ReadMcpResourceDirOutput = ToolOutputs["ReadMcpResourceDirTool"];

/** Output of `ReadMcpResourceTool`, which reads a resource of an MCP server. */
export type ReadMcpResourceOutput = ToolOutputs["ReadMcpResourceTool"];

/** Output of `ReadNotifications`, which reads the notifications that have come. */
export type ReadNotificationsOutput = ToolOutputs["ReadNotifications"];

/** Output of `RemoteTrigger`, which manages triggers on claude.ai; needs an account there. */
export type RemoteTriggerOutput = ToolOutputs["RemoteTrigger"];

/** Output of `ReportFindings`, which reports the findings of a review. */
export type ReportFindingsOutput = ToolOutputs["ReportFindings"];

/** Output of `ScheduleWakeup`, which has the session go on by itself later. */
export type ScheduleWakeupOutput = ToolOutputs["ScheduleWakeup"];

/** Output of `SendFeedback`, which sends feedback to Anthropic. */
export type SendFeedbackOutput = ToolOutputs["SendFeedback"];

/** Output of `SetGoal`, which proposes a goal for the session. */
export type ProposeGoalOutput = ToolOutputs["SetGoal"];

/** Output of `ShowOnboardingRolePicker`, which asks the user for their role. */
export type ShowOnboardingRolePickerOutput = ToolOutputs["ShowOnboardingRolePicker"];

/** Output of `TaskCreate`, which adds a task to the task list. */
export type TaskCreateOutput = ToolOutputs["TaskCreate"];

/** Output of `TaskGet`, which reads a task of the task list. */
export type TaskGetOutput = ToolOutputs["TaskGet"];

/** Output of `TaskList`, which lists the tasks of the task list. */
export type TaskListOutput = ToolOutputs["TaskList"];

/** Output of `TaskStop`, which stops a background command or agent. */
export type TaskStopOutput = ToolOutputs["TaskStop"];

/** Output of `TaskUpdate`, which changes a task of the task list. */
export type TaskUpdateOutput = ToolOutputs["TaskUpdate"];

/** Output of `TodoWrite`, which replaces the whole list of to-dos. */
export type TodoWriteOutput = ToolOutputs["TodoWrite"];

/** Output of `WebFetch`, which fetches a page and answers a question about it. */
export type WebFetchOutput = ToolOutputs["WebFetch"];

/** Output of `WebSearch`, which searches the web. */
export type WebSearchOutput = ToolOutputs["WebSearch"];

/** Output of `Workflow`, which runs a workflow of several agents. */
export type WorkflowOutput = ToolOutputs["Workflow"];

/** Output of `Write`, which writes a whole file, in place of what was there. */
export type FileWriteOutput = ToolOutputs["Write"];

/** Output of `propose_skills`, which proposes skills to the user. */
export type ProposeSkillsOutput = ToolOutputs["propose_skills"];
