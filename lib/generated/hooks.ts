// Generated from lib/wire, lib/hooks and lib/errors; run `npm run generate`, never edit.
import type { HookOutputOf } from "../hooks/answers.ts";
import type { HookInputOf } from "../hooks/inputs.ts";

/** The names of all hook events. */
export const HOOK_EVENTS: readonly [
  "PreToolUse",
  "PostToolUse",
  "PostToolUseFailure",
  "PostToolBatch",
  "Notification",
  "UserPromptSubmit",
  "UserPromptExpansion",
  "SessionStart",
  "SessionEnd",
  "Stop",
  "StopFailure",
  "SubagentStart",
  "SubagentStop",
  "PreCompact",
  "PostCompact",
  "PreModelSwitch",
  "PostModelSwitch",
  "PermissionRequest",
  "PermissionDenied",
  "Setup",
  "TeammateIdle",
  "TaskCreated",
  "TaskCompleted",
  "Elicitation",
  "ElicitationResult",
  "ConfigChange",
  "WorktreeCreate",
  "WorktreeRemove",
  "InstructionsLoaded",
  "CwdChanged",
  "FileChanged",
  "DirectoryAdded",
  "MessageDisplay",
  "PreSkillShellCommand",
] = [
  "PreToolUse",
  "PostToolUse",
  "PostToolUseFailure",
  "PostToolBatch",
  "Notification",
  "UserPromptSubmit",
  "UserPromptExpansion",
  "SessionStart",
  "SessionEnd",
  "Stop",
  "StopFailure",
  "SubagentStart",
  "SubagentStop",
  "PreCompact",
  "PostCompact",
  "PreModelSwitch",
  "PostModelSwitch",
  "PermissionRequest",
  "PermissionDenied",
  "Setup",
  "TeammateIdle",
  "TaskCreated",
  "TaskCompleted",
  "Elicitation",
  "ElicitationResult",
  "ConfigChange",
  "WorktreeCreate",
  "WorktreeRemove",
  "InstructionsLoaded",
  "CwdChanged",
  "FileChanged",
  "DirectoryAdded",
  "MessageDisplay",
  "PreSkillShellCommand",
];

/** Every reason for the end of a session, as a `SessionEnd` hook receives it. */
export const EXIT_REASONS: readonly [
  "clear",
  "resume",
  "logout",
  "prompt_input_exit",
  "other",
] = [
  "clear",
  "resume",
  "logout",
  "prompt_input_exit",
  "other",
];

/** Why a session ended. */
export type ExitReason = (typeof EXIT_REASONS)[number];

/** The input of a `PreToolUse` hook, called before a tool runs, and before any permission request for it. */
export interface PreToolUseHookInput extends HookInputOf<"PreToolUse"> {}

/** The input of a `PostToolUse` hook, called after a tool has run, with its result (`tool_response`) and `duration_ms`. */
export interface PostToolUseHookInput extends HookInputOf<"PostToolUse"> {}

/** The input of a `PostToolUseFailure` hook, called after a tool has failed, with its `error`; `is_interrupt` if an interrupt caused that. */
export interface PostToolUseFailureHookInput extends HookInputOf<"PostToolUseFailure"> {}

/** The input of a `PostToolBatch` hook, called once after all tool calls of one message, before the model sees their results. */
export interface PostToolBatchHookInput extends HookInputOf<"PostToolBatch"> {}

/** The input of a `Notification` hook, called when something needs the user's attention, such as a permission request that waited for 6 s. */
export interface NotificationHookInput extends HookInputOf<"Notification"> {}

/** The input of a `UserPromptSubmit` hook, called before a prompt is handled; `decision: "block"` refuses it. */
export interface UserPromptSubmitHookInput extends HookInputOf<"UserPromptSubmit"> {}

/** The input of a `UserPromptExpansion` hook, called before a slash command or MCP prompt is expanded to its text. */
export interface UserPromptExpansionHookInput extends HookInputOf<"UserPromptExpansion"> {}

/** The input of a `SessionStart` hook, called when a session starts again, after `clear`, `compact` or a claim of `prewarm()`, but not at its first start, when your hooks are not known yet. */
export interface SessionStartHookInput extends HookInputOf<"SessionStart"> {}

/** The input of a `SessionEnd` hook, called after `/clear`, and when the process is told to exit while its input is still open. */
export interface SessionEndHookInput extends HookInputOf<"SessionEnd"> {}

/** The input of a `Stop` hook, called when the agent is about to stop; `decision: "block"` makes it continue. */
export interface StopHookInput extends HookInputOf<"Stop"> {}

