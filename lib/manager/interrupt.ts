// Interrupts the turn of an agent.
import type { AgentRecord } from "./record.ts";
import { requireOpen } from "./requirements.ts";

/** @returns The messages that are still queued, by uuid. @throws {AgentEndedError} */
export async function interrupt(record: AgentRecord): Promise<string[]> {
  requireOpen(record);
  const { run } = record;
  try {
    if (run !== undefined && record.canSend) return await run.interrupt();
  } catch (error) {
    // Its process has ended meanwhile, and its turn with it: by itself, or to give its place up.
    requireOpen(record);
    if (record.run === run) throw error;
  }
  return record.pending.map(({ uuid }) => uuid);
}
