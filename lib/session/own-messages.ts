// Tells what we have asked the CLI for apart from what the caller has: the former stays with us.
import type { SDKUserMessage } from "../wire/conversation.ts";
import type { SDKMessage } from "../wire/messages.ts";
import { type Prompt, toUserMessage } from "./prompt.ts";

export class OwnMessages {
  readonly #uuids = new Set<string>();
  readonly #verbatim: boolean;

  /** @param verbatim Prompts are taken literally. */
  constructor(verbatim: boolean) {
    this.#verbatim = verbatim;
  }

  /** A message with an id, ready to be sent. */
  prepare(prompt: Prompt): SDKUserMessage & { uuid: string } {
    const message = toUserMessage(prompt);
    if (typeof prompt === "string" || prompt.uuid === undefined) this.#uuids.add(message.uuid);
    return this.#verbatim ? { ...message, client_composed: true } : message;
  }

  /** True for state events, and for reports on ids that we made up. */
  has(message: SDKMessage): boolean {
    if (message.type === "command_lifecycle") return this.#uuids.has(String(message["command_uuid"]));
    return "sdk_host_only" in message && message["sdk_host_only"] === true;
  }
}
