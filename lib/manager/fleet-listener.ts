// Who hears of what is not in the log.
import type { AgentBody, AgentResult } from "./claude.ts";
import type { AgentRecord } from "./record.ts";

export interface FleetListener {
  message(record: AgentRecord, seq: number, message: AgentBody): void;
  turnEnded(record: AgentRecord, result: AgentResult): void;
  settled(record: AgentRecord): void;
}
