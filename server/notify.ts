// Waits for agents on behalf of a client, and reports to it what they do in the meantime.
import type { ManagedAgent, SDKMessage } from "../lib/index.ts";
import type { CallContext } from "./context.ts";
import { counted } from "./count.ts";

/** Often enough to keep a client's idle timer from running out, seldom enough not to flood it. */
const EVERY_MS = 1_000;

/**
 * @param ms How long to wait; 0 does not.
 * @returns Whether all agents are done, and each as it is then: one that has ended may be forgotten right after.
 */
export async function awaitCompletion(
  sessionIds: readonly string[],
  ms: number,
  context: CallContext,
): Promise<{ done: boolean; agents: ManagedAgent[] }> {
  const { manager, signal } = context;
  const stop = report(sessionIds, context);
  try {
    return await manager.wait(sessionIds, { timeoutMs: ms, signal });
  } finally {
    stop();
  }
}

function report(sessionIds: readonly string[], { manager, progress }: CallContext): () => void {
  if (progress === undefined) return () => undefined;
  const doing = new Map<string, string>();
  let said = "";
  const say = (): void => {
    const infos = sessionIds.map((id) => manager.getSessionInfo(id, { lastOutputLines: 0 }));
    said = infos.map((info) => lineOf(info, doing.get(info.sessionId))).join("; ");
    progress(said);
  };
  const onMessage = (sessionId: string, _seq: number, message: SDKMessage): void => {
    const activity = activityOf(message);
    if (sessionIds.includes(sessionId) && activity !== undefined) doing.set(sessionId, activity);
  };
  const onState = (info: ManagedAgent): void => {
    if (sessionIds.includes(info.sessionId)) say();
  };
  manager.on("message", onMessage);
  manager.on("state", onState);
  const timer = setInterval(say, EVERY_MS);
  say();
  return () => {
    clearInterval(timer);
    manager.off("message", onMessage);
    manager.off("state", onState);
  };
}

function lineOf(info: ManagedAgent, activity: string | undefined): string {
  const what = info.state === "running" && activity !== undefined ? activity : info.state;
  return `${info.label}: ${what} (${counted(info.messageCount, "message")}, ${Math.round(info.runtimeMs / 1000)} s)`;
}

function activityOf(message: SDKMessage): string | undefined {
  if (message.type !== "assistant") return undefined;
  const last = message.message.content.at(-1);
  if (last?.type === "tool_use") return `using ${last.name}`;
  return last?.type === "thinking" ? "thinking" : last?.type === "text" ? "writing" : undefined;
}
