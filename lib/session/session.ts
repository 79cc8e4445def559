// One Claude Code process and its conversation: prompts and requests in, and what has become of it.
import { Requests } from "../control/requests.ts";
import { Runner } from "../control/run.ts";
import type { ClaudeError } from "../errors/claude-error.ts";
import { SessionClosedError } from "../errors/session.ts";
import { GuardedEmitter } from "../events/emitter.ts";
import type { McpServerConfig } from "../mcp/configs.ts";
import { type Launch, toLaunch, withSessionId } from "../options/launch.ts";
import type { Options } from "../options/options.ts";
import { shadowedCallback } from "../options/shadowed-callback.ts";
import { unknownOptions, validateOptions } from "../options/validate.ts";
import type { Process } from "../process/process.ts";
import { createMark } from "../process/tree.ts";
import { encodeLine } from "../wire/encode.ts";
import type { InitializeRequest, InitializeResponse } from "../wire/initialize.ts";
import type { McpSetServersResult } from "../wire/reports.ts";
import type { OutgoingRequests } from "../wire/requests.ts";
import { Callbacks } from "./callbacks.ts";
import type { SessionEnd } from "./ending.ts";
import * as warnings from "./events.ts";
import { Announcement, initializeFailure, readAnnouncement } from "./initialize.ts";
import { Lifecycle, type LifecycleHost } from "./lifecycle.ts";
import { Mirroring } from "./mirroring.ts";
import { Output, type SessionEmitter } from "./output.ts";
import { OwnPrompts, type PreparedMessage, type Prompt } from "./prompt.ts";
import { startFromStore } from "./resume.ts";
import { type Started, startProcess, withProcess } from "./start.ts";
import { type Activity, type Changes, SessionState } from "./state.ts";
import { Watchdogs } from "./watchdogs.ts";

/** An interrupt is answered in some 10 ms; a CLI that does not answer is stopped the hard way. */
const INTERRUPT_TIMEOUT_MS = 500;
/** The CLI needs half a second to start on an idle machine; many at once on a small one need many times that. */
const INITIALIZE_TIMEOUT_MS = 30_000;

export class Session {
  readonly options: Options;
  readonly output: Output;
  /** Called when the state may have changed, before those who listen. */
  onChanged: () => void = () => undefined;
  readonly #launch: Launch;
  readonly #unknown: readonly string[];
  readonly #mark = createMark();
  readonly #over = new AbortController();
  readonly #state = new SessionState();
  readonly #announced = new Announcement();
  readonly #prompts: OwnPrompts;
  readonly #callbacks: Callbacks;
  readonly #requests: Requests;
  readonly #runner: Runner;
  readonly #mirroring: Mirroring | undefined;
  readonly #watchdogs: Watchdogs;
  readonly #life: Lifecycle;

