// The kind of agent that the manager runs: Claude Code. Everything that the manager knows of it stands here.
import { isPermissionResult, type PermissionRequest, type PermissionResult } from "../control/permissions.ts";
import type { ClaudeError } from "../errors/claude-error.ts";
import { InvalidOptionsError } from "../errors/input.ts";
import { GuardedEmitter } from "../events/emitter.ts";
import type { Options } from "../options/options.ts";
import type { SessionEnd } from "../session/ending.ts";
import type { SessionEvents, SessionWarning } from "../session/events.ts";
import { OwnPrompts, type PreparedMessage, type Prompt } from "../session/prompt.ts";
import { Session } from "../session/session.ts";
import type { NonNullableUsage } from "../wire/api.ts";
import type { PermissionUpdate } from "../wire/control-frames.ts";
import { decodeLine } from "../wire/decode.ts";
import { encodeLine } from "../wire/encode.ts";
import { guard, type MessageGuard } from "../wire/guard.ts";
import type { SDKMessage } from "../wire/messages.ts";
import type { SDKPermissionDenial, SDKResultMessage } from "../wire/result.ts";
import type { AsCaller } from "./caller.ts";
import { costIn } from "./claude-usage.ts";
import type { EndedReason } from "./states.ts";
import type { ManagerWarning } from "./warning.ts";

export type AgentOptions = Options;
export type AgentPrompt = Prompt;
export type AgentBody = SDKMessage;
export type AgentResult = SDKResultMessage;
/** A warning of an agent's session, or of the manager itself. */
export type AgentWarning = Omit<SessionWarning, "code"> & {
  readonly code: SessionWarning["code"] | ManagerWarning;
};
export type AgentQuestion = PermissionRequest;
export type AgentAnswer = PermissionResult;
export type AgentSuggestion = PermissionUpdate;
export type PreparedPrompt = PreparedMessage;
export type AgentPrompts = OwnPrompts;
/** With `denial`, what whoever answered the agent's question has said. */
export type RefusedCall = SDKPermissionDenial & { readonly denial?: string };
export type TurnUsage = NonNullableUsage;

/** How turns end; a newer CLI may know others. */
export const RESULT_SUBTYPES: Readonly<Record<AgentResult["subtype"], true>> = {
  success: true,
  error_during_execution: true,
  error_max_turns: true,
  error_max_budget_usd: true,
  error_max_structured_output_retries: true,
};

/** What the records of the manager hear of a run. */
export interface RunListener {
  message(message: AgentBody, line: string): void;
  turnEnded(result: AgentResult): void;
  activity(activity: "starting" | "running" | "requires_action" | "idle"): void;
  settled(): void;
  question(request: AgentQuestion): void;
  /** A question was answered by the host's own callback. */
  decided(requestId: string): void;
  /** Nothing is at work beside the main thread any more. */
  tasksEnded(): void;
  warning(warning: AgentWarning): void;
  ended(end: RunEnd): void;
}

/** How a run ended, and what could not be ended. */
export interface RunEnd {
  readonly reason: Exclude<EndedReason, "lost" | "expired" | "budget">;
  readonly error?: ClaudeError;
  readonly survivors: readonly number[];
}

const REASONS: Readonly<Record<SessionEnd["reason"], RunEnd["reason"]>> = {
  closed: "terminated",
  aborted: "terminated",
  exited: "exited",
  failed: "failed",
};

/** A prompt that can be sent. @throws {InvalidMessageError} */
export function preparePrompt(prompts: OwnPrompts, prompt: AgentPrompt): PreparedPrompt {
  const message = prompts.prepare(prompt);
  encodeLine(message);
  return message;
}

/** Prompts of an agent, perhaps before it has a process. */
export function promptsOf(options: AgentOptions): OwnPrompts {
  return new OwnPrompts(options.verbatimPrompts === true);
}

/** A process of an agent, from its start to its end. */
export class Run {
  protected readonly session: Session;
  #sent = 0;
  /** Something was at work beside the main thread. */
  #hadTasks = false;