/** The input of a `StopFailure` hook, called when a turn ends with an API error. */
export interface StopFailureHookInput extends HookInputOf<"StopFailure"> {}

/** The input of a `SubagentStart` hook, called when a subagent starts. */
export interface SubagentStartHookInput extends HookInputOf<"SubagentStart"> {}

/** The input of a `SubagentStop` hook, called when a subagent is about to stop; `decision: "block"` makes it continue. */
export interface SubagentStopHookInput extends HookInputOf<"SubagentStop"> {}

/** The input of a `PreCompact` hook, called before the conversation is compacted, that is, replaced by a summary to make room. */
export interface PreCompactHookInput extends HookInputOf<"PreCompact"> {}

/** The input of a `PostCompact` hook, called after the conversation has been compacted, with the summary (`compact_summary`). */
export interface PostCompactHookInput extends HookInputOf<"PostCompact"> {}

/** The input of a `PreModelSwitch` hook, called before the session switches to another model, with the cost of filling its prompt cache. */
export interface PreModelSwitchHookInput extends HookInputOf<"PreModelSwitch"> {}

/** The input of a `PostModelSwitch` hook, called after the session has switched to another model. */
export interface PostModelSwitchHookInput extends HookInputOf<"PostModelSwitch"> {}

/** The input of a `PermissionRequest` hook, called when a tool call needs a decision, at the same time as `canUseTool`; the first answer counts. */
export interface PermissionRequestHookInput extends HookInputOf<"PermissionRequest"> {}

/** The input of a `PermissionDenied` hook, called after the mode `auto` has refused a call, for `reason`. */
export interface PermissionDeniedHookInput extends HookInputOf<"PermissionDenied"> {}

/** The input of a `Setup` hook, called when the CLI runs its own set-up command, never in a session of this library. */
export interface SetupHookInput extends HookInputOf<"Setup"> {}

/** The input of a `TeammateIdle` hook, called when a member of an agent team becomes idle. */
export interface TeammateIdleHookInput extends HookInputOf<"TeammateIdle"> {}

/** The input of a `TaskCreated` hook, called when a task is added to the task list. */
export interface TaskCreatedHookInput extends HookInputOf<"TaskCreated"> {}

/** The input of a `TaskCompleted` hook, called when a task of the task list is marked as completed. */
export interface TaskCompletedHookInput extends HookInputOf<"TaskCompleted"> {}

/** The input of an `Elicitation` hook, called when an MCP server asks the user for input, before the user sees it. */
export interface ElicitationHookInput extends HookInputOf<"Elicitation"> {}

/** The input of an `ElicitationResult` hook, called after the user has answered an MCP server, before the server receives the answer. */
export interface ElicitationResultHookInput extends HookInputOf<"ElicitationResult"> {}

/** The input of a `ConfigChange` hook, called after a settings file, or a skill, has changed on disk. */
export interface ConfigChangeHookInput extends HookInputOf<"ConfigChange"> {}

/** The input of a `WorktreeCreate` hook, called when a worktree is needed: the hook has to make it and return its path. */
export interface WorktreeCreateHookInput extends HookInputOf<"WorktreeCreate"> {}

/** The input of a `WorktreeRemove` hook, called when a worktree should be removed. */
export interface WorktreeRemoveHookInput extends HookInputOf<"WorktreeRemove"> {}

/** The input of an `InstructionsLoaded` hook, called when a CLAUDE.md file is read, but never for callbacks of the option `hooks`. */
export interface InstructionsLoadedHookInput extends HookInputOf<"InstructionsLoaded"> {}

/** The input of a `CwdChanged` hook, called when the session's working directory changes. A `cd` inside a shell command does not count. */
export interface CwdChangedHookInput extends HookInputOf<"CwdChanged"> {}

/** The input of a `FileChanged` hook, called when a file of `watchPaths` is changed, added or removed. */
export interface FileChangedHookInput extends HookInputOf<"FileChanged"> {}

/** The input of a `DirectoryAdded` hook, called when `/add-dir` (`slash_command`) or `registerRepoRoot()` (`register_repo_root`) adds a directory; its path is absolute. */
export interface DirectoryAddedHookInput extends HookInputOf<"DirectoryAdded"> {}

/** The input of a `MessageDisplay` hook, called for each batch of complete lines while an answer streams: `delta` has them, `index` counts a message's batches from 0, and `final` marks the last one, whose `delta` may be empty. */
export interface MessageDisplayHookInput extends HookInputOf<"MessageDisplay"> {}

