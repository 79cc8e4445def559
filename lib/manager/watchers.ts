// Who looks on while agents work: the program's OpenTelemetry and its logger.
import type { Fleet } from "./fleet.ts";
import { requireLogger } from "./logger.ts";
import { Logging } from "./logging.ts";
import type { AgentManagerOptions } from "./options.ts";
import { requireTelemetry } from "./telemetry.ts";
import { Tracing } from "./tracing.ts";

/** @throws {InvalidOptionsError} */
export function requireWatchers({ telemetry, logger }: AgentManagerOptions): void {
  if (telemetry !== undefined) requireTelemetry(telemetry);
  if (logger !== undefined) requireLogger(logger);
}

export function watch(fleet: Fleet, { telemetry, logger }: AgentManagerOptions): void {
  if (telemetry !== undefined) trace(fleet, new Tracing(telemetry, fleet.records));
  if (logger === undefined) return;
  const logging = new Logging(logger, fleet.records);
  fleet.log.subscribe((event) => logging.read(event));
}

function trace(fleet: Fleet, tracing: Tracing): void {
  fleet.tracing = tracing;
  fleet.log.subscribe((event) => {
    tracing.read(event);
    const cause = tracing.takeFailure();
    const record = cause && fleet.records.get(event.sessionId);
    if (record === undefined) return;
    const message = "The tracer has failed, and spans may be missing";
    fleet.note(record, { type: "warning", warning: { code: "telemetry_failed", message, cause } });
  });
}
