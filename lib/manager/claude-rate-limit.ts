// How Claude Code says that an account may make no more requests for now.
import type { AgentBody, AgentOptions, AgentResult } from "./claude.ts";

/** A rate limit that an account has reached. */
export interface RateLimit {
  /** The window of a subscription, such as `five_hour`; absent if the CLI does not report it. */
  readonly window?: string;
  /** When it opens again, ISO 8601; absent if the CLI does not report it. */
  readonly resetsAt?: string;
}

/** Reads what a process says, and knows of each turn whether a rate limit has ended it. */
export class LimitWatch {
  /** The window that is closed, by the last report. */
  #rejected: RateLimit | undefined;
  /** The turn's last answer was no answer, for a limit. */
  #refused = false;

  read(message: AgentBody): void {
    if (message.type === "rate_limit_event") {
      const info: Info = message.rate_limit_info ?? {};
      this.#rejected = info.status === "rejected" ? limitOf(info) : undefined;
    } else if (message.type === "assistant" && !message.parent_tool_use_id)
      this.#refused = message.error === "rate_limit";
  }

  /** @returns The limit that has ended the turn; undefined if none has. */
  ended({ subtype, is_error, api_error_status }: AgentResult): RateLimit | undefined {
    const refused = this.#refused;
    this.#refused = false;
    const isApiError = subtype === "success" && Boolean(is_error);
    if (refused || api_error_status === TOO_MANY) return this.#rejected ?? {};
    return isApiError && api_error_status === undefined ? this.#rejected : undefined;
  }
}

const TOO_MANY = 429;
const WINDOW_CHARACTERS = 100;

type Info = { readonly [Field in "status" | "rateLimitType" | "resetsAt"]?: unknown };

function limitOf({ rateLimitType, resetsAt }: Info): RateLimit {
  const window = typeof rateLimitType === "string" ? rateLimitType.slice(0, WINDOW_CHARACTERS) : undefined;
  const date = typeof resetsAt === "number" && resetsAt > 0 ? new Date(resetsAt * 1_000) : undefined;
  return {
    ...(window !== undefined && { window }),
    // Of a date that there is not, `getTime()` is NaN.
    ...(date && date.getTime() > 0 && { resetsAt: date.toISOString() }),
  };
}

const CREDENTIALS = [
  "ANTHROPIC_API_KEY",
  "ANTHROPIC_AUTH_TOKEN",
  "CLAUDE_CODE_OAUTH_TOKEN",
  "ANTHROPIC_BASE_URL",
  "CLAUDE_CONFIG_DIR",
  "HOME",
];

/** The same for agents whose requests count against the same limits. A secret may be in it. */
export function accountOf({ env }: AgentOptions): string {
  return env === undefined ? "" : JSON.stringify(CREDENTIALS.map((name) => env[name] ?? null));
}

/** What an agent is told when it goes on: its prompt is in the conversation already. */
export const GO_ON = "A rate limit has stopped you, and is over now. Go on with what you were asked to do.";
