// Shows the person who runs the program what no error says, as the runtime's own warnings; each text once.
import process from "node:process";

/** Texts may hold what changes each time; what has been shown is not remembered for ever. */
const REMEMBERED = 256;
const shown = new Set<string>();

/** @param code A fixed name for this kind of warning. */
export function warnOnce(message: string, code: string): void {
  if (shown.has(message)) return;
  if (shown.size >= REMEMBERED) shown.clear();
  shown.add(message);
  process.emitWarning(message, { type: "ClaudeAgentWarning", code });
}
