// Hooks around prompts and answers: what they are told, and what they may answer.
import type { SDKAssistantMessageError } from "../wire/conversation.ts";
import type { BaseHookInput } from "./base.ts";

/** What a `UserPromptSubmit` hook is told, before a prompt is taken up. */
export interface UserPromptSubmitHookInput extends BaseHookInput {
  hook_event_name: "UserPromptSubmit";
  prompt: string;
  source?: "user" | "sdk" | "system" | "loop_wakeup" | "schedule_wakeup" | "poll_event";
  session_title?: string;
}

/** What a `UserPromptSubmit` hook may answer with. */
export interface UserPromptSubmitHookSpecificOutput {
  hookEventName: "UserPromptSubmit";
  additionalContext?: string;
  sessionTitle?: string;
  suppressOriginalPrompt?: boolean;
}

/** What a `UserPromptExpansion` hook is told, before a command becomes a prompt. */
export interface UserPromptExpansionHookInput extends BaseHookInput {
  hook_event_name: "UserPromptExpansion";
  expansion_type: "slash_command" | "mcp_prompt";
  command_name: string;
  command_args: string;
  command_source?: string;
  prompt: string;
}

/** What a `UserPromptExpansion` hook may answer with. */
export interface UserPromptExpansionHookSpecificOutput {
  hookEventName: "UserPromptExpansion";
  additionalContext?: string;
  suppressOriginalPrompt?: boolean;
}

/** A background task that still runs. */
export interface BackgroundTaskSummary {
  id: string;
  type: string;
  status: string;
  description: string;
  command?: string;
  agent_type?: string;
  server?: string;
  tool?: string;
  name?: string;
}

/** A prompt that is to come by a timetable. */
export interface SessionCronSummary {
  id: string;
  schedule: string;
  recurring: boolean;
  prompt: string;
}

/** What a `Stop` hook is told, when the agent is about to stop. */
export interface StopHookInput extends BaseHookInput {
  hook_event_name: "Stop";
  stop_hook_active: boolean;
  last_assistant_message?: string;
  background_tasks?: BackgroundTaskSummary[];
  session_crons?: SessionCronSummary[];
}

/** What a `Stop` hook may answer with. */
export interface StopHookSpecificOutput {
  hookEventName: "Stop";
  additionalContext?: string;
}

/** What a `StopFailure` hook is told, when a turn ends by an error of the API. */
export interface StopFailureHookInput extends BaseHookInput {
  hook_event_name: "StopFailure";
  error: SDKAssistantMessageError;
  error_details?: string;
  last_assistant_message?: string;
}

/** What a `Notification` hook is told, when the CLI wants somebody's attention. */
export interface NotificationHookInput extends BaseHookInput {
  hook_event_name: "Notification";
  message: string;
  title?: string;
  notification_type: string;
}

/** What a `Notification` hook may answer with. */
export interface NotificationHookSpecificOutput {
  hookEventName: "Notification";
  additionalContext?: string;
}

/** What a `MessageDisplay` hook is told, when a text is shown. */
export interface MessageDisplayHookInput extends BaseHookInput {
  hook_event_name: "MessageDisplay";
  turn_id: string;
  message_id: string;
  index: number;
  final: boolean;
  delta: string;
}

/** What a `MessageDisplay` hook may answer with. */
export interface MessageDisplayHookSpecificOutput {
  hookEventName: "MessageDisplay";
  displayContent?: string;
}
