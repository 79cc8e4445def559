// The types of what the built-in tools take and give back, for callbacks and hooks that look into it.
import type {
  AgentInput,
  AgentOutput,
  EnterWorktreeInput,
  EnterWorktreeOutput,
  ExitWorktreeInput,
  ExitWorktreeOutput,
  WorkflowInput,
  WorkflowOutput,
} from "./tools/agent-tools.ts";
import type { ArtifactInput, ArtifactOutput } from "./tools/artifact-tool.ts";
import type {
  BashInput,
  BashOutput,
  MonitorInput,
  MonitorOutput,
  TaskStopInput,
  TaskStopOutput,
} from "./tools/command-tools.ts";
import type {
  FileEditInput,
  FileEditOutput,
  FileReadInput,
  FileReadOutput,
  FileWriteInput,
  FileWriteOutput,
  GlobInput,
  GlobOutput,
  GrepInput,
  GrepOutput,
  NotebookEditInput,
  NotebookEditOutput,
} from "./tools/file-tools.ts";
import type {
  AskUserQuestionInput,
  AskUserQuestionOutput,
  OfferChromeSetupInput,
  OfferChromeSetupOutput,
  ProposeSkillsInput,
  ProposeSkillsOutput,
  PushNotificationInput,
  PushNotificationOutput,
  ReadNotificationsInput,
  ReadNotificationsOutput,
  SendFeedbackInput,
  SendFeedbackOutput,
  ShowOnboardingRolePickerInput,
  ShowOnboardingRolePickerOutput,
} from "./tools/person-tools.ts";
import type {
  EnterPlanModeInput,
  EnterPlanModeOutput,
  ExitPlanModeInput,
  ExitPlanModeOutput,
  ProposeGoalInput,
  ProposeGoalOutput,
  ReportFindingsInput,
  ReportFindingsOutput,
  TaskCreateInput,
  TaskCreateOutput,
  TaskGetInput,
  TaskGetOutput,
  TaskListInput,
  TaskListOutput,
  TaskUpdateInput,
  TaskUpdateOutput,
  TodoWriteInput,
  TodoWriteOutput,
} from "./tools/plan-tools.ts";
import type {
  ClaudeDesignInput,
  ClaudeDesignOutput,
  ProjectsInput,
  ProjectsOutput,
} from "./tools/project-tools.ts";
import type {
  CronCreateInput,
  CronCreateOutput,
  CronDeleteInput,
  CronDeleteOutput,
  CronListInput,
  CronListOutput,
  RemoteTriggerInput,
  RemoteTriggerOutput,
  ScheduleWakeupInput,
  ScheduleWakeupOutput,
} from "./tools/schedule-tools.ts";
import type {
  ListMcpResourcesInput,
  ListMcpResourcesOutput,
  McpInput,
  McpOutput,
  ReadMcpResourceDirInput,
  ReadMcpResourceDirOutput,
  ReadMcpResourceInput,
  ReadMcpResourceOutput,
  RefreshMcpToolsInput,
  RefreshMcpToolsOutput,
  WebFetchInput,
  WebFetchOutput,
  WebSearchInput,
  WebSearchOutput,
} from "./tools/web-tools.ts";

export type * from "./tools/agent-tools.ts";
export type * from "./tools/artifact-tool.ts";
export type * from "./tools/command-tools.ts";
export type * from "./tools/file-tools.ts";
export type * from "./tools/person-tools.ts";
export type * from "./tools/plan-tools.ts";
export type * from "./tools/project-tools.ts";
export type * from "./tools/schedule-tools.ts";
export type * from "./tools/web-tools.ts";

/**
 * The input of each tool, by the name that hooks and permission callbacks are told.
 *
 * @example
 * ```ts
 * import type { CanUseTool } from "kodegen-claude-agent";
 * import type { ToolInputs } from "kodegen-claude-agent/sdk-tools";
 *
 * export const canUseTool: CanUseTool = async (name, input) => {
 *   if (name !== "Bash") return { behavior: "allow" };
 *   const { command } = input as unknown as ToolInputs["Bash"];
 *   return command.startsWith("git ") ? { behavior: "allow" } : { behavior: "deny", message: "Only git" };
 * };
 * ```
 */
export interface ToolInputs {
  Agent: AgentInput;
  Artifact: ArtifactInput;
  AskUserQuestion: AskUserQuestionInput;
  Bash: BashInput;
  ClaudeDesign: ClaudeDesignInput;
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
  ListMcpResourcesTool: ListMcpResourcesInput;
  Monitor: MonitorInput;
  NotebookEdit: NotebookEditInput;
  OfferChromeSetup: OfferChromeSetupInput;
  Projects: ProjectsInput;
  propose_skills: ProposeSkillsInput;
  PushNotification: PushNotificationInput;
  Read: FileReadInput;
  ReadMcpResourceDirTool: ReadMcpResourceDirInput;
  ReadMcpResourceTool: ReadMcpResourceInput;
  ReadNotifications: ReadNotificationsInput;
  RemoteTrigger: RemoteTriggerInput;
  ReportFindings: ReportFindingsInput;
  ScheduleWakeup: ScheduleWakeupInput;
  SendFeedback: SendFeedbackInput;
  SetGoal: ProposeGoalInput;
  ShowOnboardingRolePicker: ShowOnboardingRolePickerInput;
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

/** The output of each tool, as a `PostToolUse` hook gets it in `tool_response`. */
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

/** The input of any tool. */
export type ToolInputSchemas = ToolInputs[keyof ToolInputs] | McpInput | RefreshMcpToolsInput;

/** The output of any tool. */
export type ToolOutputSchemas = ToolOutputs[keyof ToolOutputs] | McpOutput | RefreshMcpToolsOutput;