/** The input of a `PreSkillShellCommand` hook, called before a shell command in a skill's text runs, while the skill is being loaded. Its `tool_use_id` belongs to no tool call of the transcript. */
export interface PreSkillShellCommandHookInput extends HookInputOf<"PreSkillShellCommand"> {}

/** The input of any hook; narrow it by `hook_event_name`. */
export type HookInput =
  | PreToolUseHookInput
  | PostToolUseHookInput
  | PostToolUseFailureHookInput
  | PostToolBatchHookInput
  | NotificationHookInput
  | UserPromptSubmitHookInput
  | UserPromptExpansionHookInput
  | SessionStartHookInput
  | SessionEndHookInput
  | StopHookInput
  | StopFailureHookInput
  | SubagentStartHookInput
  | SubagentStopHookInput
  | PreCompactHookInput
  | PostCompactHookInput
  | PreModelSwitchHookInput
  | PostModelSwitchHookInput
  | PermissionRequestHookInput
  | PermissionDeniedHookInput
  | SetupHookInput
  | TeammateIdleHookInput
  | TaskCreatedHookInput
  | TaskCompletedHookInput
  | ElicitationHookInput
  | ElicitationResultHookInput
  | ConfigChangeHookInput
  | WorktreeCreateHookInput
  | WorktreeRemoveHookInput
  | InstructionsLoadedHookInput
  | CwdChangedHookInput
  | FileChangedHookInput
  | DirectoryAddedHookInput
  | MessageDisplayHookInput
  | PreSkillShellCommandHookInput;

/** `hookSpecificOutput` of a `PreToolUse` hook. `additionalContext`: extra context for the model. `permissionDecision`: `allow` or `deny` decides; `ask` forces a permission request; `defer` ends the turn before the call. `permissionDecisionReason`: why; the model reads it if the call is denied. `updatedInput`: replaces the whole tool input. */
export interface PreToolUseHookSpecificOutput extends HookOutputOf<"PreToolUse"> {}

/** `hookSpecificOutput` of a `PostToolUse` hook. `additionalContext`: extra context for the model. `classifierContext`: for auto mode's classifier; never put untrusted text here. `updatedToolOutput`: replaces the result before the model sees it. `updatedMCPToolOutput`: replaces the result of MCP tools only. */
export interface PostToolUseHookSpecificOutput extends HookOutputOf<"PostToolUse"> {}

/** `hookSpecificOutput` of a `PostToolUseFailure` hook. `additionalContext`: extra context for the model. */
export interface PostToolUseFailureHookSpecificOutput extends HookOutputOf<"PostToolUseFailure"> {}

/** `hookSpecificOutput` of a `PostToolBatch` hook. `additionalContext`: extra context for the model. */
export interface PostToolBatchHookSpecificOutput extends HookOutputOf<"PostToolBatch"> {}

/** `hookSpecificOutput` of a `Notification` hook. `additionalContext`: extra context for the model. */
export interface NotificationHookSpecificOutput extends HookOutputOf<"Notification"> {}

/** `hookSpecificOutput` of a `UserPromptSubmit` hook. `additionalContext`: extra context for the model. `sessionTitle`: the session's new title. `suppressOriginalPrompt`: with `decision: "block"`, leaves the prompt out of the block message. */
export interface UserPromptSubmitHookSpecificOutput extends HookOutputOf<"UserPromptSubmit"> {}

/** `hookSpecificOutput` of a `UserPromptExpansion` hook. `additionalContext`: extra context for the model. `suppressOriginalPrompt`: with `decision: "block"`, leaves the prompt out of the block message. */
export interface UserPromptExpansionHookSpecificOutput extends HookOutputOf<"UserPromptExpansion"> {}

/** `hookSpecificOutput` of a `SessionStart` hook. `additionalContext`: extra context for the model. `initialUserMessage`: a user message with which the session begins. `sessionTitle`: the session's new title. `watchPaths`: files whose changes call `FileChanged` hooks. `reloadSkills`: read skills and commands from disk again after these hooks. */
export interface SessionStartHookSpecificOutput extends HookOutputOf<"SessionStart"> {}

/** `hookSpecificOutput` of a `Stop` hook. `additionalContext` is feedback for the model, and makes the agent continue. */
export interface StopHookSpecificOutput extends HookOutputOf<"Stop"> {}

/** `hookSpecificOutput` of a `SubagentStart` hook. `additionalContext`: extra context for the model. */
export interface SubagentStartHookSpecificOutput extends HookOutputOf<"SubagentStart"> {}

