// The hooks of a session: announces them, runs them, and answers for those that fail.
import { HookError } from "../errors/hooks.ts";
import type { HookCallbackRequest } from "../wire/control.ts";
import type { HookRegistrations } from "../wire/initialize.ts";
import { toAnswer } from "./answer.ts";
import type { HookCallback, HookCallbackMatcher, HookEvent, HookInput } from "./events.ts";

/** A hook whose matcher says nothing is answered for after this; the CLI itself would wait longer. */
const DEFAULT_TIMEOUT_MS = 60_000;
/** Timers hold no more: a longer one would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;
/** The model and the CLI's log see this, so it says nothing of what went wrong inside the host. */
const FAILED = "A hook of the host failed, so this is not allowed";

interface Registered {
  readonly callback: HookCallback;
  readonly timeoutMs: number;
  readonly blocks: boolean;
}

export interface HooksOptions {
  /** Told the real error of a hook that fails. */
  readonly onError: (event: string, error: unknown) => void;
  /** The longest that any hook may take, in milliseconds, whatever its matcher says. Default: no limit. */
  readonly maxMs?: number;
}

export class Hooks {
  readonly #options: HooksOptions;
  readonly #registered = new Map<string, Registered>();
  readonly #fields: HookRegistrations = {};

  constructor(
    hooks: Partial<Record<HookEvent, HookCallbackMatcher[] | null | undefined>>,
    options: HooksOptions,
  ) {
    this.#options = options;
    for (const [event, matchers] of Object.entries(hooks)) {
      if (matchers && matchers.length > 0)
        this.#fields[event] = matchers.map((matcher) => this.#register(matcher));
    }
  }

  /** What `initialize` says about hooks; undefined when there are none. */
  fields(): HookRegistrations | undefined {
    return Object.keys(this.#fields).length === 0 ? undefined : this.#fields;
  }

  /**
   * Run a hook and give its answer, or the answer for a hook that failed.
   *
   * @throws {HookError} If there is no such hook, or if one failed. The CLI then goes on as if it had said nothing,
   * tells so in a message, and blocks where `onFailure` says it.
   */
  async handle(request: HookCallbackRequest, signal: AbortSignal): Promise<object> {
    const registered = this.#registered.get(request.callback_id);
    const { hook_event_name: event } = request.input;
    if (registered === undefined) {
      const error = new HookError(`There is no hook with the callback id "${request.callback_id}"`);
      this.#report(event, error);
      throw error;
    }
    try {
      return toAnswer(await this.#run(registered, request, signal), event);
    } catch (error) {
      // A hook that stops because it is told to has not failed.
      if (!signal.aborted) this.#report(event, error);
      const no = registered.blocks ? undefined : refusal(event);
      if (no === undefined) throw new HookError(FAILED);
      return no;
    }
  }

  #register({ matcher, hooks, timeout, onFailure }: HookCallbackMatcher): HookRegistrations[string][number] {
    // The CLI takes 0 as "not given".
    const wanted = !timeout || timeout <= 0 ? DEFAULT_TIMEOUT_MS : timeout * 1_000;
    const timeoutMs = Math.min(wanted, this.#options.maxMs ?? MAX_TIMER_MS, MAX_TIMER_MS);
    const hookCallbackIds = hooks.map((callback) => {
      const id = `hook_${this.#registered.size}`;
      this.#registered.set(id, { callback, timeoutMs, blocks: onFailure === "block" });
      return id;
    });
    // Programs in JavaScript say null for what they leave out.
    const given = Object.entries({ matcher, hookCallbackIds, timeout, onFailure }).filter(
      ([, value]) => value !== undefined && value !== null,
    );
    return Object.fromEntries(given) as HookRegistrations[string][number];
  }

  async #run(
    { callback, timeoutMs }: Registered,
    request: HookCallbackRequest,
    session: AbortSignal,
  ): Promise<unknown> {
    session.throwIfAborted();
    const controller = new AbortController();
    const { signal } = controller;
    const stop = (): void => controller.abort(session.reason);
    session.addEventListener("abort", stop, { once: true });
    const late = new Error(`The hook did not answer within ${timeoutMs} ms`);
    const timer = setTimeout(() => controller.abort(late), timeoutMs);
    // Listens before the hook does, so that what the hook answers to its signal comes too late.
    const stopped = new Promise<never>((_resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    });
    try {
      const input = request.input as unknown as HookInput;
      const answer = (async () => callback(input, request.tool_use_id ?? undefined, { signal }))();
      return await Promise.race([answer, stopped]);
    } finally {
      clearTimeout(timer);
      session.removeEventListener("abort", stop);
    }
  }

  /** On its own, because an observer that throws must not turn a "no" into an error that the CLI overlooks. */
  #report(event: string, error: unknown): void {
    queueMicrotask(() => this.#options.onError(event, error));
  }
}

/** Where a hook decides whether something may happen, one that fails decides "no". */
function refusal(event: string): object | undefined {
  if (event === "PreToolUse") {
    const decision = { permissionDecision: "deny", permissionDecisionReason: FAILED };
    return { hookSpecificOutput: { hookEventName: event, ...decision } };
  }
  if (event === "PermissionRequest") {
    return { hookSpecificOutput: { hookEventName: event, decision: { behavior: "deny", message: FAILED } } };
  }
  return undefined;
}
