// Writes what happens to agents into the program's log: a reader of the event log. Nothing that anybody has said is in it.
import { environmentSecrets, withoutSecrets } from "../loggable.ts";
import type { AgentEvent } from "./log.ts";
import { type LogFields, type Logger, type LogLevel, write } from "./logger.ts";
import type { AgentRecord } from "./record.ts";
import { ShownNames } from "./shown-names.ts";
import type { EndedReason } from "./states.ts";

/** A line of the log, about an agent. */
interface Line {
  readonly level: LogLevel;
  /** What follows the agent's label. */
  readonly text: string;
  readonly fields?: LogFields;
}

const ENDS: Readonly<Record<EndedReason, LogLevel>> = {
  terminated: "info",
  failed: "error",
  exited: "warn",
  lost: "warn",
  expired: "warn",
  budget: "warn",
};

export class Logging {
  readonly #logger: Logger;
  readonly #records: ReadonlyMap<string, AgentRecord>;
  readonly #names = new ShownNames();

  constructor(logger: Logger, records: ReadonlyMap<string, AgentRecord>) {
    this.#logger = logger;
    this.#records = records;
  }

  read(event: AgentEvent): void {
    const record = this.#records.get(event.sessionId);
    if (record === undefined) return;
    const line = this.#lineOf(event, record);
    if (line === undefined) return;
    const { level, text, fields } = line;
    const { label, owner, options } = record.request;
    const agent = this.#names.of(label, options.env);
    write(this.#logger, level, `Agent "${agent}" ${text}`, {
      event: event.type,
      seq: event.seq,
      agent,
      sessionId: this.#names.of(event.sessionId, options.env),
      ...(owner !== undefined && { owner: this.#names.of(owner, options.env) }),
      ...fields,
    });
  }

  #lineOf(event: AgentEvent, record: AgentRecord): Line | undefined {
    const { env } = record.request.options;
    switch (event.type) {
      case "state":
        return this.#stateLine(event, record);
      case "turn": {
        const { turn, isError, subtype, costUsd, durationMs } = event.outcome;
        const shown = this.#names.of(subtype, env);
        const fields = { turn, subtype: shown, costUsd, ...(durationMs !== undefined && { durationMs }) };
        return isError
          ? { level: "warn", text: `has ended turn ${turn} with an error: ${shown}`, fields }
          : { level: "debug", text: `has ended turn ${turn}`, fields };
      }
      case "question": {
        const tool = this.#names.of(event.question.toolName, env);
        return { level: "info", text: `asks whether it may use ${tool}`, fields: { tool } };
      }
      case "warning": {
        const { code, message, cause } = event.warning;
        const why = cause instanceof Error ? { cause: this.#shown(cause.message, record) } : {};
        return { level: "warn", text: `warns: ${this.#shown(message, record)}`, fields: { code, ...why } };
      }
      case "prompted":
      case "answered":
        return { level: "debug", text: event.type === "prompted" ? "has another prompt" : "has an answer" };
      default:
        return undefined;
    }
  }

  #stateLine({ state, previous, reason }: AgentEvent & { type: "state" }, record: AgentRecord): Line {
    const fields = { state, ...(previous !== undefined && { previous }) };
    if (state === "ended" && reason !== undefined) {
      const { error } = record;
      // The text of an error result is what the model, or the service, has said.
      const said =
        error === undefined || error.code === "result_error" ? "" : this.#shown(error.message, record);
      const why = error === undefined ? "" : ` (${error.code})${said === "" ? "" : `: ${said}`}`;
      const code = error === undefined ? {} : { code: error.code, retryable: error.retryable };
      return {
        level: ENDS[reason],
        text: `has ended: ${reason}${why}`,
        fields: { ...fields, reason, ...code },
      };
    }
    if (state !== "starting") return { level: "debug", text: `is ${state}`, fields };
    // It has had a process before, or its host has died.
    const isAgain = record.turns > 0 || record.lastConversation !== undefined;
    return { level: "info", text: isAgain ? "starts again" : "starts", fields: { ...fields, isAgain } };
  }

  /** What an error says may have anything in it. */
  #shown(text: string, record: AgentRecord): string {
    return withoutSecrets(text, environmentSecrets(record.request.options.env));
  }
}
