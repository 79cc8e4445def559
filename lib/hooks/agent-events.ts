// Hooks around subagents, teams and tasks: what they are told, and what they may answer.

import type { BaseHookInput } from "./base.ts";
import type { BackgroundTaskSummary, SessionCronSummary } from "./prompt-events.ts";

/** What a `SubagentStart` hook is told. */
export interface SubagentStartHookInput extends BaseHookInput {
  hook_event_name: "SubagentStart";
  agent_id: string;
  agent_type: string;
}

/** What a `SubagentStart` hook may answer with. */
export interface SubagentStartHookSpecificOutput {
  hookEventName: "SubagentStart";
  additionalContext?: string;
}

/** What a `SubagentStop` hook is told. */
export interface SubagentStopHookInput extends BaseHookInput {
  hook_event_name: "SubagentStop";
  stop_hook_active: boolean;
  agent_id: string;
  agent_transcript_path: string;
  agent_type: string;
  last_assistant_message?: string;
  background_tasks?: BackgroundTaskSummary[];
  session_crons?: SessionCronSummary[];
}

/** What a `SubagentStop` hook may answer with. */
export interface SubagentStopHookSpecificOutput {
  hookEventName: "SubagentStop";
  additionalContext?: string;
}

/** What a `TeammateIdle` hook is told. */
export interface TeammateIdleHookInput extends BaseHookInput {
  hook_event_name: "TeammateIdle";
  teammate_name: string;
  team_name: string;
}

/** What a `TaskCreated` hook is told. */
export interface TaskCreatedHookInput extends BaseHookInput {
  hook_event_name: "TaskCreated";
  task_id: string;
  task_subject: string;
  task_description?: string;
  teammate_name?: string;
  team_name?: string;
}

/** What a `TaskCompleted` hook is told. */
export interface TaskCompletedHookInput extends BaseHookInput {
  hook_event_name: "TaskCompleted";
  task_id: string;
  task_subject: string;
  task_description?: string;
  teammate_name?: string;
  team_name?: string;
}
