// One Claude Code process and its conversation: what goes in, what comes out, what it is doing.
import { EventEmitter } from "eventemitter3";
import { type Handlers, IncomingHandlers } from "../control/handlers.ts";
import { permissionHandler } from "../control/permissions.ts";
import { Requests } from "../control/requests.ts";
import type { ClaudeError } from "../errors/claude-error.ts";
import { SessionClosedError } from "../errors/session.ts";
import { toLaunch, withSessionId } from "../options/launch.ts";
import type { Options } from "../options/options.ts";
import { validateOptions } from "../options/validate.ts";
import type { InitializeResponse, OutgoingRequests } from "../wire/control.ts";
import type { SDKUserMessage } from "../wire/conversation.ts";
import { encodeLine } from "../wire/encode.ts";
import type { SDKMessage } from "../wire/messages.ts";
import type { SDKResultMessage } from "../wire/result.ts";
import type { SessionEnd } from "./ending.ts";
import { callbackFailed, envDropped, type SessionEvents } from "./events.ts";
import { Handshake } from "./handshake.ts";
import { Lifecycle, type LifecycleHost } from "./lifecycle.ts";
import { type Prompt, toUserMessage } from "./prompt.ts";
import { Reader } from "./reader.ts";
import { type Started, startProcess } from "./start.ts";
import { type Activity, Turns } from "./turns.ts";

const DEFAULT_CONTROL_TIMEOUT_MS = 10_000;
const DEFAULT_INITIALIZE_TIMEOUT_MS = 30_000;
/** An interrupt is answered in some 10 ms; a CLI that does not answer is stopped the hard way. */
const INTERRUPT_ON_CLOSE_MS = 500;

export class Session extends EventEmitter<SessionEvents> {
  readonly options: Options;
  readonly #requests: Requests;
  readonly #handlers: IncomingHandlers;
  readonly #turns: Turns;
  readonly #reader: Reader;
  readonly #handshake: Handshake;
  readonly #lifecycle: Lifecycle;
  readonly #ownUuids = new Set<string>();
  #id: string;

