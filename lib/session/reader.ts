// The read loop: bytes to lines to frames to receivers, in the CLI's order, with no promise in between.
import type { IncomingHandlers } from "../control/handlers.ts";
import type { Requests } from "../control/requests.ts";
import type { ClaudeError } from "../errors/claude-error.ts";
import { LineTooLongError } from "../errors/session.ts";
import type { OutputChunk, Process } from "../process/process.ts";
import { decodeLine } from "../wire/decode.ts";
import { LineSplitter } from "../wire/lines.ts";
import type { SDKMessage } from "../wire/messages.ts";
import { Flow, type Holder } from "./flow.ts";
import { isControl, type ProtocolFault, type Receivers, route } from "./route.ts";

/** The CLI writes a 2 MB answer as one line, and images as base64; a small limit would lose them. */
const DEFAULT_MAX_LINE_BYTES = 64 * 1024 * 1024;

export interface ReaderOptions {
  readonly maxLineBytes: number | undefined;
  readonly requests: Requests;
  readonly handlers: IncomingHandlers;
  readonly onMessage: (message: SDKMessage, line: string, bytes: number) => void;
  readonly onFault: (fault: ProtocolFault) => void;
  /** A line has no end: nothing that can be used will come any more. */
  readonly onEndless: (error: ClaudeError) => void;
}

export class Reader {
  readonly #lines: LineSplitter;
  readonly #flow: Flow;
  readonly #receivers: Omit<Receivers, "onMessage">;
  readonly #onMessage: ReaderOptions["onMessage"];
  #process: Process | undefined;

  constructor(options: ReaderOptions) {
    const { requests, handlers, onFault, maxLineBytes = DEFAULT_MAX_LINE_BYTES } = options;
    this.#receivers = { requests, handlers, onFault };
    this.#onMessage = options.onMessage;
    this.#flow = new Flow({
      deliver: (line, bytes) => this.#deliver(line, bytes),
      takeControl: (line) => this.#takeControl(line),
      pause: () => this.#process?.pauseOutput(),
      resume: () => this.#process?.resumeOutput(),
    });
    this.#lines = new LineSplitter({
      maxLineBytes,
      onLine: (line, bytes) => this.#flow.line(line, bytes),
      onTooLong: (skipped) => {
        const error = new LineTooLongError(skipped, maxLineBytes);
        onFault({ problem: "line_too_long", detail: error.message, error });
      },
      onEndless: (skipped) => options.onEndless(new LineTooLongError(skipped, maxLineBytes, true)),
    });
  }

  /** Whose output to pause when nobody reads. */
  attach(process: Process): void {
    this.#process = process;
  }

  push(chunk: OutputChunk): void {
    this.#lines.push(chunk);
  }

  /**
   * Output is over: deliver everything that is still kept.
   *
   * @returns The bytes of an unfinished last line.
   */
  end(): number {
    const { partialBytes } = this.#lines.end();
    this.#flow.flush();
    return partialBytes;
  }

  hold(by: Holder): void {
    this.#flow.hold(by);
  }

  release(by: Holder): void {
    this.#flow.release(by);
  }

  scanWhileHeld(needed: boolean): void {
    this.#flow.scanWhileHeld(needed);
  }

  #deliver(line: string, bytes: number): void {
    route(decodeLine(line), {
      ...this.#receivers,
      onMessage: (message) => this.#onMessage(message, line, bytes),
    });
  }

  #takeControl(line: string): boolean {
    const frame = decodeLine(line);
    if (!isControl(frame)) return false;
    route(frame, { ...this.#receivers, onMessage: () => undefined });
    return true;
  }
}
