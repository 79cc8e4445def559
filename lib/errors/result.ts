// What an error result of the CLI means.
import { ClaudeError } from "./claude-error.ts";

/** A result message, which may have a wrong shape. */
interface GivenResult {
  readonly subtype?: unknown;
  readonly result?: unknown;
  readonly errors?: unknown;
  readonly num_turns?: unknown;
  readonly api_error_status?: unknown;
}

/** The last turn ended with an error result (`result`): one of your limits, an interrupt, or an API error. */
export class ResultError extends ClaudeError {
  /** The result message as the CLI sent it. */
  readonly result: Readonly<Record<string, unknown>>;
  /** The CLI's subtype, such as `error_max_turns`. */
  readonly subtype: string;

  constructor(
    result: object,
    subtype: string,
    text: string,
    retryable: boolean,
    code: "result_error" | "conversation_not_found" = "result_error",
  ) {
    // The official SDK throws this very sentence, and programs match on it.
    super(code, `Claude Code returned an error result: ${text}`, { retryable });
    this.result = result as Readonly<Record<string, unknown>>;
    this.subtype = subtype;
  }
}

/** `resume` or `resumeSessionAt` names a conversation or message that does not exist. */
export class ConversationNotFoundError extends ResultError {
  /** @param result The CLI's last message; without fields when it has said it on stderr alone. */
  constructor(result: GivenResult, text: string, advice: string) {
    const { subtype = "error_during_execution" } = result;
    super(result, String(subtype), `${text}; ${advice}`, false, "conversation_not_found");
  }
}

/** What an error result says, in the official SDK's words; a result of a wrong shape has less to say. */
export function resultText({ subtype, result: text, errors }: GivenResult): string {
  if (subtype === "success" && typeof text === "string") return text;
  const texts = (Array.isArray(errors) ? errors : [errors])
    .map((error) => (typeof error === "string" ? error.trim() : ""))
    .filter(Boolean);
  if (texts.length > 0) return texts.join("; ");
  return typeof subtype === "string" && subtype !== "success" ? subtype : "it does not say why";
}

/** Failures of the service or of a limit that a later try may not meet again. */
const RETRYABLE_STATUS = new Set([408, 409, 429, 500, 502, 503, 504, 529]);

/** What the CLI says when `resume` or `resumeSessionAt` leads nowhere, and what to do then. */
const GONE: readonly (readonly [RegExp, string])[] = [
  [
    /^No conversation found with session ID.*/m,
    'listSessions() shows which there are, of "cwd"; begin anew without "resume"',
  ],
  [
    /^.*--resume requires a valid session ID or session title.*/m,
    "give the id that a session's messages have as session_id",
  ],
  [
    /^No message found with message\.uuid.*/m,
    'getSessionMessages() shows which there are; correct "resumeSessionAt"',
  ],
];

/** @param text Of an error result, or what a CLI that gave none wrote to stderr. */
export function conversationNotFound(
  text: string,
  result: GivenResult = {},
): ConversationNotFoundError | undefined {
  for (const [pattern, advice] of GONE) {
    const [said] = pattern.exec(text) ?? [];
    if (said !== undefined) return new ConversationNotFoundError(result, said, advice);
  }
  return undefined;
}

/** The error that an error result is for a program. */
export function resultError(result: GivenResult): ResultError {
  const text = resultText(result);
  const gone = result.num_turns === 0 ? conversationNotFound(text, result) : undefined;
  if (gone !== undefined) return gone;
  const { subtype, api_error_status: status } = result;
  const retryable = typeof status === "number" && RETRYABLE_STATUS.has(status);
  return new ResultError(result, typeof subtype === "string" ? subtype : "unknown", text, retryable);
}
