// The spans of one agent: how it came to be, its turns, their tool calls, and what waits for the host.
import type { AgentBody } from "./claude.ts";
import type { AgentEvent } from "./log.ts";
import type { AgentRecord } from "./record.ts";
import type { ShownNames } from "./shown-names.ts";
import { agentAttributes, toolAttributes, turnAttributes, turnError } from "./span-attributes.ts";
import type { OpenSpan, Spans } from "./spans.ts";
import type { TelemetryAttributes, TelemetryContext } from "./telemetry.ts";
import { type CallListener, followCalls, modelOf, type ToolCall } from "./tool-calls.ts";

/** Calls of one agent that have no result yet, or whose subagents may go on; an agent at work has a few. */
const CALLS = 256;
const NO_RESULT = "no_result";

interface Call {
  readonly span: OpenSpan;
  readonly isOwn: boolean;
  readonly startsAgent: boolean;
}

export class TracedAgent implements CallListener {
  readonly #spans: Spans;
  readonly #record: AgentRecord;
  readonly #names: ShownNames;
  readonly #name: string;
  readonly #attributes: TelemetryAttributes;
  /** From when it was asked for until its process is ready. */
  #creation: OpenSpan | undefined;
  /** From prompt to result, oldest first: Claude Code answers in order, or several at once. */
  #turns: OpenSpan[] = [];
  readonly #calls = new Map<string, Call>();
  readonly #waits = new Map<string, OpenSpan>();
  #model: string | undefined;

  constructor(record: AgentRecord, spans: Spans, names: ShownNames) {
    this.#spans = spans;
    this.#record = record;
    this.#names = names;
    this.#name = this.#shown(record.request.label);
    this.#attributes = agentAttributes(record, names);
  }

  /** Of what it is doing. */
  get context(): TelemetryContext | undefined {
    return this.#turns[0]?.context ?? this.#creation?.context;
  }

  /** Of a tool call, or of what it is doing. */
  contextOf(call: string | undefined): TelemetryContext | undefined {
    return (call === undefined ? undefined : this.#calls.get(call)?.span.context) ?? this.context;
  }

  created(parent: TelemetryContext | undefined): void {
    const attributes = { "gen_ai.operation.name": "create_agent", ...this.#attributes };
    this.#creation = this.#spans.start(`create_agent ${this.#name}`, attributes, { parent });
    this.prompted(this.#creation?.context);
  }

  prompted(parent: TelemetryContext | undefined): void {
    const attributes = { "gen_ai.operation.name": "invoke_agent", ...this.#attributes };
    const link = parent === this.#creation?.context ? undefined : this.#creation;
    const turn = this.#spans.start(`invoke_agent ${this.#name}`, attributes, { parent, link });
    if (turn !== undefined) this.#turns.push(turn);
  }

  read(event: AgentEvent): void {
    if (event.type === "state") this.#changed(event);
    else if (event.type === "turn") {
      const turn = this.#turns.shift();
      for (const [id, { isOwn }] of this.#calls) if (isOwn) this.#end(id, NO_RESULT);
      this.#spans.end(
        turn,
        turnError(event.outcome),
        turnAttributes(event.outcome, this.#said, (text) => this.#shown(text)),
      );
    } else if (event.type === "question") {
      const { requestId, toolName, toolUseId } = event.question;
      const wait = this.#startTool("wait_for_permission", toolName, toolUseId, toolUseId);
      if (wait !== undefined) this.#waits.set(requestId, wait);
    } else if (event.type === "answered") {
      this.#spans.end(this.#waits.get(event.requestId));
      this.#waits.delete(event.requestId);
    }
  }

  message(message: AgentBody): void {
    // Most messages are pieces of an answer.
    if (message.type === "stream_event") return;
    // It works on what nobody has prompted: the end of something in the background, or a prompt of the host before.
    if (message.type === "system" && message.subtype === "init" && this.#turns.length === 0)
      this.prompted(this.#creation?.context);
    this.#model = modelOf(message) ?? this.#model;
    followCalls(message, this);
  }

  #changed({ state, reason }: AgentEvent & { type: "state" }): void {
    if (state === "ended") {
      const why = this.#record.error?.code ?? reason;
      this.#over(why);
      return this.#spans.end(this.#creation, why);
    }
    this.#spans.event(this.#turns[0], state);
    if (state === "starting") this.#spans.event(this.#creation, state);
    if (state === "running" || state === "idle") this.#spans.end(this.#creation);
    if (state === "idle" || state === "parked") this.#over(undefined);
  }

  /** Nothing of it is at work any more. @param error Why, if it is over. */
  #over(error: string | undefined): void {
    for (const id of this.#calls.keys()) this.#drop(id);
    for (const wait of this.#waits.values()) this.#spans.end(wait);
    this.#waits.clear();
    // Those that are left were answered together with another one, unless the agent has ended.
    for (const turn of this.#turns) this.#spans.end(turn, error);
    this.#turns = [];
  }

  begins(call: ToolCall): void {
    if (this.#calls.has(call.id)) return;
    const { id, tool, caller, startsAgent } = call;
    const span = this.#startTool("execute_tool", tool, id, caller);
    if (span === undefined) return;
    this.#calls.set(id, { span, isOwn: caller === undefined, startsAgent });
    if (this.#calls.size > CALLS) for (const oldest of this.#calls.keys()) return this.#drop(oldest);
  }

  ends(id: string, isError: boolean): void {
    this.#end(id, isError ? "tool_error" : undefined);
  }

  #end(id: string, error: string | undefined): void {
    const call = this.#calls.get(id);
    this.#spans.end(call?.span, error);
    // What its subagent does later is still a part of it.
    if (call?.startsAgent === false) this.#calls.delete(id);
  }

  #drop(id: string): void {
    this.#spans.end(this.#calls.get(id)?.span, NO_RESULT);
    this.#calls.delete(id);
  }

  /** @param parent The call that it is a part of. */
  #startTool(what: string, tool: string, id: string, parent: string | undefined): OpenSpan | undefined {
    const name = this.#shown(tool);
    const attributes = toolAttributes(name, id, (text) => this.#shown(text));
    if (what === "execute_tool") attributes["gen_ai.operation.name"] = what;
    return this.#spans.start(`${what} ${name}`, attributes, { parent: this.contextOf(parent) });
  }

  get #said(): { model: string | undefined; conversation: string | undefined } {
    return { model: this.#model, conversation: this.#record.lastConversation };
  }

  #shown(text: string): string {
    return this.#names.of(text, this.#record.request.options.env);
  }
}
