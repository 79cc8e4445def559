// Tools for what is to happen later: what they take, and what they give back.

/** Input of `CronCreate`. */
export interface CronCreateInput {
  /** Five fields, in local time. */
  cron: string;
  prompt: string;
  recurring?: boolean;
  /** Keep it when the session ends. */
  durable?: boolean;
}

/** Output of `CronCreate`. */
export interface CronCreateOutput {
  id: string;
  humanSchedule: string;
  recurring: boolean;
  durable?: boolean;
  /** In milliseconds since 1970. */
  nextFireAt?: number;
  maxAgeMs?: number;
  otherOneShots?: { id: string; humanSchedule: string; prompt: string }[];
}

/** Input of `CronDelete`. */
export interface CronDeleteInput {
  id: string;
}

/** Output of `CronDelete`. */
export interface CronDeleteOutput {
  id: string;
  endedLoopWakeup?: true;
}

/** Input of `CronList`. */
// oxlint-disable-next-line typescript/no-empty-object-type
export interface CronListInput {}

/** Output of `CronList`. */
export interface CronListOutput {
  jobs: {
    id: string;
    cron: string;
    humanSchedule: string;
    prompt: string;
    recurring?: boolean;
    durable?: boolean;
    nextFireAt?: number;
  }[];
}

/** Input of `ScheduleWakeup`. */
export interface ScheduleWakeupInput {
  delaySeconds?: number;
  reason?: string;
  prompt?: string;
  stop?: boolean;
  noop?: boolean;
}

/** Output of `ScheduleWakeup`. */
export interface ScheduleWakeupOutput {
  /** In milliseconds since 1970. */
  scheduledFor: number;
  clampedDelaySeconds: number;
  wasClamped: boolean;
  stopped?: boolean;
  cancelledWakeups?: number;
}

/** Input of `RemoteTrigger`. */
export interface RemoteTriggerInput {
  action:
    | "list"
    | "get"
    | "create"
    | "update"
    | "run"
    | "create_webhook_trigger"
    | "list_runs"
    | "get_run_log";
  trigger_id?: string;
  session_id?: string;
  cursor?: string;
  body?: { [field: string]: unknown };
}

/** Output of `RemoteTrigger`. */
export interface RemoteTriggerOutput {
  /** The HTTP status. */
  status: number;
  json: string;
  summary?: string;
}