  /**
   * @param events Who listens; whoever listens for `permissionRequest` by now is asked beside `canUseTool`.
   * @throws {InvalidOptionsError}
   */
  constructor(options: Options = {}, events: SessionEmitter = new GuardedEmitter()) {
    this.#unknown = unknownOptions(options);
    this.options = withSessionId(validateOptions(options));
    const { sessionStore, verbatimPrompts, controlTimeoutMs } = this.options;
    const isHeard = events.listenerCount("permissionRequest") > 0;
    // The flag of the callback has the CLI ask, whoever answers.
    this.#launch = toLaunch(
      isHeard ? { canUseTool: () => Promise.resolve(null), ...this.options } : this.options,
    );
    this.#prompts = new OwnPrompts(verbatimPrompts === true);
    this.#callbacks = new Callbacks(this.options, isHeard, {
      sendToMcp: (server_name, message) => this.request("mcp_message", { server_name, message }),
      permissionListeners: () => this.events.listenerCount("permissionRequest"),
      askListeners: (request) => void this.events.emit("permissionRequest", request),
      failed: (what, error) => this.#callbackFailed(what, error),
    });
    this.#requests = new Requests((line) => this.#write(line), controlTimeoutMs);
    this.#runner = new Runner({
      kinds: this.#callbacks.kinds,
      write: (line) =>
        void this.#write(line).catch((error: unknown) => this.#callbackFailed("control_response", error)),
      onFailure: (name, error) => this.#callbackFailed(name, error),
      onOpen: (open) => this.#changed(this.#state.asked(open)),
    });
    this.#mirroring =
      sessionStore &&
      new Mirroring(sessionStore, this.options, {
        warn: (warning) => this.warn(warning),
        message: (message) => this.output.deliver(message, JSON.stringify(message), 0),
        full: (isFull) => (isFull ? this.output.backlog.hold("store") : this.output.backlog.release("store")),
      });
    this.output = new Output(this.options, events, {
      state: this.#state,
      requests: this.#requests,
      runner: this.#runner,
      prompts: this.#prompts,
      mirroring: this.#mirroring,
      pause: (paused) => (paused ? this.#process?.pauseOutput() : this.#process?.resumeOutput()),
      asks: () => this.#callbacks.expected,
      warn: (warning) => this.warn(warning),
      onChanges: (changes) => this.#changed(changes),
      onEndless: (error) => this.#life.end("failed", error),
    });
    this.#watchdogs = new Watchdogs(this.options, {
      state: this.#state,
      look: () => ({
        reading: !this.output.backlog.isHeld,
        heardAt: this.#process?.heardAt ?? 0,
        lastKind: this.output.lastKind,
      }),
      onExpired: (error) => this.#life.end("failed", error),
      onLastWordMissing: (word, graceMs) => {
        this.warn(warnings.lastWordMissing(word, graceMs));
        this.#changed(this.#state.giveUpWaiting());
      },
    });
    this.#life = new Lifecycle(this.#host());
  }

  /** Who hears of everything: the conversation's face, once there is one. */
  get events(): SessionEmitter {
    return this.output.events;
  }
  /** The CLI's session id; empty until the first turn of a conversation that was continued without one. */
  get id(): string {
    return this.output.sessionId ?? this.options.sessionId ?? this.options.resume ?? "";
  }
  get pid(): number | undefined {
    return this.#process?.pid;
  }
  get activity(): Activity {
    return this.#state.activity;
  }
  /** Nothing is running, queued or waiting for the host. */
  get settled(): boolean {
    return this.#state.settled;
  }
  /** The CLI has given its result, and cannot ask the host anything any more. */
  get atRest(): boolean {
    return this.#state.atRest && !this.#callbacks.expected;
  }
  /** The CLI's answer to `initialize`. */
  get initialized(): Promise<InitializeResponse> {
    return this.#announced.answer;
  }
  /** Resolves with how the session ended; never rejects. */
  get closed(): Promise<SessionEnd> {
    return this.#life.closed;
  }

  /**
   * Resolves when the process runs and `initialize` is on its way; the answer is not waited for.
   *
   * @throws {ClaudeError} Why it does not start, or why it has ended.
   */
  async start(): Promise<void> {
    if (this.#life.refusal !== undefined) throw this.#life.refusal;
    await this.#life.start();
  }

  /** A message with an id, for {@link send}. */
  prepare(prompt: Prompt): PreparedMessage {
    return this.#prompts.prepare(prompt);
  }

  /** @returns The message's uuid, once stdin has taken it. */
  async send(prompt: Prompt): Promise<string> {
    const message = this.prepare(prompt);
    const line = encodeLine(message);
    if (this.#life.refusal !== undefined) throw this.#life.refusal;
    this.#changed(this.#state.sent(message.uuid));
    try {
      await this.#life.start();
      // A turn without the hooks and checks that were to watch over it must not run, not even for a moment.
      if (this.#callbacks.expected) await this.initialized;
      if (this.#life.refusal !== undefined) throw this.#life.refusal;
      this.#watchdogs.prompted();
      await this.#write(line);
    } catch (error) {
      this.#changed(this.#state.unsent(message.uuid));
      throw error;
    }
    return message.uuid;
  }

  /** @param timeoutMs How long to wait for the answer, in milliseconds. Default: by the subtype. */
  async request<S extends keyof OutgoingRequests>(
    subtype: S,
    body: OutgoingRequests[S]["body"],
    timeoutMs?: number,
  ): Promise<OutgoingRequests[S]["answer"]> {
    await this.start();
    const answer = this.#requests.request(subtype, body, timeoutMs);
    this.output.backlog.decide();
    try {
      return (await answer) as OutgoingRequests[S]["answer"];
    } finally {
      this.output.backlog.decide();
    }
  }

  /** What the CLI announced at its start, also when it has ended by itself since. */
  async announcement(): Promise<InitializeResponse> {
    if (!this.#life.hasExited) await this.start();
    return this.initialized;
  }

  /** Send `initialize` again, with everything that the host has registered. */
  async reinitialize(): Promise<InitializeResponse> {
    await this.start();
    const answer = this.request("initialize", this.#announcement(), this.#initializeTimeoutMs);
    this.renew(answer);
    return answer;
  }

  /** The CLI announces itself anew. */
  renew(announced: Promise<InitializeResponse>): void {
    this.#announced.renew(announced);
  }

  /** Replace the MCP servers that were set before, and all servers of this program, once the CLI has taken them. */
  setMcpServers(servers: Record<string, McpServerConfig>): Promise<McpSetServersResult> {
    return this.#callbacks.replaceServers(servers, (all) =>
      this.request("mcp_set_servers", { servers: all }),
    );
  }

  /** Deliver no messages until `releaseMessages`; control traffic goes on. */
  holdMessages(): void {
    this.output.backlog.hold("reader");
    this.#watchdogs.changed();
  }

  releaseMessages(): void {
    this.output.backlog.release("reader");
    this.#watchdogs.changed();
  }

  /** No more prompts: the CLI ends by itself, or is ended when it does not within some seconds. */
  finish(): void {
    this.#life.finish();
  }

  /** End the session and every process it started; resolves when they are gone. */
  close(): Promise<SessionEnd> {
    this.#life.end("closed");
    return this.closed;
  }

  get #process(): Process | undefined {
    return this.#life.started?.process;
  }

  get #initializeTimeoutMs(): number {
    return this.options.initializeTimeoutMs ?? INITIALIZE_TIMEOUT_MS;
  }

  #host(): LifecycleHost {
    return {
      mark: this.#mark,
      options: this.options,
      state: this.#state,
      launch: () => this.#spawn(),
      begun: (started) => this.#begun(started),
      warn: (warning) => this.warn(warning),
      lastSeen: () => this.#watchdogs.lastSeen(),
      ending: (reason) => this.#ending(reason),
      interrupt: () =>
        this.#requests.request("interrupt", {}, INTERRUPT_TIMEOUT_MS).then(
          () => true,
          () => false,
        ),
      drain: (hurried) => this.output.drain(hurried),
      ended: (end) => this.#ended(end),
    };
  }

  #spawn(): Promise<Started> {
    const { options } = this;
    const stored = { options, events: this.events, mirroring: this.#mirroring, signal: this.#over.signal };
    return startFromStore(stored, this.#launch, (launch) => {
      const output = { stdout: this.output.lines, onStderr: (text: string) => this.#stderr(text) };
      const onGuardianLost = (replaced: boolean): void => this.warn(warnings.guardianLost(replaced));
      const starting = startProcess({ options, launch, mark: this.#mark, output, onGuardianLost });
      // At the same time, because a process takes longer to start.
      return withProcess(starting, this.#callbacks.readManifests(), this.#mark);
    });
  }

  #begun({ process, droppedEnv }: Started): void {
    // Not before: whoever has just made a query has not had time to listen.
    for (const problem of this.#unknown) this.warn(warnings.unknownOption(problem));
    const shadowed = shadowedCallback(this.options);
    if (shadowed !== undefined) this.warn({ code: "callback_shadowed", message: shadowed });
    if (droppedEnv.length > 0) this.warn(warnings.envDropped(droppedEnv));
    void this.#initialize(process);
  }

  async #initialize(process: Process): Promise<void> {
    const body = this.#announcement();
    try {
      const answer = await this.#requests.request("initialize", body, this.#initializeTimeoutMs);
      const { response, warning } = readAnnouncement(body, answer);
      if (warning !== undefined) this.warn(warning);
      this.#announced.resolve(response);
      this.#changed(this.#state.ready());
    } catch (error) {
      this.#life.end("failed", initializeFailure(error, this.#initializeTimeoutMs, process.stderrTail()));
    } finally {
      this.output.backlog.decide();
    }
  }

  /** What the host announces: the options, hooks, and servers of this program. */
  #announcement(): InitializeRequest {
    return { ...this.#launch.initialize, ...this.#callbacks.announcement };
  }

  /** The end is decided, though the process may still run: callbacks are told to stop, and nothing more is accepted. */
  #ending(reason: ClaudeError): void {
    this.#watchdogs.stop();
    this.#over.abort(reason);
    this.#runner.cancelAll(reason);
    this.#announced.reject(reason);
    this.#changed(this.#state.closing());
  }

  #ended(end: SessionEnd): void {
    this.#requests.close(end.error ?? new SessionClosedError());
    void this.#callbacks.close();
    this.#changed(this.#state.closed());
    this.events.emit("closed", end);
    this.events.removeAllListeners();
  }

  #changed(changes: Changes): void {
    this.onChanged();
    if (changes.activity) this.events.emit("activity", this.#state.activity);
    if (changes.settled) this.events.emit("settled");
    if (!this.#state.over) this.#watchdogs.changed();
  }

  #stderr(text: string): void {
    try {
      this.options.stderr?.(text);
    } catch (error) {
      this.#callbackFailed("stderr", error);
    }
    this.events.emit("stderr", text);
  }

  #callbackFailed(what: string, error: unknown): void {
    this.warn(warnings.callbackFailed(what, error));
  }

  /** Those who listen hear of it; where nobody does, the person who runs the program. */
  warn(warning: warnings.SessionWarning): void {
    if (!this.events.emit("warning", warning)) warnings.printWarning(warning);
  }

  /** Write a line; when that fails, the error says why the process takes no more. */
  #write(line: string): Promise<void> {
    const writing = this.#process?.write(line) ?? Promise.reject(new SessionClosedError());
    return writing.catch((error: unknown) => this.#life.explain(error));
  }
}
