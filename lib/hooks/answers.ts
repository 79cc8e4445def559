// What hooks may answer, and an answer as it is sent: nothing that the CLI would not understand, because it may then go ahead.
import { isHookAnswer, isRightOwnAnswer } from "../generated/checks.ts";
import type { HookSpecificOutput } from "../generated/hooks.ts";
import type { PermissionUpdate } from "../wire/control-frames.ts";

/** A `PreToolUse` hook's decision: `ask` forces a question, `defer` ends the turn before the call runs. */
export type HookPermissionDecision = "allow" | "deny" | "ask" | "defer";

/** The answer of a hook; `{}` changes nothing. docs/hooks.md has the effect of each field. */
export interface SyncHookJSONOutput {
  continue?: boolean;
  suppressOutput?: boolean;
  stopReason?: string;
  decision?: "approve" | "block";
  systemMessage?: string;
  terminalSequence?: string;
  reason?: string;
  hookSpecificOutput?: HookSpecificOutput;
}

/** The answer of a hook that the CLI need not wait for; `asyncTimeout` in seconds. */
export type AsyncHookJSONOutput = { async: true; asyncTimeout?: number };

/** The answer of a hook: a decision, or `{ async: true }` for none. */
export type HookJSONOutput = AsyncHookJSONOutput | SyncHookJSONOutput;

/** The `hookSpecificOutput` of an event. */
export type HookOutputOf<Event extends keyof HookOutputs> = { hookEventName: Event } & HookOutputs[Event];

/** What hooks of an event may answer besides what all may answer; those of other events have nothing of their own. */
export interface HookOutputs {
  PreToolUse: Context & Decision;
  /** Everything but `allow` keeps the command from running, and so does any `updatedInput`. */
  PreSkillShellCommand: Decision;
  PostToolUse: Context & {
    /** For auto mode's classifier; never untrusted text. */ classifierContext?: string;
    /** Replaces the result before the model sees it. */ updatedToolOutput?: unknown;
    /** The same for MCP tools alone. */ updatedMCPToolOutput?: unknown;
  };
  PostToolUseFailure: Context;
  PostToolBatch: Context;
  PermissionRequest: {
    decision:
      | { behavior: "allow"; updatedInput?: Record<string, unknown>; updatedPermissions?: PermissionUpdate[] }
      | { behavior: "deny"; message?: string; interrupt?: boolean };
  };
  PermissionDenied: { retry?: boolean };
  UserPromptSubmit: Context & { sessionTitle?: string; suppressOriginalPrompt?: boolean };
  UserPromptExpansion: Context & { suppressOriginalPrompt?: boolean };
  Stop: Context;
  Notification: Context;
  MessageDisplay: { displayContent?: string };
  SessionStart: Context & {
    initialUserMessage?: string;
    sessionTitle?: string;
    watchPaths?: string[];
    reloadSkills?: boolean;
  };
  Setup: Context;
  PreModelSwitch: { permissionDecision?: "allow" | "deny" | "ask"; permissionDecisionReason?: string };
  PostModelSwitch: Context;
  SubagentStart: Context;
  SubagentStop: Context;
  WorktreeCreate: { worktreePath: string };
  CwdChanged: { watchPaths?: string[] };
  FileChanged: { watchPaths?: string[] };
  Elicitation: Reply;
  ElicitationResult: Reply;
}

interface Decision {
  permissionDecision?: HookPermissionDecision;
  permissionDecisionReason?: string;
  updatedInput?: Record<string, unknown>;
}

interface Context {
  /** What the model is told besides. */
  additionalContext?: string;
}

/** What is said to the server in the person's place. */
type Reply = { action?: "accept" | "decline" | "cancel"; content?: Record<string, unknown> };

/** What hooks of every event may answer. Fields that are not here may be newer than this library. */
export type AnyHookAnswer = Omit<SyncHookJSONOutput, "hookSpecificOutput"> &
  Partial<Omit<AsyncHookJSONOutput, "async">> & { async?: boolean; hookSpecificOutput?: object };

/**
 * A hook's answer as it goes out: a copy without undefined fields; `{}` for a hook that has nothing to say.
 *
 * @throws {TypeError} If it is no answer to this event, or cannot be written as JSON.
 */
export function toAnswer(output: unknown, event: string): object {
  if (output === undefined) return {};
  // The original too: JSON leaves functions out, so that a wrong "no" would become nothing at all.
  const copy = isAnswer(output, event) ? (JSON.parse(JSON.stringify(output)) as unknown) : undefined;
  if (!isAnswer(copy, event)) throw new TypeError(`A "${event}" hook gave no valid answer`);
  return copy;
}

function isAnswer(answer: unknown, event: string): answer is object {
  if (!isHookAnswer(answer)) return false;
  const { hookSpecificOutput: own } = answer as AnyHookAnswer;
  if (own === undefined) return true;
  return (
    (own as { hookEventName?: unknown }).hookEventName === event && isRightOwnAnswer(event, own) !== false
  );
}
