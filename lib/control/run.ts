// The one runner of the host's callbacks: how many at once, how long each may take, and what a failure means.
import type { ControlRequestFrame } from "../wire/control.ts";
import { answerLine, errorBody, successBody } from "../wire/encode.ts";
import { Answered } from "./answered.ts";
import type { CallContext, Failure, Kind, Kinds } from "./kind.ts";

/** A flood of questions neither fills the host's memory nor stops the session: so many run, so many wait. */
const AT_ONCE = 64;
const WAITING = 1_024;
/** Timers hold no more; one that fires too early looks again. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export interface RunnerOptions {
  readonly kinds: Kinds;
  /** Takes a whole line. */
  readonly write: (line: string) => void;
  /** A callback failed; the CLI has been answered for it, this is the real error. */
  readonly onFailure: (name: string, error: unknown) => void;
  /** So many questions are open now. */
  readonly onOpen: (open: number) => void;
}

class Call implements CallContext {
  readonly requestId: string;
  readonly question: ControlRequestFrame["request"];
  readonly kind: Kind;
  /** From the moment at which the host is asked; what waits for its turn has none. */
  deadline: number = Number.POSITIVE_INFINITY;
  /** Its answer is out, or no longer wanted. */
  over = false;
  running = false;
  #controller: AbortController | undefined;
  #cancelled: { readonly reason: unknown } | undefined;

  constructor({ request_id, request }: ControlRequestFrame, kind: Kind) {
    this.requestId = request_id;
    this.question = request;
    this.kind = kind;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#cancelled !== undefined) this.#controller.abort(this.#cancelled.reason);
    }
    return this.#controller.signal;
  }

  cancel(reason: unknown): void {
    this.#cancelled = { reason };
    this.#controller?.abort(reason);
  }
}

