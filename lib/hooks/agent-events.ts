// Hooks around subagents, teams and tasks: what they are told, and what they may answer.

import type { HookContextOf, HookInputOf } from "./base.ts";
import type { StopFields } from "./prompt-events.ts";

/** Called when a subagent begins. */
export interface SubagentStartHookInput extends HookInputOf<"SubagentStart"> {
  agent_id: string;
  agent_type: string;
}

/** What a `SubagentStart` hook may answer with. */
export interface SubagentStartHookSpecificOutput extends HookContextOf<"SubagentStart"> {}

/** Called when a subagent is about to stop; `decision: "block"` makes it go on. */
export interface SubagentStopHookInput extends HookInputOf<"SubagentStop">, StopFields {
  agent_id: string;
  agent_transcript_path: string;
  agent_type: string;
}

/** What a `SubagentStop` hook may answer with. */
export interface SubagentStopHookSpecificOutput extends HookContextOf<"SubagentStop"> {}

/** Called when a member of an agent team has nothing to do. */
export interface TeammateIdleHookInput extends HookInputOf<"TeammateIdle"> {
  teammate_name: string;
  team_name: string;
}

interface TaskFields {
  task_id: string;
  task_subject: string;
  task_description?: string;
  teammate_name?: string;
  team_name?: string;
}

/** Called when a task is put on the task list. */
export interface TaskCreatedHookInput extends HookInputOf<"TaskCreated">, TaskFields {}

/** Called when a task is ticked off. */
export interface TaskCompletedHookInput extends HookInputOf<"TaskCompleted">, TaskFields {}
