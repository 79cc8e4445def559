// One Claude Code process and its conversation: prompts and requests in, and what has become of it.
import { PendingRequests } from "../control/pending-requests.ts";
import { Runner } from "../control/runner.ts";
import type { ClaudeError } from "../errors/claude-error.ts";
import { SessionClosedError } from "../errors/session.ts";
import { toError } from "../errors/to-error.ts";
import { GuardedEmitter } from "../events/emitter.ts";
import { type Launch, toLaunch, withSessionId } from "../options/launch.ts";
import { type FilledOptions, filled, type Options } from "../options/options.ts";
import { shadowedCallback } from "../options/shadowed-callback.ts";
import { unknownOptions, validateOptions } from "../options/validate.ts";
import type { Process } from "../process/process.ts";
import { warnOnce } from "../process/warn.ts";
import type { OutgoingRequests } from "../wire/control-requests.ts";
import { encodeLine } from "../wire/encode.ts";
import type { InitializeRequest } from "../wire/initialize.ts";
import { Callbacks } from "./callbacks.ts";
import type { SessionEnd } from "./ending.ts";
import type { SessionWarning } from "./events.ts";
import { Announcement } from "./initialize.ts";
import { Lifecycle } from "./lifecycle.ts";
import { Output, type SessionEmitter } from "./output.ts";
import { OwnPrompts, type Prompt } from "./prompt.ts";
import { type Started, startProcess, withProcess } from "./start-process.ts";
import { type Activity, SessionState } from "./state.ts";
import { TranscriptMirror } from "./transcript-mirror.ts";
import { Watchdogs } from "./watchdogs.ts";

/** The parts of a session know each other through it; whoever has one uses its methods. */
export class Session {
  /** As the caller gave them. */
  readonly given: Options;
  readonly options: FilledOptions;
  readonly state: SessionState = new SessionState();
  readonly announced: Announcement;
  readonly prompts: OwnPrompts;
  readonly callbacks: Callbacks;
  readonly requests: PendingRequests;
  readonly runner: Runner;
  readonly mirror: TranscriptMirror | undefined;
  readonly output: Output;
  readonly watchdogs: Watchdogs;
  readonly life: Lifecycle;
  /** Aborted when the end is decided, perhaps before the process has begun. */
  readonly over: AbortController = new AbortController();
  /** Called before the listeners when the state may have changed. */
  onChanged: () => void = () => undefined;
  readonly #launch: Launch;
  /** What those who listen have heard of. */
  #heardActivity: Activity = "starting";
  #heardSettled = true;
  #shadowed: string | undefined;

