// One Claude Code process and its conversation: what goes in, what comes out, what it is doing.
import { EventEmitter } from "eventemitter3";
import type { ClaudeError } from "../errors/claude-error.ts";
import { SessionClosedError } from "../errors/session.ts";
import type { McpServerConfig } from "../mcp/configs.ts";
import { type Launch, toLaunch, withSessionId } from "../options/launch.ts";
import type { Options } from "../options/options.ts";
import { unknownOptions, validateOptions } from "../options/validate.ts";
import type { OutputChunk } from "../process/process.ts";
import { createMark, type SessionMark } from "../process/tree.ts";
import { encodeLine } from "../wire/encode.ts";
import type { InitializeRequest, InitializeResponse } from "../wire/initialize.ts";
import type { SDKMessage } from "../wire/messages.ts";
import type { McpSetServersResult } from "../wire/reports.ts";
import type { OutgoingRequests } from "../wire/requests.ts";
import type { SDKResultMessage } from "../wire/result.ts";
import { Callbacks } from "./callbacks.ts";
import type { SessionEnd } from "./ending.ts";
import { envDropped, guardianLost, type SessionEvents } from "./events.ts";
import { Lifecycle } from "./lifecycle.ts";
import { lifecycleAnswers } from "./lifecycle-answers.ts";
import { Mirroring } from "./mirroring.ts";
import { OwnMessages } from "./own-messages.ts";
import type { Prompt } from "./prompt.ts";
import { Protocol } from "./protocol.ts";
import { startFromStore } from "./resume.ts";
import { type Started, startProcess, withProcess } from "./start.ts";
import { type Activity, Turns } from "./turns.ts";
import { kindOf, Watchdogs } from "./watchdogs.ts";

export class Session extends EventEmitter<SessionEvents> {
  readonly options: Options;
  readonly #launch: Launch;
  readonly #callbacks: Callbacks;
  readonly #initialize: InitializeRequest;
  readonly #protocol: Protocol;
  readonly #turns: Turns;
  readonly #watchdogs: Watchdogs;
  readonly #lifecycle: Lifecycle;
  readonly #mirroring: Mirroring;
  readonly #over = new AbortController();
  /** What was sent, and which of its ids we made up. */
  readonly own: OwnMessages;
  #id: string;

