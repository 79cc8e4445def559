// What hooks may answer, and an answer as it is sent: nothing that the CLI would not understand, because it may then go ahead.
import { isHookAnswer, isRightOwnAnswer } from "../generated/checks.ts";
import type { HookSpecificOutput } from "../generated/hooks.ts";
import type { PermissionUpdate } from "../wire/control-frames.ts";

/** A hook's decision: `ask` forces a permission request, `defer` ends the turn before the call runs. */
export type HookPermissionDecision = "allow" | "deny" | "ask" | "defer";

/** The answer of a hook; `{}` changes nothing. docs/hooks.md has the effect of each field. */
export interface SyncHookJSONOutput {
  /** False ends the turn after this step. */ continue?: boolean;
  /** Only for terminals. */ suppressOutput?: boolean;
  /** Why `continue` is false. */ stopReason?: string;
  /** `block` refuses what was about to happen. */ decision?: "approve" | "block";
  /** For the user, as an `informational` message. */ systemMessage?: string;
  /** Only for terminals. */ terminalSequence?: string;
  /** Why `decision` is `block`; the model reads it. */ reason?: string;
  /** Fields of this event alone. */ hookSpecificOutput?: HookSpecificOutput;
}

/** The answer of a hook for which the CLI does not wait; `asyncTimeout` is in seconds. */
export type AsyncHookJSONOutput = { async: true; asyncTimeout?: number };

/** The answer of a hook: a decision, or `{ async: true }` for none. */
export type HookJSONOutput = AsyncHookJSONOutput | SyncHookJSONOutput;

/** The `hookSpecificOutput` of an event. */
export type HookOutputOf<Event extends keyof HookOutputs> = { hookEventName: Event } & HookOutputs[Event];

/** The `hookSpecificOutput` of each event that has one, without `hookEventName`. */
export interface HookOutputs {
  PreToolUse: Context & Decision;
  /**
   * `permissionDecision`: `allow` changes nothing; `deny`, `ask` and `defer` all keep the command from
   * running. Do not return `updatedInput`: it is never applied, and any value keeps the command from running.
   */
  PreSkillShellCommand: Decision;
  PostToolUse: Context & {
    /** For auto mode's classifier; never put untrusted text here. */ classifierContext?: string;
    /** Replaces the result before the model sees it. */ updatedToolOutput?: unknown;
    /** Replaces the result of MCP tools only. */ updatedMCPToolOutput?: unknown;
  };
  PostToolUseFailure: Context;
  PostToolBatch: Context;
  /**
   * `decision` answers in place of `canUseTool`. `allow` may replace the input (`updatedInput`) and change
   * rules (`updatedPermissions`); `deny` may give the model a `message` and, with `interrupt`, end the turn.
   */
  PermissionRequest: {
    decision:
      | { behavior: "allow"; updatedInput?: Record<string, unknown>; updatedPermissions?: PermissionUpdate[] }
      | { behavior: "deny"; message?: string; interrupt?: boolean };
  };
  /** `retry: true` tells the model that it may try the call again. */
  PermissionDenied: { retry?: boolean };
  UserPromptSubmit: Context & {
    /** The session's new title. */ sessionTitle?: string;
  } & Blocked;
  UserPromptExpansion: Context & Blocked;
  /** `additionalContext` is feedback for the model, and makes the agent continue. */
  Stop: Context;
  Notification: Context;
  /** `displayContent` is displayed in place of `delta`; neither the message nor what the model sees changes. */
  MessageDisplay: { displayContent?: string };
  SessionStart: Context & {
    /** A user message with which the session begins. */ initialUserMessage?: string;
    /** The session's new title. */ sessionTitle?: string;
    /** Files whose changes call `FileChanged` hooks. */ watchPaths?: string[];
    /** Read skills and commands from disk again after these hooks. */ reloadSkills?: boolean;
  };
  Setup: Context;
  /** `permissionDecision`: `deny` cancels the switch; so does `ask`, unless there is a terminal to ask in. */
  PreModelSwitch: { permissionDecision?: "allow" | "deny" | "ask"; permissionDecisionReason?: string };
  PostModelSwitch: Context;
  SubagentStart: Context;
  /** `additionalContext` is feedback for the subagent, and makes it continue. */
  SubagentStop: Context;
  /** `worktreePath` is the absolute path of the worktree that the hook has made. */
  WorktreeCreate: { worktreePath: string };
  /** `watchPaths` are files whose changes call `FileChanged` hooks. */
  CwdChanged: { watchPaths?: string[] };
  /** `watchPaths` are files whose changes call `FileChanged` hooks. */
  FileChanged: { watchPaths?: string[] };
  Elicitation: Reply;
  ElicitationResult: Reply;
}

interface Decision {
  /** `allow` or `deny` decides; `ask` forces a permission request; `defer` ends the turn before the call. */
  permissionDecision?: HookPermissionDecision;
  /** Why; the model reads it if the call is denied. */ permissionDecisionReason?: string;
  /** Replaces the whole tool input. */ updatedInput?: Record<string, unknown>;
}

interface Context {
  /** Extra context for the model. */ additionalContext?: string;
}

type Blocked = {
  /** With `decision: "block"`, leaves the prompt out of the block message. */ suppressOriginalPrompt?: boolean;
};

type Reply = {
  /** The answer to the server in the user's place. */ action?: "accept" | "decline" | "cancel";
  /** The fields of the form, with `accept`. */ content?: Record<string, unknown>;
};

/** The answer of any event's hook. Fields that are not here may be newer than this library. */
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
