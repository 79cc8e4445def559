// The CLI's requests to us: each is answered once, by its handler or with an error that names what is missing.
import { HookError } from "../errors/hooks.ts";
import type { ControlRequestFrame, IncomingRequests } from "../wire/control.ts";
import { encodeLine } from "../wire/encode.ts";
import { Answered } from "./answered.ts";
import { Limiter } from "./limiter.ts";

export interface HandlerContext {
  readonly requestId: string;
  /** Aborted when the CLI takes the request back or the session ends. */
  readonly signal: AbortSignal;
}

/** What answers one kind of request; null when nothing is to be answered, because somebody else does. */
export type Handler<S extends keyof IncomingRequests> = (
  request: IncomingRequests[S],
  context: HandlerContext,
) => Promise<object | null>;

/** One entry for each kind of request; undefined means that the caller has registered nothing for it. */
export type Handlers = { readonly [S in keyof IncomingRequests]: Handler<S> | undefined };

/** Questions that may stay open for long, so that many can be open at once. */
const WAITS_FOR_PEOPLE: ReadonlySet<string> = new Set<keyof IncomingRequests>([
  "can_use_tool",
  "elicitation",
  "request_user_dialog",
]);

/** What the caller would have to register. */
const MISSING: Readonly<Record<keyof IncomingRequests, string>> = {
  can_use_tool: 'no permission callback is registered: pass the option "canUseTool"',
  hook_callback: "no hook with this callback id is registered",
  mcp_message: "no in-process MCP server with this name is registered",
  elicitation: "this host answers no elicitations",
  request_user_dialog: 'this host shows no dialogs: pass the option "onUserDialog"',
};

/** A flood of requests neither fills the host's memory nor stops the session: so many run, so many wait. */
const AT_ONCE = 64;
const WAITING = 1024;

/** In-process tools may answer with up to 25 MiB, which JSON makes longer. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

export interface HandlersOptions {
  readonly handlers: Handlers;
  /** Takes a whole line. */
  readonly write: (line: string) => Promise<void>;
  /** A handler failed; the CLI got a fixed text, this is the real error. */
  readonly onError: (subtype: string, error: unknown) => void;
  /** Called when a request is open, and none was before. */
  readonly onBusy: () => void;
  /** Called when the last open request has been answered. */
  readonly onIdle: () => void;
}

export class IncomingHandlers {
  readonly #options: HandlersOptions;
  readonly #open = new Map<string, AbortController>();
  readonly #answered = new Answered();
  readonly #limiter = new Limiter(AT_ONCE, WAITING);

  constructor(options: HandlersOptions) {
    this.#options = options;
  }

  get pending(): number {
    return this.#open.size;
  }

  handle(frame: ControlRequestFrame): void {
    const { request_id: requestId, request } = frame;
    if (this.#open.has(requestId)) return;
    if (this.#answered.has(requestId)) this.#repeat(requestId);
    else this.#run(requestId, request);
  }

  /** Answer a request that says nothing that could be carried out. */
  refuse(requestId: string): void {
    if (this.#open.has(requestId)) return;
    if (this.#answered.has(requestId)) return this.#repeat(requestId);
    const line = toLine(requestId, { subtype: "error", error: 'The request has no "subtype"' });
    this.#answered.add(requestId, line);
    this.#write(line);
  }

  /** The CLI no longer wants an answer, and gets none. */
  cancel(requestId: string, reason?: unknown): void {
    const controller = this.#open.get(requestId);
    this.#open.delete(requestId);
    controller?.abort(reason);
    if (controller !== undefined && this.#open.size === 0) this.#options.onIdle();
  }

  cancelAll(reason: unknown): void {
    for (const requestId of this.#open.keys()) this.cancel(requestId, reason);
  }

  #run(requestId: string, request: ControlRequestFrame["request"]): void {
    const controller = new AbortController();
    this.#open.set(requestId, controller);
    if (this.#open.size === 1) this.#options.onBusy();
    this.#call(request, { requestId, signal: controller.signal }).then((response) => {
      if (this.#open.get(requestId) !== controller) return;
      this.#open.delete(requestId);
      if (response === null) {
        if (this.#open.size === 0) this.#options.onIdle();
        return;
      }
      const line = this.#encode(requestId, request.subtype, response);
      this.#answered.add(requestId, line);
      this.#write(line);
      if (this.#open.size === 0) this.#options.onIdle();
    });
  }

  async #call(request: ControlRequestFrame["request"], context: HandlerContext): Promise<object | null> {
    const { subtype } = request;
    if (!Object.hasOwn(MISSING, subtype)) {
      const error = `Unsupported control request subtype: ${subtype}`;
      return { subtype: "error", error, error_code: "unsupported_request" };
    }
    const kind = subtype as keyof IncomingRequests;
    const handler = this.#options.handlers[kind] as
      | ((given: ControlRequestFrame["request"], context: HandlerContext) => Promise<object | null>)
      | undefined;
    if (handler === undefined)
      return { subtype: "error", error: `Cannot answer "${subtype}": ${MISSING[kind]}` };
    try {
      const run = (): Promise<object | null> =>
        context.signal.aborted ? Promise.resolve(null) : handler(request, context);
      const response = await (WAITS_FOR_PEOPLE.has(kind) ? this.#limiter.run(run) : run());
      return response === null ? null : { subtype: "success", response };
    } catch (error) {
      // What is behind it has been told where the hook was called.
      if (!(error instanceof HookError)) this.#options.onError(subtype, error);
      return failed(subtype, context.requestId);
    }
  }

  #repeat(requestId: string): void {
    const known = this.#answered.answerTo(requestId);
    const forgotten = { subtype: "error", error: `Request ${requestId} has been answered before` };
    this.#write(known ?? toLine(requestId, forgotten));
  }

  /** An answer that cannot be written is a handler that failed; the CLI must not be left waiting. */
  #encode(requestId: string, subtype: string, response: object): string {
    try {
      return toLine(requestId, response);
    } catch (error) {
      this.#options.onError(subtype, error);
      return toLine(requestId, failed(subtype, requestId));
    }
  }

  #write(line: string): void {
    this.#options.write(line).catch((error: unknown) => this.#options.onError("control_response", error));
  }
}

function toLine(requestId: string, response: object): string {
  const frame = { type: "control_response", response: { ...response, request_id: requestId } };
  return encodeLine(frame, MAX_ANSWER_BYTES);
}

/** The model may read this text, so it says nothing of what went wrong inside the host. */
function failed(subtype: string, requestId: string): object {
  return { subtype: "error", error: `The host's handler for "${subtype}" failed (request ${requestId})` };
}
