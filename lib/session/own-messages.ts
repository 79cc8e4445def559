// Tells what we have asked the CLI for apart from what the caller has: the former stays with us.
import type { KnownMessage, SDKMessage } from "../wire/messages.ts";
import { type PreparedMessage, type Prompt, toUserMessage } from "./prompt.ts";

/** What the CLI adds to messages of a turn when its prompt has an id. */
const FOR_PROMPTS_WITH_ID = [
  "user_message_uuid",
  "user_message_uuids",
  "owed_rows",
  "first_request_input_tokens",
  "first_request_cache_read_input_tokens",
  "request_sent_wall_ms",
] as const;

export class OwnMessages {
  readonly #uuids = new Set<string>();
  readonly #verbatim: boolean;
  #callersIds = false;

  /** @param verbatim Prompts are taken literally. */
  constructor(verbatim: boolean) {
    this.#verbatim = verbatim;
  }

  /** A message with an id, ready to be sent. */
  prepare(prompt: Prompt): PreparedMessage {
    const message = toUserMessage(prompt);
    if (typeof prompt === "string" || prompt.uuid === undefined) this.#uuids.add(message.uuid);
    else this.#callersIds = true;
    return this.#verbatim ? { ...message, client_composed: true } : message;
  }

  /** True for state events, and for reports on ids that we made up. */
  has(message: KnownMessage): boolean {
    if (message.type === "command_lifecycle") return this.#uuids.has(message.command_uuid);
    const { subtype, sdk_host_only: forHosts } = message as { subtype?: unknown; sdk_host_only?: unknown };
    return forHosts === true && subtype === "session_state_changed";
  }

  /** The message as it would be if the ids that we made up had not been sent; changed in place. */
  withoutIds(message: SDKMessage): SDKMessage {
    const fields = message as unknown as Record<string, unknown>;
    const told = fields["user_message_uuids"] ?? fields["user_message_uuid"];
    if (told === undefined) return message;
    const ids: unknown[] = Array.isArray(told) ? told : [told];
    const callers = ids.filter((id) => !this.#uuids.has(String(id)));
    const ours = callers.length === 0 && (ids.length > 0 || !this.#callersIds);
    if (ours) for (const name of FOR_PROMPTS_WITH_ID) delete fields[name];
    else if (callers.length < ids.length) this.#keep(fields, callers);
    return message;
  }

  /** A turn can have prompts of both kinds. */
  #keep(fields: Record<string, unknown>, callers: readonly unknown[]): void {
    if (fields["user_message_uuids"] !== undefined) fields["user_message_uuids"] = callers;
    if (!callers.includes(fields["user_message_uuid"])) delete fields["user_message_uuid"];
  }
}
