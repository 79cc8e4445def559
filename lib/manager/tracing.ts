// Spans of a manager's calls and agents: a reader of the log and of messages, as the ledger and the metrics are.
import { ClaudeError } from "../errors/claude-error.ts";
import { toError } from "../errors/to-error.ts";
import type { AgentBody, AgentOptions } from "./claude.ts";
import type { AgentEvent } from "./log.ts";
import type { AgentRecord } from "./record.ts";
import { ShownNames } from "./shown-names.ts";
import { Spans } from "./spans.ts";
import type { Telemetry, TelemetryAttributes, TelemetryContext } from "./telemetry.ts";
import { TracedAgent } from "./traced-agent.ts";
import { inItsCalls } from "./traced-callbacks.ts";

export class Tracing {
  readonly #records: ReadonlyMap<string, AgentRecord>;
  readonly #spans: Spans;
  readonly #names = new ShownNames();
  /** They go with their agents. */
  readonly #agents = new WeakMap<AgentRecord, TracedAgent>();
  /** What the tracer has thrown, until an agent's warning says so. */
  #failure: Error | undefined;

  /** @param open How many spans may be open. */
  constructor(telemetry: Telemetry, records: ReadonlyMap<string, AgentRecord>, open?: number) {
    this.#records = records;
    this.#spans = new Spans(telemetry, (error) => (this.#failure = toError(error)), open);
  }

  /** Do what a caller asks for in a span of its own, a child of the caller's. */
  async call<Result>(
    name: string,
    attributes: TelemetryAttributes,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const parent = this.#callers();
    const span = this.#spans.start(name, attributes, { parent });
    let error: string | undefined = "_OTHER";
    try {
      const result = await this.#spans.within(span?.context, work);
      error = undefined;
      return result;
    } catch (thrown) {
      if (thrown instanceof ClaudeError) error = thrown.code;
      throw thrown;
    } finally {
      this.#spans.end(span, error);
    }
  }

  /** It was asked for by whoever calls. */
  spawned(record: AgentRecord): void {
    this.#of(record).created(this.#callers(record.request.parent));
  }

  /** It was given another prompt by whoever calls. */
  prompted(record: AgentRecord): void {
    this.#of(record).prompted(this.#callers(record.request.parent));
  }

  read(event: AgentEvent): void {
    const record = this.#records.get(event.sessionId);
    if (record !== undefined) this.#of(record).read(event);
  }

  message(record: AgentRecord, message: AgentBody): void {
    this.#of(record).message(message);
  }

  /** Do something for an agent in the span of what it is doing. */
  within<Result>(record: AgentRecord, work: () => Result): Result {
    return this.#spans.within(this.#of(record).context, work);
  }

  /** The same options; callbacks that belong to a tool call run in its span. */
  options(record: AgentRecord, options: AgentOptions): AgentOptions {
    const agent = this.#of(record);
    return inItsCalls(options, (call, work) => this.#spans.within(agent.contextOf(call), work));
  }

  /** The first failure of the tracer, once. */
  takeFailure(): Error | undefined {
    const failure = this.#failure;
    this.#failure = undefined;
    return failure;
  }

  /** Of whoever calls; who is in no span, but calls for an agent, is in that agent's. */
  #callers(parent?: string): TelemetryContext | undefined {
    const { active } = this.#spans;
    if (parent === undefined || this.#spans.hasSpan(active)) return active;
    const record = this.#records.get(parent);
    return (record && this.#agents.get(record)?.context) ?? active;
  }

  #of(record: AgentRecord): TracedAgent {
    const known = this.#agents.get(record);
    if (known !== undefined) return known;
    const agent = new TracedAgent(record, this.#spans, this.#names);
    this.#agents.set(record, agent);
    return agent;
  }
}
