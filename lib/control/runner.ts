// The one runner of the host's callbacks: how many at once, how long each may take, and what a failure means.
import { Cancellation } from "../events/cancellation.ts";
import { Recent } from "../events/recent.ts";
import { Ring, type RingBounds } from "../events/ring.ts";
import { Timer } from "../events/timer.ts";
import type { ControlRequestFrame } from "../wire/control-frames.ts";
import { answerLine, errorBody, successBody } from "../wire/encode.ts";
import type { CallContext, Failure, Kind, Kinds } from "./kind.ts";

/** A flood of questions neither fills the host's memory nor stops the session: so many run, so many wait. */
const AT_ONCE = 64;
const WAITING = 1_024;
/** So many questions are known once they are answered, so that one that comes again is not put to the host again ... */
const REMEMBERED = 512;
/** ... with answers up to so many characters each, so that it gets the same, and the last ones of those that are longer. */
const SHORT = 4_096;
const LONG: RingBounds = { items: 64, bytes: 4 * 1024 * 1024 };

export interface RunnerOptions {
  readonly kinds: () => Kinds; // Called for each question, because most sessions are asked none.
  /** Takes a whole line. */
  readonly write: (line: string) => void;
  /** A callback failed; the CLI has been answered for it, this is the real error. */
  readonly onFailure: (name: string, error: unknown) => void;
  /** So many questions are open now. */
  readonly onOpen: (open: number) => void;
}

class Call extends Cancellation implements CallContext {
  readonly requestId: string;
  readonly question: ControlRequestFrame["request"];
  readonly kind: Kind;
  /** From the moment at which the host is asked; what waits for its turn has none. */
  deadline: number = Number.POSITIVE_INFINITY;
  /** Its answer is out, or no longer wanted. */
  over = false;

  constructor({ request_id, request }: ControlRequestFrame, kind: Kind) {
    super();
    this.requestId = request_id;
    this.question = request;
    this.kind = kind;
  }
}

export class Runner {
  readonly #options: RunnerOptions;
  // Lists, because they are short and each call goes through one: maps from which is deleted keep what is gone in memory.
  readonly #running: Call[] = [];
  readonly #waiting: Call[] = [];
  /** By id: the line, or nothing where it is long. */
  readonly #answered = new Recent<string>(REMEMBERED);
  #long: Ring<{ readonly requestId: string; readonly line: string }> | undefined;
  readonly #timer = new Timer(() => this.#expire());
  /** Calls a callback in the context of whoever it is for, if that is not the one in which the process was started. */
  within: (<Result>(call: () => Result) => Result) | undefined;

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  /** A question of the CLI: each is put to the host once, and gets the same answer again while that is remembered. */
  ask(frame: ControlRequestFrame): void {
    const { request_id: requestId, request } = frame;
    if (this.#isKnown(requestId)) return;
    const kinds = this.#options.kinds();
    const kind = Object.hasOwn(kinds, request.subtype) ? kinds[request.subtype] : undefined;
    if (kind === undefined || typeof kind === "string") return this.#cannot(requestId, request.subtype, kind);
    if (this.#waiting.length >= WAITING) return this.#tooMany(frame, kind);
    const call = new Call(frame, kind);
    if (this.#running.length >= AT_ONCE) return void this.#waiting.push(call);
    if (this.#running.length === 0) this.#options.onOpen(1);
    this.#start(call);
  }

  /** Answer a request that says nothing that could be carried out. */
  refuse(requestId: string): void {
    if (!this.#isKnown(requestId)) this.#send(requestId, errorBody('The request has no "subtype"'));
  }

  /** The CLI no longer wants an answer, and gets none; its place is free at once. */
  cancel(requestId: string, reason?: unknown): void {
    const call = this.#find(requestId);
    if (call === undefined) return;
    this.#end(call);
    call.cancel(reason);
  }

  cancelAll(reason: unknown): void {
    // Those that wait go first, so that none of them gets a place that becomes free.
    for (const call of [...this.#waiting.splice(0), ...this.#running]) {
      this.#end(call);
      call.cancel(reason);
    }
    this.#timer.stop();
  }

  #find(requestId: string): Call | undefined {
    const isIt = (call: Call): boolean => call.requestId === requestId;
    return this.#running.find(isIt) ?? this.#waiting.find(isIt);
  }

  /** A question that comes again: it waits, or gets the answer that it had. */
  #isKnown(requestId: string): boolean {
    const answer = this.#answered.get(requestId);
    if (answer === undefined) return this.#find(requestId) !== undefined;
    const again = errorBody(`Request ${requestId} has been answered before`);
    this.#options.write(answer || this.#longAnswer(requestId) || answerLine(requestId, again));
    return true;
  }

  #longAnswer(requestId: string): string | undefined {
    if (this.#long === undefined) return undefined;
    for (let place = this.#long.first; place < this.#long.next; place += 1)
      if (this.#long.at(place)?.requestId === requestId) return this.#long.at(place)?.line;
    return undefined;
  }

  #start(call: Call): void {
    this.#running.push(call);
    const { kind, question } = call;
    if (kind.timeoutMs !== undefined) call.deadline = performance.now() + kind.timeoutMs(question);
    this.#timer.expect(call.deadline);
    try {
      const { within } = this;
      const given = within === undefined ? kind.ask(question, call) : within(() => kind.ask(question, call));
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
    if (call.over) return;
    call.over = true;
    const place = this.#running.indexOf(call);
    if (place === -1) this.#waiting.splice(this.#waiting.indexOf(call), 1);
    else this.#running.splice(place, 1);
    const next = place === -1 ? undefined : this.#waiting.shift();
    if (next !== undefined) this.#start(next);
    else if (this.#running.length === 0) this.#options.onOpen(0);
  }

  #expire(): void {
    const now = performance.now();
    for (const call of this.#running.filter(({ deadline }) => deadline <= now)) {
      const limit = call.kind.timeoutMs?.(call.question);
      this.#failed(
        call,
        "late",
        new Error(`${call.kind.name(call.question)} did not answer within ${limit} ms`),
      );
    }
    for (const { deadline } of this.#running) this.#timer.expect(deadline);
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

  #send(requestId: string, body: string): void {
    const line = answerLine(requestId, body);
    this.#answered.set(requestId, line.length > SHORT ? "" : line);
    if (line.length > SHORT) (this.#long ??= new Ring(LONG)).push({ requestId, line }, line.length);
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
