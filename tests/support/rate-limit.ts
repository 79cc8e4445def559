// A scripted claude that meets a rate limit, and one that does not.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { AgentManager, ManagedAgent } from "../../lib/index.ts";
import {
  assistantFrame,
  initFrame,
  resultFrame,
  type ScriptedClaude,
  type ScriptedFrame,
  type ScriptedStep,
  stateFrame,
} from "../../lib/testing/index.ts";

const TEXT = "You've hit your limit";
const ids = { uuid: "$uuid", session_id: "$session_id" };
export const event = (resetsAt: unknown, status = "rejected"): ScriptedFrame => ({
  type: "rate_limit_event",
  rate_limit_info: { status, resetsAt, rateLimitType: "five_hour" },
  ...ids,
});
export const died = {
  is_error: true,
  api_error_status: 429,
  terminal_reason: "api_error",
  total_cost_usd: 0,
};
export const limited = (resetsAt: unknown, result: ScriptedFrame = died): ScriptedStep[] => [
  { expect: { type: "user" } },
  {
    emit: [
      initFrame(),
      event(resetsAt),
      assistantFrame(TEXT, { error: "rate_limit", is_api_error_message: true }),
      resultFrame(TEXT, result),
      stateFrame("idle"),
    ],
  },
  { hang: true },
];
export const fine: ScriptedStep[] = [
  { expect: { type: "user" } },
  { emit: [initFrame(), assistantFrame("Done."), resultFrame("Done."), stateFrame("idle")] },
  { hang: true },
];
/** What processes play that start from now on. */
export async function play(claude: ScriptedClaude, steps: ScriptedStep[]): Promise<void> {
  const file = path.join(path.dirname(claude.path), "conversation.json");
  const conversation = JSON.parse(await readFile(file, "utf8")) as object;
  await writeFile(file, JSON.stringify({ ...conversation, steps }));
}
export const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1_000) + seconds;

export function textOf({ message }: ScriptedFrame): string {
  const { content } = message as { content: readonly { text?: string }[] };
  return content.map(({ text }) => text).join("");
}

/** Resolves when an agent is as it should be. */
export function when(
  manager: AgentManager,
  id: string,
  fits: (agent: ManagedAgent) => boolean,
): Promise<ManagedAgent> {
  return new Promise((resolve) => {
    const look = (): void => {
      const agent = manager.getSessionInfo(id);
      if (fits(agent)) resolve(agent);
      else setTimeout(look, 10);
    };
    look();
  });
}

export const isWaiting = ({ waitingUntil }: ManagedAgent): boolean => waitingUntil !== undefined;
