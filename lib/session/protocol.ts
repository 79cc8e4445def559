// The protocol of one process: what it writes goes to those who wait for it, what we write goes out as lines.
import { type Handlers, IncomingHandlers } from "../control/handlers.ts";
import { answerTimeoutMs, Requests } from "../control/requests.ts";
import type { ClaudeError } from "../errors/claude-error.ts";
import { SessionClosedError } from "../errors/session.ts";
import type { Options } from "../options/options.ts";
import type { OutputChunk, Process } from "../process/process.ts";
import { encodeLine } from "../wire/encode.ts";
import type { InitializeRequest, InitializeResponse } from "../wire/initialize.ts";
import type { SDKMessage } from "../wire/messages.ts";
import type { SessionWarning } from "./events.ts";
import type { Holder } from "./flow.ts";
import { Handshake } from "./handshake.ts";
import { Reader } from "./reader.ts";
import type { ProtocolFault } from "./route.ts";

/** Requests may carry agents, system prompts and settings of any number. */
const MAX_REQUEST_BYTES = 64 * 1024 * 1024;
/** An interrupt is answered in some 10 ms; a CLI that does not answer is stopped the hard way. */
const INTERRUPT_ON_CLOSE_MS = 500;

/** The CLI needs half a second to start on an idle machine; many at once on a small one need many times that. */
const DEFAULT_INITIALIZE_TIMEOUT_MS = 30_000;

export interface ProtocolOptions {
  readonly limits: Pick<Options, "maxBufferSize" | "initializeTimeoutMs" | "controlTimeoutMs">;
  readonly handlers: Handlers;
  /** Questions of the CLI may come at any moment, so they are looked for even while nobody reads. */
  readonly callbacksExpected: boolean;
  readonly onMessage: (message: SDKMessage, line: string, bytes: number) => void;
  readonly onFault: (fault: ProtocolFault) => void;
  readonly onWarning: (warning: SessionWarning) => void;
  /** Why a write failed; throws it. */
  readonly explain: (error: unknown) => Promise<never>;
  /** A line has no end: nothing that can be used will come any more. */
  readonly onEndless: (error: ClaudeError) => void;
  readonly onCallbackError: (subtype: string, error: unknown) => void;
  /** The host owes the CLI an answer, and did not before ... */
  readonly onCallbacksAsked: () => void;
  /** ... and no longer does. */
  readonly onCallbacksAnswered: () => void;
}

export class Protocol {
  readonly handshake: Handshake;
  readonly #options: ProtocolOptions;
  readonly #requests: Requests;
  readonly #handlers: IncomingHandlers;
  readonly #reader: Reader;
  readonly #initializeTimeoutMs: number;
  #process: Process | undefined;
  #over: { readonly reason: unknown } | undefined;

  constructor(options: ProtocolOptions) {
    this.#options = options;
    this.#requests = new Requests(async (frame) => this.send(encodeLine(frame, MAX_REQUEST_BYTES)));
    this.#initializeTimeoutMs = options.limits.initializeTimeoutMs ?? DEFAULT_INITIALIZE_TIMEOUT_MS;
    this.handshake = new Handshake(this.#requests, this.#initializeTimeoutMs, options.onWarning);
    this.#handlers = new IncomingHandlers({
      handlers: options.handlers,
      write: (line) => this.#write(line),
      onError: options.onCallbackError,
      onBusy: options.onCallbacksAsked,
      onIdle: options.onCallbacksAnswered,
    });
    this.#reader = new Reader({
      maxLineBytes: options.limits.maxBufferSize,
      requests: this.#requests,
      handlers: this.#handlers,
      onMessage: options.onMessage,
      onFault: options.onFault,
      onEndless: options.onEndless,
    });
  }

  /** How many questions of the CLI wait for an answer of the host. */
  get openCallbacks(): number {
    return this.#handlers.pending;
  }

  /** The process runs: send `initialize`. Rejects when the CLI refuses it, does not answer, or is too old for it. */
  async begin(process: Process, initialize: InitializeRequest): Promise<void> {
    this.#process = process;
    this.#reader.attach(process);
    this.#reader.scanWhileHeld(this.#options.callbacksExpected);
    await this.handshake.begin(initialize, process);
  }

  /** Send `initialize` again, to a CLI that already runs. */
  async beginAgain(initialize: InitializeRequest): Promise<InitializeResponse> {
    const answer = this.request("initialize", initialize, this.#initializeTimeoutMs);
    this.handshake.renew(answer as Promise<InitializeResponse>);
    return answer as Promise<InitializeResponse>;
  }

  async request(
    subtype: string,
    body: object,
    timeoutMs: number = answerTimeoutMs(subtype, this.#options.limits.controlTimeoutMs),
  ): Promise<unknown> {
    if (this.#over !== undefined) throw this.#over.reason;
    this.#reader.scanWhileHeld(true);
    try {
      return await this.#requests.request(subtype, body, timeoutMs);
    } finally {
      this.#reader.scanWhileHeld(this.#options.callbacksExpected || this.#requests.pending > 0);
    }
  }

  /** Ask a CLI that is at work to stop it; false when it does not answer. */
  interrupt(): Promise<boolean> {
    return this.#requests.request("interrupt", {}, INTERRUPT_ON_CLOSE_MS).then(
      () => true,
      () => false,
    );
  }

  /** Write a line; when that fails, the error says why the process takes no more. */
  send(line: string): Promise<void> {
    return this.#write(line).catch((error: unknown) => this.#options.explain(error));
  }

  push(chunk: OutputChunk): void {
    this.#reader.push(chunk);
  }

  /** @returns The bytes of an unfinished last line. */
  endOutput(): number {
    return this.#reader.end();
  }

  holdMessages(by: Holder): void {
    this.#reader.hold(by);
  }

  releaseMessages(by: Holder): void {
    this.#reader.release(by);
  }

  /** The end is decided, though the process may still run: callbacks are told to stop, and nothing more is asked. */
  cancelCallbacks(reason: unknown): void {
    this.#over = { reason };
    this.#handlers.cancelAll(reason);
  }

  /** Everything is over: nothing that was asked will be answered. */
  close(reason: ClaudeError): void {
    this.#requests.close(reason);
    this.handshake.fail(reason);
  }

  #write(line: string): Promise<void> {
    if (this.#process === undefined || !this.#process.alive) return Promise.reject(new SessionClosedError());
    return this.#process.write(line);
  }
}
