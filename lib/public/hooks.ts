// Hooks, in types: what they are told and what they may answer.
export type {
  SubagentStartHookInput,
  SubagentStartHookSpecificOutput,
  SubagentStopHookInput,
  SubagentStopHookSpecificOutput,
  TaskCompletedHookInput,
  TaskCreatedHookInput,
  TeammateIdleHookInput,
} from "../hooks/agent-events.ts";
export type { BaseHookInput } from "../hooks/base.ts";
export {
  type AsyncHookJSONOutput,
  HOOK_EVENTS,
  type HookCallback,
  type HookCallbackMatcher,
  type HookEvent,
  type HookInput,
  type HookJSONOutput,
  type SyncHookJSONOutput,
} from "../hooks/events.ts";
export type {
  PermissionDeniedHookInput,
  PermissionDeniedHookSpecificOutput,
  PermissionRequestHookInput,
  PermissionRequestHookSpecificOutput,
  PostModelSwitchHookInput,
  PostModelSwitchHookSpecificOutput,
  PreModelSwitchHookInput,
  PreModelSwitchHookSpecificOutput,
} from "../hooks/permission-events.ts";
export type {
  CwdChangedHookInput,
  CwdChangedHookSpecificOutput,
  DirectoryAddedHookInput,
  ElicitationHookInput,
  ElicitationHookSpecificOutput,
  ElicitationResultHookInput,
  ElicitationResultHookSpecificOutput,
  FileChangedHookInput,
  FileChangedHookSpecificOutput,
  WorktreeCreateHookInput,
  WorktreeCreateHookSpecificOutput,
  WorktreeRemoveHookInput,
} from "../hooks/place-events.ts";
export type {
  BackgroundTaskSummary,
  MessageDisplayHookInput,
  MessageDisplayHookSpecificOutput,
  NotificationHookInput,
  NotificationHookSpecificOutput,
  SessionCronSummary,
  StopFailureHookInput,
  StopHookInput,
  StopHookSpecificOutput,
  UserPromptExpansionHookInput,
  UserPromptExpansionHookSpecificOutput,
  UserPromptSubmitHookInput,
  UserPromptSubmitHookSpecificOutput,
} from "../hooks/prompt-events.ts";
export type {
  ConfigChangeHookInput,
  InstructionsLoadedHookInput,
  PostCompactHookInput,
  PreCompactHookInput,
  SessionEndHookInput,
  SessionStartHookInput,
  SessionStartHookSpecificOutput,
  SetupHookInput,
  SetupHookSpecificOutput,
} from "../hooks/session-events.ts";
export type {
  HookPermissionDecision,
  PostToolBatchHookInput,
  PostToolBatchHookSpecificOutput,
  PostToolBatchToolCall,
  PostToolUseFailureHookInput,
  PostToolUseFailureHookSpecificOutput,
  PostToolUseHookInput,
  PostToolUseHookSpecificOutput,
  PreToolUseHookInput,
  PreToolUseHookSpecificOutput,
} from "../hooks/tool-events.ts";