  /** @param asks Permission questions are put to the host. */
  constructor(options: AgentOptions, prompts: OwnPrompts, asks: boolean, listener: RunListener) {
    const events = new GuardedEmitter<SessionEvents>();
    if (asks) events.on("permissionRequest", (request) => listener.question(request));
    this.session = new Session(asks ? reporting(options, listener) : options, events, prompts);
    events.on("message", (message, line) => {
      listener.message(message, line);
      const hasTasks = this.session.state.tasks.size > 0;
      if (this.#hadTasks && !hasTasks) listener.tasksEnded();
      this.#hadTasks = hasTasks;
    });
    events.on("turnEnded", (result) => listener.turnEnded(result));
    events.on("activity", (activity) => {
      if (activity !== "closing" && activity !== "closed") listener.activity(activity);
    });
    events.on("settled", () => listener.settled());
    events.on("warning", (warning) => listener.warning(warning));
    events.on("closed", ({ reason, error, survivors }) => {
      const failed = error !== undefined && reason === "exited";
      listener.ended({ reason: failed ? "failed" : REASONS[reason], ...(error && { error }), survivors });
    });
  }

  /** Its callbacks are called within this. */
  set within(within: AsCaller) {
    this.session.runner.within = within;
  }

  /** Those that its prompts were prepared with. */
  get prompts(): OwnPrompts {
    return this.session.prompts;
  }

  get pid(): number | undefined {
    return this.session.process?.pid;
  }

  /** The id of the conversation that is kept, which `/clear` changes; undefined before a first turn has begun. */
  get conversation(): string | undefined {
    return this.session.output.sessionId;
  }

  /** A prompt or a turn has no result yet. */
  get turnOpen(): boolean {
    return this.session.state.turnOpen;
  }

  /** Its last turn has ended, and nothing is known that would begin another one. */
  get atRest(): boolean {
    return this.session.state.atRest;
  }

  /** The conversation can be taken up by another process. */
  get isKept(): boolean {
    const { persistSession, sessionStore, spawnClaudeCodeProcess } = this.session.options;
    return (persistSession !== false || sessionStore !== undefined) && spawnClaudeCodeProcess === undefined;
  }

  /** Nothing is at work, not even beside the main thread, and the conversation can be taken up again. */
  get canPark(): boolean {
    const { settled, activity, results, reportsFates, tasks } = this.session.state;
    // Older CLIs do not say that they have yet to read a prompt.
    const isDone = settled && activity === "idle" && (reportsFates || results >= this.#sent);
    return this.isKept && isDone && tasks.size === 0;
  }

  /** @throws {ClaudeError} A start error; the run has ended then. */
  start(): Promise<void> {
    return this.session.start();
  }

  /** Resolves when the CLI has answered `initialize`, or never will. */
  async ready(): Promise<void> {
    const answered = this.session.announced.answer.then(undefined, () => undefined);
    await Promise.race([answered, this.session.closed]);
  }

  async send(prompt: PreparedPrompt): Promise<void> {
    this.#sent += 1;
    await this.session.send(prompt);
  }

  /** @returns The messages that are still queued, by uuid. */
  async interrupt(): Promise<string[]> {
    return (await this.session.request("interrupt", {}))?.still_queued ?? [];
  }

  /** The least that the conversation costs by now, in US dollars; undefined if the CLI does not say. */
  async cost(): Promise<number | undefined> {
    const answer = await this.session.request("get_session_cost", {}).catch(() => undefined);
    return answer === undefined ? undefined : costIn(answer?.text);
  }

  /** Resolves when none of its processes is left. */
  async close(): Promise<void> {
    await this.session.close();
  }
}

/** Have the host's own callback say that it has decided. */
function reporting(options: AgentOptions, listener: RunListener): AgentOptions {
  const { canUseTool } = options;
  if (typeof canUseTool !== "function") return options;
  return {
    ...options,
    canUseTool: async (name, input, context) => {
      const decided = (): void => listener.decided(context.requestId);
      const deciding = (async () => canUseTool(name, input, context))();
      void deciding.then((result) => (result === null ? undefined : decided()), decided);
      return deciding;
    },
  };
}

/** @throws {InvalidOptionsError} */
export function requireAnswer(answer: AgentAnswer): void {
  if (!isPermissionResult(answer))
    throw new InvalidOptionsError(['an answer is { behavior: "allow" } or { behavior: "deny", message }']);
}

/** A kept line as a message. @throws {RangeError} If it is none. */
export function readLine(line: string): AgentBody {
  const frame = decodeLine(line);
  if (frame.kind !== "message") throw new RangeError("What is kept of an agent are its messages");
  return frame.message;
}

/** True for a result as the CLI declares it. */
export const isWhole: MessageGuard<AgentResult> = guard("result");