export class Runner {
  readonly #options: RunnerOptions;
  readonly #open = new Map<string, Call>();
  readonly #answered = new Answered();
  #running = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #timerAt = Number.POSITIVE_INFINITY;

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  /** A question of the CLI: each gets one answer, however often it is asked. */
  ask(frame: ControlRequestFrame): void {
    const { request_id: requestId, request } = frame;
    if (this.#open.has(requestId)) return;
    if (this.#answered.has(requestId)) return this.#repeat(requestId);
    const kind = Object.hasOwn(this.#options.kinds, request.subtype)
      ? this.#options.kinds[request.subtype]
      : undefined;
    if (kind === undefined || typeof kind === "string") return this.#cannot(requestId, request.subtype, kind);
    if (this.#open.size >= AT_ONCE + WAITING) return this.#tooMany(frame, kind);
    const call = new Call(frame, kind);
    this.#open.set(requestId, call);
    if (this.#open.size === 1) this.#options.onOpen(1);
    if (this.#running < AT_ONCE) this.#start(call);
  }

  /** Answer a request that says nothing that could be carried out. */
  refuse(requestId: string): void {
    if (this.#open.has(requestId)) return;
    if (this.#answered.has(requestId)) return this.#repeat(requestId);
    this.#send(requestId, errorBody('The request has no "subtype"'));
  }

  /** The CLI no longer wants an answer, and gets none; its place is free at once. */
  cancel(requestId: string, reason?: unknown): void {
    const call = this.#open.get(requestId);
    if (call === undefined) return;
    this.#end(call);
    call.cancel(reason);
  }

  cancelAll(reason: unknown): void {
    const open = [...this.#open.values()];
    // All at once, so that none of those that wait gets a place that becomes free.
    this.#open.clear();
    for (const call of open) {
      this.#end(call);
      call.cancel(reason);
    }
  }

  #start(call: Call): void {
    this.#running += 1;
    call.running = true;
    const { kind, question } = call;
    if (kind.timeoutMs !== undefined) call.deadline = performance.now() + kind.timeoutMs(question);
    if (call.deadline < this.#timerAt) this.#watch(call.deadline);
    try {
      const given = kind.ask(question, call);
      if (!isThenable(given)) return this.#done(call, given);
      given.then(
        (answer) => this.#done(call, answer),
        (error: unknown) => this.#failed(call, "failed", error),
      );
    } catch (error) {
      this.#failed(call, "failed", error);
    }
  }

  #done(call: Call, given: unknown): void {
    if (call.over) return;
    try {
      const answer = call.kind.answer(given, call.question);
      if (answer !== null) this.#send(call.requestId, successBody(answer));
    } catch (error) {
      return this.#failed(call, "invalid", error);
    }
    this.#end(call);
  }

  /** The CLI is answered first: whoever hears of the failure must not be able to keep it waiting. */
  #failed(call: Call, why: Failure, error: unknown): void {
    if (call.over) return;
    const { kind, question, requestId } = call;
    const no = kind.no(question, why);
    this.#send(requestId, no === undefined ? failedBody(question.subtype, requestId) : successBody(no));
    this.#end(call);
    if (why === "late") call.cancel(error);
    this.#options.onFailure(kind.name(question), error);
  }

  #end(call: Call): void {
    this.#open.delete(call.requestId);
    call.over = true;
    if (call.running) {
      this.#running -= 1;
      this.#startNext();
    }
    if (this.#open.size > 0) return;
    clearTimeout(this.#timer);
    this.#timerAt = Number.POSITIVE_INFINITY;
    this.#options.onOpen(0);
  }

  #startNext(): void {
    if (this.#open.size <= this.#running) return;
    for (const call of this.#open.values()) if (!call.running) return this.#start(call);
  }

  /** One timer for all, which looks again when it fires. */
  #watch(at: number): void {
    clearTimeout(this.#timer);
    this.#timerAt = at;
    this.#timer = setTimeout(
      () => this.#expire(),
      Math.min(Math.ceil(Math.max(at - performance.now(), 0)), MAX_TIMER_MS),
    );
  }

  #expire(): void {
    this.#timerAt = Number.POSITIVE_INFINITY;
    const now = performance.now();
    for (const call of this.#open.values()) {
      if (call.deadline > now) continue;
      const limit = call.kind.timeoutMs?.(call.question);
      this.#failed(
        call,
        "late",
        new Error(`${call.kind.name(call.question)} did not answer within ${limit} ms`),
      );
    }
    let next = Number.POSITIVE_INFINITY;
    for (const { deadline } of this.#open.values()) next = Math.min(next, deadline);
    if (next < Number.POSITIVE_INFINITY) this.#watch(next);
  }

  /** @param why Undefined for a kind that this library does not know. */
  #cannot(requestId: string, subtype: string, why: string | undefined): void {
    const unknown = errorBody(`Unsupported control request subtype: ${subtype}`, "unsupported_request");
    this.#send(requestId, why === undefined ? unknown : errorBody(`Cannot answer "${subtype}": ${why}`));
  }

  #tooMany({ request_id: requestId, request }: ControlRequestFrame, kind: Kind): void {
    this.#send(requestId, failedBody(request.subtype, requestId));
    const error = new RangeError(`Too many at once: ${AT_ONCE} are running and ${WAITING} are waiting`);
    this.#options.onFailure(kind.name(request), error);
  }

  #repeat(requestId: string): void {
    const known = this.#answered.answerTo(requestId);
    this.#options.write(
      known ?? answerLine(requestId, errorBody(`Request ${requestId} has been answered before`)),
    );
  }

  #send(requestId: string, body: string): void {
    const line = answerLine(requestId, body);
    this.#answered.add(requestId, line);
    this.#options.write(line);
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function"
  );
}

/** The model may read this text, so it says nothing of what went wrong inside the host. */
function failedBody(subtype: string, requestId: string): string {
  return errorBody(`The host's handler for "${subtype}" failed (request ${requestId})`);
}
