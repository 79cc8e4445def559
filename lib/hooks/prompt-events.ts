// Hooks around prompts and answers: what they are told, and what they may answer.
import type { SDKAssistantMessageError } from "../wire/conversation.ts";
import type { HookContextOf, HookInputOf, HookOutputOf } from "./base.ts";

/** Called before a prompt is taken up; `decision: "block"` refuses it. */
export interface UserPromptSubmitHookInput extends HookInputOf<"UserPromptSubmit"> {
  prompt: string;
  source?: "user" | "sdk" | "system" | "loop_wakeup" | "schedule_wakeup" | "poll_event";
  session_title?: string;
}

/** What a `UserPromptSubmit` hook may answer with. */
export interface UserPromptSubmitHookSpecificOutput extends HookOutputOf<"UserPromptSubmit"> {
  additionalContext?: string;
  sessionTitle?: string;
  suppressOriginalPrompt?: boolean;
}

/** Called before a slash command or MCP prompt becomes a prompt. */
export interface UserPromptExpansionHookInput extends HookInputOf<"UserPromptExpansion"> {
  expansion_type: "slash_command" | "mcp_prompt";
  command_name: string;
  command_args: string;
  command_source?: string;
  prompt: string;
}

/** What a `UserPromptExpansion` hook may answer with. */
export interface UserPromptExpansionHookSpecificOutput extends HookOutputOf<"UserPromptExpansion"> {
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

/** What is told of an agent that is about to stop. */
export interface StopFields {
  stop_hook_active: boolean;
  last_assistant_message?: string;
  background_tasks?: BackgroundTaskSummary[];
  session_crons?: SessionCronSummary[];
}

/** Called when the agent is about to stop; `decision: "block"` makes it go on. */
export interface StopHookInput extends HookInputOf<"Stop">, StopFields {}

/** What a `Stop` hook may answer with. */
export interface StopHookSpecificOutput extends HookContextOf<"Stop"> {}

/** Called when a turn ends by an error of the API. */
export interface StopFailureHookInput extends HookInputOf<"StopFailure"> {
  error: SDKAssistantMessageError;
  error_details?: string;
  last_assistant_message?: string;
}

/** Called when somebody's attention is wanted: a permission question has waited for 6 s, …. */
export interface NotificationHookInput extends HookInputOf<"Notification"> {
  message: string;
  title?: string;
  notification_type: string;
}

/** What a `Notification` hook may answer with. */
export interface NotificationHookSpecificOutput extends HookContextOf<"Notification"> {}

/** Called when a text of the model is shown. */
export interface MessageDisplayHookInput extends HookInputOf<"MessageDisplay"> {
  turn_id: string;
  message_id: string;
  index: number;
  final: boolean;
  delta: string;
}

/** What a `MessageDisplay` hook may answer with. */
export interface MessageDisplayHookSpecificOutput extends HookOutputOf<"MessageDisplay"> {
  displayContent?: string;
}
