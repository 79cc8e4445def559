// Hooks for tests, with what they report, and the request of a CLI that calls one.
import assert from "node:assert/strict";
import { Runner } from "../../lib/control/runner.ts";
import type { HookCallbackMatcher, HookEvent } from "../../lib/hooks/events.ts";
import { Hooks } from "../../lib/hooks/registry.ts";
import type { HookCallbackRequest } from "../../lib/wire/control-frames.ts";

/** What the CLI is answered when a hook failed, or does not exist. */
export class RefusedError extends Error {}

/** The hooks of a session behind its runner, as the CLI reaches them. */
export interface RegisteredHooks {
  /** @throws {RefusedError} If the CLI is answered with an error. */
  handle(request: HookCallbackRequest, signal?: AbortSignal): Promise<object>;
}

/** @param maxMs What every matcher's time-out becomes, in milliseconds. */
export function register(
  hooks: Partial<Record<HookEvent, HookCallbackMatcher[]>>,
  maxMs?: number,
): { readonly hooks: RegisteredHooks; readonly errors: [string, unknown][] } {
  const errors: [string, unknown][] = [];
  const limited = Object.entries(hooks).map(
    ([event, matchers]) =>
      [
        event,
        matchers.map((each) => (maxMs === undefined ? each : { ...each, timeout: maxMs / 1_000 })),
      ] as const,
  );
  const registered = new Hooks(Object.fromEntries(limited));
  const waiting = new Map<string, (line: string) => void>();
  const runner = new Runner({
    kinds: () => ({ hook_callback: registered.kind() }),
    write: (line) => {
      const { response } = JSON.parse(line) as { response: { request_id: string } };
      waiting.get(response.request_id)?.(line);
    },
    onFailure: (name, error) => void errors.push([name.replace(/ hook$/, ""), error]),
    // As at the end of a session, which is over when its question is.
    onOpen: (open) => void (open === 0 && runner.cancelAll(undefined)),
  });
  const handle = (request: HookCallbackRequest, signal?: AbortSignal): Promise<object> =>
    new Promise((resolve, reject) => {
      const request_id = crypto.randomUUID();
      waiting.set(request_id, (line) => {
        const { response } = JSON.parse(line) as { response: { error?: string; response?: object } };
        if (response.response === undefined) reject(new RefusedError(response.error ?? ""));
        else resolve(response.response);
      });
      runner.ask({ type: "control_request", request_id, request: { ...request } });
      const cancel = (): void => {
        runner.cancel(request_id, signal?.reason);
        reject(new RefusedError("cancelled"));
      };
      if (signal?.aborted) cancel();
      else signal?.addEventListener("abort", cancel);
    });
  return { hooks: { handle }, errors };
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
export async function outcomeOf(
  hooks: RegisteredHooks,
  event: HookEvent,
  callbackId?: string,
): Promise<object> {
  try {
    const text = JSON.stringify(await hooks.handle(hookRequest(event, callbackId), open()));
    assert.doesNotMatch(text, /SECRET/);
    const fixed = /("(?:permissionDecisionReason|message)"):"[^"]{10,}"/;
    if (event === "PreToolUse" || event === "PermissionRequest") assert.match(text, fixed);
    return JSON.parse(text.replace(fixed, '$1:"FIXED"')) as object;
  } catch (error) {
    assert.ok(error instanceof RefusedError, String(error));
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
  PreSkillShellCommand: {
    hookSpecificOutput: {
      hookEventName: "PreSkillShellCommand",
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
