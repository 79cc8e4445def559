// Tools with which the model plans its work: what they take, and what they give back.

/** Input of `EnterPlanMode`. */
// An interface, because programs for the official SDK may extend it.
// oxlint-disable-next-line typescript/no-empty-object-type
export interface EnterPlanModeInput {}

/** Output of `EnterPlanMode`. */
export interface EnterPlanModeOutput {
  message: string;
}

/** Input of `ExitPlanMode`; the plan itself is in a file. */
export interface ExitPlanModeInput {
  allowedPrompts?: { tool: "Bash"; prompt: string }[];
  [field: string]: unknown;
}

/** Output of `ExitPlanMode`. */
export interface ExitPlanModeOutput {
  plan: string | null;
  isAgent: boolean;
  filePath?: string;
  hasTaskTool?: boolean;
  planWasEdited?: boolean;
  awaitingLeaderApproval?: boolean;
  requestId?: string;
}

type Status = "pending" | "in_progress" | "completed";

interface Todo {
  content: string;
  status: Status;
  activeForm: string;
}

/** Input of `TodoWrite`: the whole list. */
export interface TodoWriteInput {
  todos: Todo[];
}

/** Output of `TodoWrite`. */
export interface TodoWriteOutput {
  oldTodos: Todo[];
  newTodos: Todo[];
}

/** Input of `TaskCreate`. */
export interface TaskCreateInput {
  subject: string;
  description: string;
  activeForm?: string;
  metadata?: { [field: string]: unknown };
}

/** Output of `TaskCreate`. */
export interface TaskCreateOutput {
  task: { id: string; subject: string; description?: string };
}

/** Input of `TaskGet`. */
export interface TaskGetInput {
  taskId: string;
}

/** Output of `TaskGet`. */
export interface TaskGetOutput {
  task: {
    id: string;
    subject: string;
    description: string;
    status: Status;
    blocks: string[];
    blockedBy: string[];
  } | null;
}

/** Input of `TaskUpdate`. */
export interface TaskUpdateInput {
  taskId: string;
  subject?: string;
  description?: string;
  activeForm?: string;
  status?: Status | "deleted";
  addBlocks?: string[];
  addBlockedBy?: string[];
  owner?: string;
  metadata?: { [field: string]: unknown };
}

/** Output of `TaskUpdate`. */
export interface TaskUpdateOutput {
  success: boolean;
  taskId: string;
  updatedFields: string[];
  error?: string;
  statusChange?: { from: string; to: string };
}

/** Input of `TaskList`. */
// oxlint-disable-next-line typescript/no-empty-object-type
export interface TaskListInput {}

/** Output of `TaskList`. */
export interface TaskListOutput {
  tasks: { id: string; subject: string; status: Status; owner?: string; blockedBy: string[] }[];
}

interface Finding {
  file: string;
  line?: number;
  summary: string;
  short_summary?: string;
  failure_scenario: string;
  category?: string;
  severity?: "important" | "pre_existing" | "nit";
  verdict?: "CONFIRMED" | "PLAUSIBLE";
  outcome?: "fixed" | "skipped" | "no_change_needed";
}

type Level = "low" | "medium" | "high" | "xhigh" | "max";

/** Input of `ReportFindings`, the end of a review. */
export interface ReportFindingsInput {
  level?: Level;
  findings: Finding[];
}

/** Output of `ReportFindings`. */
export interface ReportFindingsOutput {
  count: number;
  level?: Level;
  findings: Finding[];
}

/** Input of `SetGoal`. */
export interface ProposeGoalInput {
  condition: string;
  ask_user?: boolean;
}

/** Output of `SetGoal`. */
export interface ProposeGoalOutput {
  condition: string;
  askUser: boolean;
}
