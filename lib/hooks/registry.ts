// The hooks of a session: announces them, and puts the CLI's calls to them.
import type { Kind } from "../control/kind.ts";
import { withSignal } from "../events/cancellation.ts";
import type { HookCallbackRequest } from "../wire/control-frames.ts";
import type { HookRegistrations } from "../wire/initialize.ts";
import { toAnswer } from "./answers.ts";
import type { HookCallback, HookCallbackMatcher, HookEvent, HookInput } from "./events.ts";

/** A hook whose matcher says nothing is answered for after this; the CLI itself would wait longer. */
const DEFAULT_TIMEOUT_MS = 60_000;
/** The model and the CLI's log see this, so it says nothing of what went wrong inside the host. */
const FAILED = "A hook of the host failed, so this is not allowed";

/** What means "no" where a hook decides whether something may happen. */
const REFUSALS: ReadonlyMap<string, object> = new Map<string, object>([
  ["PreToolUse", { permissionDecision: "deny", permissionDecisionReason: FAILED }],
  ["PreSkillShellCommand", { permissionDecision: "deny", permissionDecisionReason: FAILED }],
  ["PermissionRequest", { decision: { behavior: "deny", message: FAILED } }],
]);

/** The longest wait that the CLI's timers can keep; they would end a longer one at once. */
const LONGEST_SECONDS = 2_147_483;

type Announced = HookRegistrations[string][number];

interface Registered {
  readonly callback: HookCallback;
  readonly timeoutMs: number;
  /** The CLI itself blocks when the hook fails. */
  readonly blocks: boolean;
}

export class Hooks {
  readonly #registered = new Map<string, Registered>();
  /** What `initialize` says about hooks. */
  readonly fields: HookRegistrations = {};

  constructor(hooks: Partial<Record<HookEvent, HookCallbackMatcher[] | null | undefined>>) {
    for (const [event, matchers] of Object.entries(hooks)) {
      if (matchers && matchers.length > 0)
        this.fields[event] = matchers.map((matcher) => this.#register(matcher));
    }
  }

  /**
   * The kind `hook_callback`. Where a hook decides whether something may happen, one that fails decides "no"; elsewhere
   * the CLI goes on as if it had said nothing, tells so in a message, and blocks where `onFailure` says it.
   */
  kind(): Kind<HookCallbackRequest> {
    return {
      name: (question) => `${eventOf(question)} hook`,
      timeoutMs: ({ callback_id }) => this.#registered.get(callback_id)?.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      ask: ({ callback_id, input, tool_use_id }, call) => {
        const registered = this.#registered.get(callback_id);
        if (registered === undefined)
          throw new Error(`There is no hook with the callback id "${callback_id}"`);
        const context = withSignal(call, {});
        return registered.callback(input as unknown as HookInput, tool_use_id ?? undefined, context);
      },
      answer: (given, question) => toAnswer(given, eventOf(question)),
      no: (question) =>
        this.#registered.get(question.callback_id)?.blocks === false ? refusal(eventOf(question)) : undefined,
    };
  }

  #register({ matcher, hooks, timeout: given, onFailure }: HookCallbackMatcher): Announced {
    const timeout = given && Math.min(given, LONGEST_SECONDS);
    // The CLI takes 0 as "not given".
    const timeoutMs = !timeout || timeout <= 0 ? DEFAULT_TIMEOUT_MS : timeout * 1_000;
    const hookCallbackIds = hooks.map((callback) => {
      const id = `hook_${this.#registered.size}`;
      this.#registered.set(id, { callback, timeoutMs, blocks: onFailure === "block" });
      return id;
    });
    // Programs in JavaScript say null for what they leave out.
    const fields = Object.entries({ matcher, hookCallbackIds, timeout, onFailure }).filter(
      ([, value]) => value !== undefined && value !== null,
    );
    return Object.fromEntries(fields) as Announced;
  }
}

/** A call may lack anything. */
function eventOf({ input }: { readonly input?: HookCallbackRequest["input"] }): string {
  const name: unknown = input?.hook_event_name;
  return typeof name === "string" ? name : "unknown";
}

function refusal(event: string): object | undefined {
  const no = REFUSALS.get(event);
  return no && { hookSpecificOutput: { hookEventName: event, ...no } };
}
