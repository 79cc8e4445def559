// Prompts a CLI that plays a script, and notes all that comes of it.
import type { Options, ProtocolFault, SDKMessage, SessionEnd } from "../../lib/index.ts";
import type { ScriptedStep } from "../../lib/testing/index.ts";
import { prompted, type Scene } from "./fault.ts";

export interface Played {
  readonly messages: readonly SDKMessage[];
  readonly types: readonly string[];
  readonly faults: readonly ProtocolFault[];
  readonly problems: readonly string[];
  readonly end: SessionEnd;
}

/** Prompt a CLI that plays these steps, up to the end of its session. */
export async function play(scene: Scene, steps: ScriptedStep[], more: Options = {}): Promise<Played> {
  const session = scene.session(await scene.options({ steps: [prompted, ...steps] }, more));
  const messages: SDKMessage[] = [];
  const faults: ProtocolFault[] = [];
  session.events.on("message", (message) => messages.push(message));
  session.events.on("protocolError", (seen) => faults.push(seen));
  await session.send("hello");
  const end = await session.closed;
  const types = messages.map(({ type }) => type);
  return { messages, types, faults, problems: faults.map(({ problem }) => problem), end };
}