/** `hookSpecificOutput` of a `SubagentStop` hook. `additionalContext` is feedback for the subagent, and makes it continue. */
export interface SubagentStopHookSpecificOutput extends HookOutputOf<"SubagentStop"> {}

/** `hookSpecificOutput` of a `PreModelSwitch` hook. `permissionDecision`: `deny` cancels the switch; so does `ask`, unless there is a terminal to ask in. */
export interface PreModelSwitchHookSpecificOutput extends HookOutputOf<"PreModelSwitch"> {}

/** `hookSpecificOutput` of a `PostModelSwitch` hook. `additionalContext`: extra context for the model. */
export interface PostModelSwitchHookSpecificOutput extends HookOutputOf<"PostModelSwitch"> {}

/** `hookSpecificOutput` of a `PermissionRequest` hook. `decision` answers in place of `canUseTool`. `allow` may replace the input (`updatedInput`) and change rules (`updatedPermissions`); `deny` may give the model a `message` and, with `interrupt`, end the turn. */
export interface PermissionRequestHookSpecificOutput extends HookOutputOf<"PermissionRequest"> {}

/** `hookSpecificOutput` of a `PermissionDenied` hook. `retry: true` tells the model that it may try the call again. */
export interface PermissionDeniedHookSpecificOutput extends HookOutputOf<"PermissionDenied"> {}

/** `hookSpecificOutput` of a `Setup` hook. `additionalContext`: extra context for the model. */
export interface SetupHookSpecificOutput extends HookOutputOf<"Setup"> {}

/** `hookSpecificOutput` of an `Elicitation` hook. `action`: the answer to the server in the user's place. `content`: the fields of the form, with `accept`. */
export interface ElicitationHookSpecificOutput extends HookOutputOf<"Elicitation"> {}

/** `hookSpecificOutput` of an `ElicitationResult` hook. `action`: the answer to the server in the user's place. `content`: the fields of the form, with `accept`. */
export interface ElicitationResultHookSpecificOutput extends HookOutputOf<"ElicitationResult"> {}

/** `hookSpecificOutput` of a `WorktreeCreate` hook. `worktreePath` is the absolute path of the worktree that the hook has made. */
export interface WorktreeCreateHookSpecificOutput extends HookOutputOf<"WorktreeCreate"> {}

/** `hookSpecificOutput` of a `CwdChanged` hook. `watchPaths` are files whose changes call `FileChanged` hooks. */
export interface CwdChangedHookSpecificOutput extends HookOutputOf<"CwdChanged"> {}

/** `hookSpecificOutput` of a `FileChanged` hook. `watchPaths` are files whose changes call `FileChanged` hooks. */
export interface FileChangedHookSpecificOutput extends HookOutputOf<"FileChanged"> {}

/** `hookSpecificOutput` of a `MessageDisplay` hook. `displayContent` is displayed in place of `delta`; neither the message nor what the model sees changes. */
export interface MessageDisplayHookSpecificOutput extends HookOutputOf<"MessageDisplay"> {}

/** `hookSpecificOutput` of a `PreSkillShellCommand` hook. `permissionDecision`: `allow` changes nothing; `deny`, `ask` and `defer` all keep the command from running. Do not return `updatedInput`: it is never applied, and any value keeps the command from running. */
export interface PreSkillShellCommandHookSpecificOutput extends HookOutputOf<"PreSkillShellCommand"> {}

/** `hookSpecificOutput` of any hook: the fields that belong to the event in `hookEventName`. */
export type HookSpecificOutput =
  | PreToolUseHookSpecificOutput
  | PostToolUseHookSpecificOutput
  | PostToolUseFailureHookSpecificOutput
  | PostToolBatchHookSpecificOutput
  | NotificationHookSpecificOutput
  | UserPromptSubmitHookSpecificOutput
  | UserPromptExpansionHookSpecificOutput
  | SessionStartHookSpecificOutput
  | StopHookSpecificOutput
  | SubagentStartHookSpecificOutput
  | SubagentStopHookSpecificOutput
  | PreModelSwitchHookSpecificOutput
  | PostModelSwitchHookSpecificOutput
  | PermissionRequestHookSpecificOutput
  | PermissionDeniedHookSpecificOutput
  | SetupHookSpecificOutput
  | ElicitationHookSpecificOutput
  | ElicitationResultHookSpecificOutput
  | WorktreeCreateHookSpecificOutput
  | CwdChangedHookSpecificOutput
  | FileChangedHookSpecificOutput
  | MessageDisplayHookSpecificOutput
  | PreSkillShellCommandHookSpecificOutput;
