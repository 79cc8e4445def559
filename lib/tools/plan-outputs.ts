// What the tools give back with which the model plans its work, asks the person and schedules what is to happen later.
import type { AskUserQuestionInput, ReportFindingsInput, TodoWriteInput } from "../generated/tools.ts";

type Question = AskUserQuestionInput["questions"][number];
type Todo = TodoWriteInput["todos"][number];
type Status = Todo["status"];

/** Outputs of the tools for plans, questions and schedules. */
export interface PlanOutputs {
  AskUserQuestion: {
    questions: Question[];
    answers: { [question: string]: string };
    response?: string;
    annotations?: {
      [question: string]: {
        preview?: string;
        notes?: string;
        unanswered?: "skipped" | "replied_in_chat" | "dismissed";
      };
    };
    afkTimeoutMs?: number;
  };
  EnterPlanMode: { message: string };
  ExitPlanMode: {
    plan: string | null;
    isAgent: boolean;
    filePath?: string;
    hasTaskTool?: boolean;
    planWasEdited?: boolean;
    awaitingLeaderApproval?: boolean;
    requestId?: string;
  };
  TodoWrite: { oldTodos: Todo[]; newTodos: Todo[] };
  TaskCreate: { task: { id: string; subject: string; description?: string } };
  TaskGet: {
    task: {
      id: string;
      subject: string;
      description: string;
      status: Status;
      blocks: string[];
      blockedBy: string[];
    } | null;
  };
  TaskUpdate: {
    success: boolean;
    taskId: string;
    updatedFields: string[];
    error?: string;
    statusChange?: { from: string; to: string };
  };
  TaskList: {
    tasks: { id: string; subject: string; status: Status; owner?: string; blockedBy: string[] }[];
  };
  ReportFindings: {
    count: number;
    level?: NonNullable<ReportFindingsInput["level"]>;
    findings: ReportFindingsInput["findings"];
  };
  CronCreate: {
    id: string;
    humanSchedule: string;
    recurring: boolean;
    durable?: boolean;
    /** In milliseconds since 1970. */
    nextFireAt?: number;
    maxAgeMs?: number;
    otherOneShots?: { id: string; humanSchedule: string; prompt: string }[];
  };
  CronDelete: { id: string; endedLoopWakeup?: true };
  CronList: {
    jobs: {
      id: string;
      cron: string;
      humanSchedule: string;
      prompt: string;
      recurring?: boolean;
      durable?: boolean;
      nextFireAt?: number;
    }[];
  };
  ScheduleWakeup: {
    /** In milliseconds since 1970. */
    scheduledFor: number;
    clampedDelaySeconds: number;
    wasClamped: boolean;
    stopped?: boolean;
    cancelledWakeups?: number;
  };
}