  /** @throws {InvalidOptionsError} */
  constructor(options: Options = {}) {
    super();
    this.options = withSessionId(validateOptions(options));
    this.#id = this.options.sessionId ?? this.options.resume ?? "";
    const write = (frame: object): Promise<void> => this.#writeLine(encodeLine(frame));
    this.#requests = new Requests(write);
    this.#handshake = new Handshake(
      this.#requests,
      this.options.initializeTimeoutMs ?? DEFAULT_INITIALIZE_TIMEOUT_MS,
    );
    this.#handlers = new IncomingHandlers({
      handlers: this.#createHandlers(),
      write,
      onError: (subtype, error) => this.emit("warning", callbackFailed(subtype, error)),
      onIdle: () => this.#turns.callbacksAnswered(),
    });
    const events = {
      activity: (activity: Activity) => this.emit("activity", activity),
      turnEnded: (result: SDKResultMessage) => this.emit("turnEnded", result),
      settled: () => this.emit("settled"),
    };
    this.#turns = new Turns(events, () => this.#handlers.pending);
    this.#reader = new Reader({
      maxLineBytes: this.options.maxBufferSize,
      requests: this.#requests,
      handlers: this.#handlers,
      onMessage: (message, line, bytes) => this.#message(message, line, bytes),
      onFault: (fault) => this.emit("protocolError", fault),
    });
    this.#lifecycle = new Lifecycle(this.#lifecycleHost());
  }

  /** The CLI's session id; empty until the first turn of a conversation that was continued without one. */
  get id(): string {
    return this.#id;
  }
  get pid(): number | undefined {
    return this.#lifecycle.started?.process.pid;
  }
  get activity(): Activity {
    return this.#turns.activity;
  }
  /** Nothing is running, queued or waiting for the host. */
  get settled(): boolean {
    return this.#turns.settled;
  }
  /** The last result, if it was an error. */
  get failedResult(): SDKResultMessage | undefined {
    return this.#turns.failed;
  }
  /** What the CLI answered to `initialize`. */
  get initialized(): Promise<InitializeResponse> {
    return this.#handshake.answer;
  }

  /** Resolves with how the session ended; never rejects. */
  get closed(): Promise<SessionEnd> {
    return this.#lifecycle.closed;
  }

  /** Resolves when the process runs and `initialize` is on its way; the answer is not waited for. */
  async start(): Promise<void> {
    await this.#lifecycle.start();
  }

  /** A message with an id, ready to be sent; the CLI's reports on an id that we made up stay with us. */
  prepare(prompt: Prompt): SDKUserMessage & { uuid: string } {
    const message = toUserMessage(prompt);
    if (typeof prompt === "string" || prompt.uuid === undefined) this.#ownUuids.add(message.uuid);
    return message;
  }

  /** @returns The message's uuid, once stdin has taken it. */
  async send(prompt: Prompt): Promise<string> {
    await this.start();
    const message = this.prepare(prompt);
    const line = encodeLine(message);
    this.#turns.sent(message.uuid);
    await this.#writeLine(line);
    return message.uuid;
  }

  async request<S extends keyof OutgoingRequests>(
    subtype: S,
    body: OutgoingRequests[S]["body"],
    timeoutMs: number = this.options.controlTimeoutMs ?? DEFAULT_CONTROL_TIMEOUT_MS,
  ): Promise<OutgoingRequests[S]["answer"]> {
    await this.start();
    this.#reader.scanWhileHeld(true);
    try {
      return (await this.#requests.request(subtype, body, timeoutMs)) as OutgoingRequests[S]["answer"];
    } finally {
      this.#reader.scanWhileHeld(this.options.canUseTool !== undefined || this.#requests.pending > 0);
    }
  }

  /** Deliver no messages until `releaseMessages`; control traffic goes on. */
  holdMessages(): void {
    this.#reader.hold();
  }

  releaseMessages(): void {
    this.#reader.release();
  }

  /** No more prompts: the CLI ends by itself, or is ended when it does not within some seconds. */
  finish(): void {
    this.#lifecycle.finish();
  }

  /** End the session and every process it started; resolves when they are gone. */
  close(): Promise<SessionEnd> {
    this.#lifecycle.end("closed");
    return this.closed;
  }

  #lifecycleHost(): LifecycleHost {
    const cookie = crypto.randomUUID();
    return {
      cookie,
      signal: this.options.abortController?.signal,
      launch: () => this.#launch(cookie),
      begun: (started) => this.#begun(started),
      ending: (error) => {
        this.#handlers.cancelAll(error ?? new SessionClosedError("The session was closed"));
        if (error !== undefined) this.#handshake.fail(error);
      },
      interrupt: () => this.#interruptOpenTurn(),
      drain: () => {
        const partialBytes = this.#reader.end();
        const { turnOpen, failed } = this.#turns;
        return { initialized: this.#handshake.done, turnOpen, failed, partialBytes };
      },
      ended: (end) => this.#ended(end),
    };
  }

  #launch(cookie: string): Promise<Started> {
    return startProcess(this.options, toLaunch(this.options).args, cookie, {
      onOutput: (chunk) => this.#reader.push(chunk),
      onStderr: (text) => {
        this.emit("stderr", text);
        this.options.stderr?.(text);
      },
    });
  }

  #begun({ process, droppedEnv }: Started): void {
    this.#reader.attach(process);
    this.#reader.scanWhileHeld(this.options.canUseTool !== undefined);
    if (droppedEnv.length > 0) this.emit("warning", envDropped(droppedEnv));
    this.#handshake
      .begin(toLaunch(this.options).initialize, () => process.stderrTail())
      .catch((error: unknown) => this.#lifecycle.end("failed", error as ClaudeError));
  }

  async #interruptOpenTurn(): Promise<boolean> {
    if (!this.#turns.turnOpen) return true;
    if (!this.#handshake.done) return false;
    const answer = this.#requests.request("interrupt", {}, INTERRUPT_ON_CLOSE_MS);
    return answer.then(
      () => true,
      () => false,
    );
  }

  #ended(end: SessionEnd): void {
    const reason = end.error ?? new SessionClosedError();
    this.#requests.close(reason);
    this.#handshake.fail(reason);
    this.#turns.end();
    this.emit("closed", end);
    this.removeAllListeners();
  }

  #createHandlers(): Handlers {
    const { canUseTool } = this.options;
    return {
      can_use_tool:
        canUseTool &&
        permissionHandler(canUseTool, (error) => this.emit("warning", callbackFailed("can_use_tool", error))),
      hook_callback: undefined,
      mcp_message: undefined,
      elicitation: undefined,
      request_user_dialog: undefined,
    };
  }

  #message(message: SDKMessage, line: string, bytes: number): void {
    if (message.type === "system" && message.subtype === "init" && typeof message.session_id === "string") {
      this.#id = message.session_id;
    }
    this.#turns.see(message);
    if (!this.#isOurs(message)) this.emit("message", message, line, bytes);
  }

  /** Answers to what we, not the caller, asked for: state events, and the fate of ids that we made up. */
  #isOurs(message: SDKMessage): boolean {
    if (message.type === "command_lifecycle") return this.#ownUuids.has(String(message["command_uuid"]));
    return "sdk_host_only" in message && message["sdk_host_only"] === true;
  }

  #writeLine(line: string): Promise<void> {
    const process = this.#lifecycle.started?.process;
    if (process === undefined || !process.alive) return Promise.reject(new SessionClosedError());
    return process.write(line);
  }
}
