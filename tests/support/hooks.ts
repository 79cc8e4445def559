// Hooks for tests, with what they report, and the request of a CLI that calls one.
import assert from "node:assert/strict";
import { HookError } from "../../lib/errors/hooks.ts";
import type { HookCallbackMatcher, HookEvent } from "../../lib/hooks/events.ts";
import { Hooks, type HooksOptions } from "../../lib/hooks/registry.ts";
import type { HookCallbackRequest } from "../../lib/wire/control.ts";

export interface Given {
  /** What `onError` was told: event and error. */
  readonly errors: [string, unknown][];
  readonly options: HooksOptions;
}

export function given(maxMs?: number): Given {
  const errors: [string, unknown][] = [];
  const onError = (event: string, error: unknown): void => void errors.push([event, error]);
  return { errors, options: maxMs === undefined ? { onError } : { onError, maxMs } };
}

export function register(
  hooks: Partial<Record<HookEvent, HookCallbackMatcher[]>>,
  maxMs?: number,
): { readonly hooks: Hooks; readonly errors: [string, unknown][] } {
  const { errors, options } = given(maxMs);
  return { hooks: new Hooks(hooks, options), errors };
}

export function hookRequest(event: HookEvent, callbackId = "hook_0"): HookCallbackRequest {
  const base = { session_id: "s", transcript_path: "/t", cwd: "/" };
  return {
    subtype: "hook_callback",
    callback_id: callbackId,
    input: { ...base, hook_event_name: event, tool_name: "Bash", tool_input: {}, tool_use_id: "toolu_1" },
    tool_use_id: "toolu_1",
  };
}

/** The signal of a request that is never taken back. */
export const open = (): AbortSignal => new AbortController().signal;

/** What comes of a hook that fails: the answer with its fixed text taken out, or the error that goes to the CLI. */
export async function outcomeOf(hooks: Hooks, event: HookEvent, callbackId?: string): Promise<object> {
  try {
    const text = JSON.stringify(await hooks.handle(hookRequest(event, callbackId), open()));
    assert.doesNotMatch(text, /SECRET/);
    const fixed = /("(?:permissionDecisionReason|message)"):"[^"]{10,}"/;
    if (event === "PreToolUse" || event === "PermissionRequest") assert.match(text, fixed);
    return JSON.parse(text.replace(fixed, '$1:"FIXED"')) as object;
  } catch (error) {
    assert.ok(error instanceof HookError, String(error));
    assert.doesNotMatch(`${error.message}${error.stack}${String(error.cause)}`, /SECRET/);
    return FAILED;
  }
}

/** The CLI is told that the hook failed, and goes on. */
export const FAILED: object = { failed: true };

/** What a hook that failed means; an error where it is not here. */
export const DENIED: Partial<Record<HookEvent, object>> = {
  PreToolUse: {
    hookSpecificOutput: {
      hookEventName: "PreToolUse",
      permissionDecision: "deny",
      permissionDecisionReason: "FIXED",
    },
  },
  PermissionRequest: {
    hookSpecificOutput: {
      hookEventName: "PermissionRequest",
      decision: { behavior: "deny", message: "FIXED" },
    },
  },
};
