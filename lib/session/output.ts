// What the CLI writes: each line to the reader, the state and the listeners, or to the side conversation.
import { LineTooLongError } from "../errors/session.ts";
import { toError } from "../errors/to-error.ts";
import type { GuardedEmitter } from "../events/emitter.ts";
import { judgeIsolated } from "../options/isolated-session.ts";
import { decodeLine, type Frame } from "../wire/decode.ts";
import { LineSplitter } from "../wire/lines.ts";
import type { KnownMessage, SDKMessage } from "../wire/messages.ts";
import type { SDKResultMessage } from "../wire/result.ts";
import { Backlog } from "./backlog.ts";
import type { SessionEvents } from "./events.ts";
import type { Session } from "./session.ts";

/** Those who listen to a session. */
export type SessionEmitter = GuardedEmitter<SessionEvents>;

const UNEXPECTED_ANSWER = { problem: "unexpected_answer", detail: "an answer to no open request" };

export class Output {
  /** Who hears of everything: the conversation's face, once there is one. */
  events: SessionEmitter;
  /** Takes each message for a reader, before anybody hears of it. */
  sink: (message: SDKMessage, bytes: number) => void = () => undefined;
  readonly stdout: LineSplitter;
  readonly backlog: Backlog;
  /** The session id that the CLI has reported last. */
  sessionId: string | undefined;
  readonly #session: Session;
  #lastType = "";
  #lastSubtype: unknown;
  #drained = false;

  constructor(session: Session, events: SessionEmitter) {
    this.events = events;
    this.#session = session;
    const { maxBufferSize: limit } = session.options;
    this.stdout = new LineSplitter({
      maxLineBytes: limit,
      onLine: this.#line,
      onTooLong: (skipped) => this.#failed("line_too_long", new LineTooLongError(skipped, limit)),
      onEndless: (skipped) => session.life.end("failed", new LineTooLongError(skipped, limit, true)),
    });
    this.backlog = new Backlog(session, this.#line);
  }

  onStderr(text: string): void {
    try {
      this.#session.options.stderr?.(text);
    } catch (error) {
      this.#session.callbackFailed("stderr", error);
    }
    this.events.emit("stderr", text);
  }

  /** What the CLI said last, for people. */
  get lastKind(): string {
    return typeof this.#lastSubtype === "string" ? `${this.#lastType}/${this.#lastSubtype}` : this.#lastType;
  }

  /** Give a message to the reader and to the listeners. */
  deliver(message: SDKMessage, line: string, bytes: number): void {
    this.sink(message, bytes);
    this.events.emit("message", message, line, bytes);
  }

  /**
   * Output is over: deliver everything that is left, whoever reads, once the store has what is for it.
   *
   * @returns The bytes of an unfinished last line.
   */
  async drain(hurried: boolean): Promise<number> {
    const { mirror } = this.#session;
    this.#drained = true;
    if (mirror !== undefined) this.backlog.pause("result");
    const { partialBytes } = this.stdout.end();
    if (mirror !== undefined) {
      this.backlog.take((line, bytes) => line.includes('"transcript_mirror"') && this.#mirrors(line, bytes));
      await mirror.finish(hurried);
    }
    this.backlog.flush();
    return partialBytes;
  }

  /** Whatever a line provokes in us stays here, and the next line is read. */
  readonly #line = (line: string, bytes: number): void => {
    try {
      if (this.backlog.mustWait && !isControl(line)) return this.backlog.add(line, bytes);
      const frame = decodeLine(line);
      const { state, prompts, mirror, runner } = this.#session;
      if (frame.kind === "request") {
        if (frame.fault !== undefined) this.events.emit("protocolError", frame.fault);
        return runner.ask(frame.frame);
      }
      if (frame.kind !== "message") return this.#aside(frame);
      const { message, fault } = frame;
      const known = fault === undefined;
      const { type, subtype } = message as { type: string; subtype?: unknown };
      if (type === "transcript_mirror") return void this.#mirrors(line, bytes);
      // The caller sees a result, and what follows, once everything before it is in the store.
      if (type === "result" && mirror !== undefined && !mirror.idle && !this.#drained) {
        this.backlog.pauseBefore("result", line, bytes);
        return void mirror.flush().then(() => this.backlog.resume("result"));
      }
      if (subtype === "init" && this.sessionId === undefined) void judgeIsolated(this.#session, message);
      if (!known) this.events.emit("protocolError", fault);
      else if (type === "system" && subtype === "init") this.sessionId = message.session_id as string;
      // Of an `init`, or of a `status` when it has changed.
      if (known && "permissionMode" in message) this.#session.warnOfMode(message.permissionMode);
      this.#lastType = type;
      this.#lastSubtype = subtype;
      const isOurs = known && prompts.concerns(message as KnownMessage);
      if (!isOurs) this.sink(message, bytes);
      state.see(message as KnownMessage, known);
      if (!isOurs) this.events.emit("message", message, line, bytes);
      if (type === "result") this.events.emit("turnEnded", message as SDKResultMessage);
      if (type === "result" || type === "system" || type === "command_lifecycle") this.#session.changed();
    } catch (error) {
      this.#failed("internal", error);
    }
  };

  /** Answers, cancelled questions, and what is of no kind. */
  #aside(frame: Exclude<Frame, { kind: "message" | "request" }>): void {
    const { requests, runner } = this.#session;
    switch (frame.kind) {
      case "response":
        if (!requests.settle(frame.frame)) this.events.emit("protocolError", UNEXPECTED_ANSWER);
        return;
      case "cancel":
        return runner.cancel(frame.requestId);
      case "fault":
        if (frame.requestId !== undefined) runner.refuse(frame.requestId);
        if (frame.answerTo !== undefined) requests.spoil(frame.answerTo, frame.detail);
        return void this.events.emit("protocolError", { problem: frame.problem, detail: frame.detail });
      case "ignored":
    }
  }

  /** @returns True, because the line is for the store alone, also when its shape is wrong or there is no store. */
  #mirrors(line: string, bytes: number): boolean {
    const frame = decodeLine(line);
    if (frame.kind !== "message" || frame.message.type !== ("transcript_mirror" as string)) return false;
    if (frame.fault !== undefined) this.events.emit("protocolError", frame.fault);
    else {
      const { filePath, entries } = frame.message as unknown as { filePath: string; entries: unknown[] };
      this.#session.mirror?.take(filePath, entries, bytes);
    }
    return true;
  }

  #failed(problem: string, given: unknown): void {
    const error = toError(given);
    this.events.emit("protocolError", { problem, detail: error.message, error });
  }
}

/** Frames of the side conversation never wait. Decoding decides, since a message may quote such a text. */
function isControl(line: string): boolean {
  if (!line.includes('"control_')) return false;
  const frame = decodeLine(line);
  if (frame.kind === "fault") return frame.requestId !== undefined || frame.answerTo !== undefined;
  return frame.kind === "request" || frame.kind === "response" || frame.kind === "cancel";
}