  /** @throws {InvalidOptionsError} */
  constructor(options: Options = {}) {
    super();
    this.options = withSessionId(validateOptions(options));
    this.#launch = toLaunch(this.options);
    this.own = new OwnMessages(this.options.verbatimPrompts === true);
    this.#id = this.options.sessionId ?? this.options.resume ?? "";
    this.#callbacks = new Callbacks(this.options, {
      sendToMcp: (server_name, message) => this.request("mcp_message", { server_name, message }),
      warn: (warning) => this.emit("warning", warning),
      unknownOptions: unknownOptions(options),
    });
    this.#initialize = { ...this.#launch.initialize, ...this.#callbacks.hookFields() };
    this.#protocol = this.#createProtocol();
    this.#turns = this.#createTurns();
    this.#mirroring = new Mirroring(this.options, this, this.#protocol);
    if (this.options.stderr !== undefined) this.on("stderr", this.options.stderr);
    this.#watchdogs = new Watchdogs(this.options, (error) => this.#lifecycle.end("failed", error));
    this.#lifecycle = this.#createLifecycle();
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
  /** The CLI's answer to `initialize`. */
  get initialized(): Promise<InitializeResponse> {
    return this.#protocol.handshake.answer;
  }
  /** Resolves with how the session ended; never rejects. */
  get closed(): Promise<SessionEnd> {
    return this.#lifecycle.closed;
  }

  /** Resolves when the process runs and `initialize` is on its way; the answer is not waited for. */
  async start(): Promise<void> {
    await this.#lifecycle.start();
  }

  /** Send `initialize` again, with everything that the host has registered. */
  async reinitialize(): Promise<InitializeResponse> {
    await this.start();
    return this.#protocol.beginAgain(this.#initialize);
  }

  /** @returns The message's uuid, once stdin has taken it. */
  async send(prompt: Prompt): Promise<string> {
    await this.start();
    const message = this.own.prepare(prompt);
    const line = encodeLine(message);
    // A turn without the hooks and checks that were to watch over it must not run, not even for a moment.
    if (Callbacks.expected(this.options)) await this.initialized;
    this.#turns.sent(message.uuid);
    if (!this.#turns.answering) this.#watchdogs.start("first_event");
    this.#watchdogs.start("silence");
    await this.#protocol.send(line);
    return message.uuid;
  }

  async request<S extends keyof OutgoingRequests>(
    subtype: S,
    body: OutgoingRequests[S]["body"],
  ): Promise<OutgoingRequests[S]["answer"]> {
    await this.start();
    return (await this.#protocol.request(subtype, body)) as OutgoingRequests[S]["answer"];
  }

  /** The CLI announces itself anew. */
  renew(initialized: Promise<InitializeResponse>): void {
    this.#protocol.handshake.renew(initialized);
  }

  /** Replace the MCP servers that were set before, and all servers of this program. */
  async setMcpServers(servers: Record<string, McpServerConfig>): Promise<McpSetServersResult> {
    return this.#callbacks.replaceServers(servers, (body) => this.request("mcp_set_servers", body));
  }

  /** Deliver no messages until `releaseMessages`; control traffic goes on. */
  holdMessages(): void {
    this.#protocol.holdMessages("reader");
  }

  releaseMessages(): void {
    this.#protocol.releaseMessages("reader");
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

  #createProtocol(): Protocol {
    return new Protocol({
      limits: this.options,
      handlers: this.#callbacks.handlers,
      callbacksExpected: Callbacks.expected(this.options),
      onMessage: (message, line, bytes) => this.#message(message, line, bytes),
      onFault: (fault) => this.emit("protocolError", fault),
      onWarning: (warning) => this.emit("warning", warning),
      explain: (error) => this.#lifecycle.explain(error),
      onEndless: (error) => this.#lifecycle.end("failed", error),
      onCallbackError: (subtype, error) => this.#callbacks.failed(subtype, error),
      onCallbacksAsked: () => this.#watchdogs.pause(),
      onCallbacksAnswered: () => {
        this.#watchdogs.resume();
        this.#turns.callbacksAnswered();
      },
    });
  }

  #createTurns(): Turns {
    const events = {
      activity: (activity: Activity) => this.#mirroring.tell("activity", activity),
      turnEnded: (result: SDKResultMessage) => {
        this.#watchdogs.stop("silence");
        this.#mirroring.tell("turnEnded", result);
      },
      settled: () => this.#mirroring.tell("settled"),
    };
    return new Turns(events, () => this.#protocol.openCallbacks);
  }

  #createLifecycle(): Lifecycle {
    const mark = createMark();
    const parts = {
      options: this.options,
      protocol: this.#protocol,
      turns: this.#turns,
      watchdogs: this.#watchdogs,
      mirroring: this.#mirroring,
      over: this.#over,
    };
    return new Lifecycle({
      ...lifecycleAnswers(parts),
      mark,
      warn: (warning) => this.emit("warning", warning),
      launch: () => this.#start(mark),
      begun: (started) => this.#begun(started),
      ended: (end) => this.#ended(end),
    });
  }

  #start(mark: SessionMark): Promise<Started> {
    const stored = { session: this, mirroring: this.#mirroring, signal: this.#over.signal };
    return startFromStore(stored, this.#launch, async (launch) => {
      const onOutput = (chunk: OutputChunk): void => {
        this.#watchdogs.heard();
        this.#protocol.push(chunk);
      };
      const output = { onOutput, onStderr: (text: string) => void this.emit("stderr", text) };
      const onGuardianLost = (replaced: boolean): void => void this.emit("warning", guardianLost(replaced));
      const starting = startProcess({ options: this.options, launch, mark, output, onGuardianLost });
      // At the same time, because a process takes longer to start.
      return withProcess(starting, this.#callbacks.readManifests(), mark);
    });
  }

  #begun({ process, droppedEnv }: Started): void {
    // Not before: whoever has just made a query has not had time to listen.
    this.#callbacks.warnAboutOptions(this.options);
    if (droppedEnv.length > 0) this.emit("warning", envDropped(droppedEnv));
    this.#protocol
      .begin(process, { ...this.#initialize, ...this.#callbacks.manifests })
      .then(() => this.#watchdogs.resume())
      .catch((error: unknown) => this.#lifecycle.end("failed", error as ClaudeError));
  }

  #ended(end: SessionEnd): void {
    this.#protocol.close(end.error ?? new SessionClosedError());
    this.#turns.end();
    this.#callbacks.servers.close();
    this.emit("closed", end);
    this.removeAllListeners();
  }

  #message(message: SDKMessage, line: string, bytes: number): void {
    if (this.#mirroring.takes(message, bytes)) return;
    if (message.type === "system" && message.subtype === "init" && typeof message.session_id === "string") {
      this.#id = message.session_id;
    }
    this.#watchdogs.saw(kindOf(message));
    this.#turns.see(message);
    if (!this.own.has(message)) this.#mirroring.tell("message", message, line, bytes);
  }
}
