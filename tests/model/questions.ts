// What a CLI may ask its host, and how the host is to answer.
import fc from "fast-check";
import { permissionFrame } from "../../lib/testing/index.ts";
import type { Pair } from "./world.ts";

const policy = fc.constantFrom("now", "throws", "never", "later", "odd");
export const id: fc.Arbitrary<string> = fc.constantFrom("q1", "q2", "q3");
export interface Asked {
  readonly id: string;
  /** See `Callbacks` in callbacks.ts. */
  readonly policy: string;
}

export function permission({ cli }: Pick<Pair, "cli">, { id: key, policy: how }: Asked): void {
  cli.ask(
    `p-${key}`,
    how,
    permissionFrame("x", "Bash", { policy: how })["request"] as Record<string, unknown>,
  );
}

export function hook({ cli }: Pick<Pair, "cli">, { id: key, policy: how }: Asked): void {
  const input = {
    session_id: "s",
    transcript_path: "t",
    cwd: "/",
    hook_event_name: "PreToolUse",
    tool_name: "Bash",
    tool_use_id: "t",
    tool_input: { policy: how },
  };
  cli.ask(`h-${key}`, how, { subtype: "hook_callback", callback_id: "hook_0", tool_use_id: "t", input });
}

export function call({ cli }: Pick<Pair, "cli">, { id: key, policy: how }: Asked): void {
  const message = {
    jsonrpc: "2.0",
    id: key,
    method: "tools/call",
    params: { name: "act", arguments: { policy: how } },
  };
  cli.ask(`m-${key}`, how, { subtype: "mcp_message", server_name: "calc", message });
}

export const asked: fc.Arbitrary<Asked> = fc.record({ id, policy });