  /**
   * @param events Who listens; whoever listens for `permissionRequest` by now is asked beside `canUseTool`.
   * @param prompts Those that were prepared before there was a session.
   * @throws {InvalidOptionsError}
   */
  constructor(options: Options = {}, events: SessionEmitter = new GuardedEmitter(), prompts?: OwnPrompts) {
    this.given = options;
    this.options = filled(withSessionId(validateOptions(options)));
    const { sessionStore, controlTimeoutMs } = this.options;
    const isHeard = events.listenerCount("permissionRequest") > 0;
    // The flag of the callback has the CLI ask, whoever answers.
    const asks: Options = isHeard ? { canUseTool: () => Promise.resolve(null) } : {};
    this.#launch = toLaunch({ ...asks, ...this.options });
    this.announced = new Announcement(this);
    this.prompts = prompts ?? new OwnPrompts(this.options.verbatimPrompts === true);
    this.callbacks = new Callbacks(this, isHeard);
    this.requests = new PendingRequests((line) => this.#write(line), controlTimeoutMs);
    this.runner = new Runner({
      kinds: () => this.callbacks.kinds,
      write: (line) => this.process?.post(line),
      onFailure: (name, error) => this.callbackFailed(name, error),
      onOpen: (open) => {
        this.state.asked(open);
        this.changed();
      },
    });
    this.mirror = sessionStore && new TranscriptMirror(sessionStore, this);
    this.output = new Output(this, events);
    this.watchdogs = new Watchdogs(this);
    this.life = new Lifecycle(this);
  }

  get events(): SessionEmitter {
    return this.output.events;
  }

  /** The CLI's session id; empty until the first turn of a conversation that was continued without one. */
  get id(): string {
    return this.output.sessionId ?? this.options.sessionId ?? this.options.resume ?? "";
  }
  get process(): Process | undefined {
    return this.life.started?.process;
  }
  /** Resolves with how the session ended; never rejects. */
  get closed(): Promise<SessionEnd> {
    return this.life.closed;
  }

  /**
   * Resolves when the process runs and `initialize` is on its way; the answer is not waited for.
   *
   * @throws {ClaudeError} Why it does not start, or why it has ended.
   */
  async start(): Promise<void> {
    this.life.requireOpen();
    await this.life.start();
  }

  /** @returns The message's uuid, once stdin has taken it. */
  async send(prompt: Prompt): Promise<string> {
    const message = this.prompts.prepare(prompt);
    const line = encodeLine(message);
    this.life.requireOpen();
    this.state.sent(message.uuid);
    this.changed();
    try {
      if (this.process === undefined) await this.life.start();
      // A turn without the hooks and checks that were to watch over it must not run, not even for a moment.
      if (this.callbacks.expected) await this.announced.answer;
      this.life.requireOpen();
      this.watchdogs.prompted();
      await this.#write(line);
    } catch (error) {
      this.state.unsent(message.uuid);
      this.changed();
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
    const answer = this.requests.request(subtype, body, timeoutMs);
    this.output.backlog.decide();
    try {
      return (await answer) as OutgoingRequests[S]["answer"];
    } finally {
      this.output.backlog.decide();
    }
  }

  /** Deliver no messages until `resumeMessages`; control traffic goes on. */
  pauseMessages(): void {
    this.output.backlog.pause("reader");
    this.watchdogs.changed();
  }

  resumeMessages(): void {
    this.output.backlog.resume("reader");
    this.watchdogs.changed();
  }

  /** End the session and every process it started; resolves when they are gone. */
  close(): Promise<SessionEnd> {
    this.life.end("closed");
    return this.closed;
  }

  /** Those who listen hear of it; where nobody does, the person who runs the program. */
  warn(code: SessionWarning["code"], message: string, cause?: unknown): void {
    if (!this.events.emit("warning", { code, message, ...(cause === undefined ? {} : { cause }) }))
      warnOnce(message, code);
  }

  /** Say once what keeps the callback from being asked, also in a mode that the CLI has chosen by itself. */
  warnOfMode(mode?: unknown): void {
    const shadowed = shadowedCallback(this.options, mode) ?? this.#shadowed;
    if (shadowed !== undefined && shadowed !== this.#shadowed) this.warn("callback_shadowed", shadowed);
    this.#shadowed = shadowed;
  }

  callbackFailed(what: string, error: unknown): void {
    this.warn("callback_failed", `The callback for "${what}" failed: ${toError(error).message}`, error);
  }

  changed(): void {
    this.onChanged();
    const { activity, settled } = this.state;
    const isOther = activity !== this.#heardActivity;
    const hasSettled = settled && !this.#heardSettled;
    this.#heardActivity = activity;
    this.#heardSettled = settled;
    if (isOther) this.events.emit("activity", activity);
    if (hasSettled) this.events.emit("settled");
    this.watchdogs.changed();
  }

  /** What the host announces: the options, hooks, and servers of this program. */
  announcement(): InitializeRequest {
    return { ...this.#launch.initialize, ...this.callbacks.announcement };
  }

  async launch(): Promise<Started> {
    const { sessionStore } = this.options;
    // The servers are read at the same time, because a process takes longer to start.
    const start = (launch: Launch): Promise<Started> =>
      withProcess(startProcess(this, launch), this.callbacks.readManifests());
    if (sessionStore === undefined) return start(this.#launch);
    // What a store needs is loaded for those who have one.
    const { startFromStore } = await import("./resume.ts");
    return startFromStore(this, sessionStore, this.#launch, start);
  }

  begun({ process, droppedEnv }: Started): void {
    // Not before: whoever has just made a query has not had time to listen.
    for (const problem of unknownOptions(this.given)) this.warn("unknown_option", problem);
    this.warnOfMode();
    if (droppedEnv.length > 0) {
      const names = `${droppedEnv.join(", ")} (see "allowDangerousEnv", and "allowEnv" of "isolation")`;
      this.warn("env_dropped", `"env" holds variables that do not reach the CLI; left out: ${names}`);
    }
    void this.announced.begin(process);
  }

  /** The end is decided, though the process may still run: callbacks are told to stop, and nothing more is accepted. */
  ending(reason: ClaudeError): void {
    this.watchdogs.stop();
    this.over.abort(reason);
    this.runner.cancelAll(reason);
    this.announced.reject(reason);
    this.state.end("closing");
    this.changed();
  }

  /** Everything is over. */
  ended(end: SessionEnd): void {
    this.requests.close(end.error ?? new SessionClosedError());
    this.runner.cancelAll(this.over.signal.reason); // What was asked since the end was decided.
    this.callbacks.close();
    this.state.end("closed");
    this.changed();
    this.events.emit("closed", end);
    this.events.removeAllListeners();
  }

  /** Write a line; when that fails, the error says why the process takes no more. */
  #write(line: string): Promise<void> {
    const writing = this.process?.write(line) ?? Promise.reject(new SessionClosedError());
    return writing.catch((error: unknown) => this.life.explain(error));
  }
}
