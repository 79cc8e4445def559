// One decoded line to its one receiver: an answer to us, a question to us, or a message for the user.
import type { IncomingHandlers } from "../control/handlers.ts";
import type { Requests } from "../control/requests.ts";
import type { ClaudeError } from "../errors/claude-error.ts";
import type { Frame } from "../wire/decode.ts";
import type { SDKMessage } from "../wire/messages.ts";

/** Something on stdout that is not part of the protocol; the session goes on. */
export interface ProtocolFault {
  /** What kind of fault, in a few words. */
  readonly problem: string;
  /** What exactly, for a log. */
  readonly detail: string;
  /** The same as an error, where there is a class for it. */
  readonly error?: ClaudeError;
}

export interface Receivers {
  readonly requests: Requests;
  readonly handlers: IncomingHandlers;
  readonly onMessage: (message: SDKMessage) => void;
  readonly onFault: (fault: ProtocolFault) => void;
}

export function route(frame: Frame, receivers: Receivers): void {
  switch (frame.kind) {
    case "message":
      if (frame.fault !== undefined) receivers.onFault(frame.fault);
      return receivers.onMessage(frame.message);
    case "response":
      if (!receivers.requests.settle(frame.frame)) {
        receivers.onFault({ problem: "unexpected_answer", detail: "an answer to no open request" });
      }
      return;
    case "request":
      return receivers.handlers.handle(frame.frame);
    case "cancel":
      return receivers.handlers.cancel(frame.requestId);
    case "fault":
      if (frame.requestId !== undefined) receivers.handlers.refuse(frame.requestId);
      return receivers.onFault({ problem: frame.problem, detail: frame.detail });
    case "ignored":
  }
}

/** True for frames of the side conversation, which never wait behind unread messages. */
export function isControl(frame: Frame): boolean {
  if (frame.kind === "fault") return frame.requestId !== undefined;
  return frame.kind === "request" || frame.kind === "response" || frame.kind === "cancel";
}
