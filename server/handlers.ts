// The tools: from checked arguments to the manager and back.
import { setTimeout as sleep } from "node:timers/promises";
import { AgentNotFoundError, InvalidOptionsError, type Options } from "../lib/index.ts";
import type { CallContext } from "./context.ts";
import type { SpawnInput, ToolHandlers } from "./generated/tools.ts";
import { awaitCompletion } from "./notify.ts";
import { Refusal } from "./refusal.ts";
import { agentView, lastWords, messageView, WITHHELD } from "./views.ts";

/** A page of messages stops here, so that an answer fits into a client's context. */
const PAGE_CHARACTERS = 100_000;

export const handlers: ToolHandlers<CallContext> = {
  async claude_spawn_agent(input, context) {
    const { manager, signal } = context;
    const spawned = await manager.spawnSession({
      prompt: promptText(input.prompt),
      workerCount: input.worker_count,
      options: spawnOptions(input, context),
      ...(input.label && { label: input.label }),
    });
    if (input.initial_delay_ms > 0)
      await sleep(input.initial_delay_ms, undefined, { signal }).catch(() => undefined);
    const { done, agents } = await awaitCompletion(spawned.sessionIds, input.await_completion_ms, context);
    return {
      session_ids: [...spawned.sessionIds],
      worker_count: spawned.workerCount,
      completed: done,
      agents: agents.map(agentView),
    };
  },

  async claude_send_agent_prompt(input, context) {
    const { session_id } = input;
    const { withheldOptions } = context.manager.getSessionInfo(session_id);
    if (withheldOptions !== undefined)
      throw new Refusal(
        `Agent "${session_id}" is from before a restart (${withheldOptions.join(", ")}). ${WITHHELD}`,
      );
    const { uuid } = await context.manager.sendPrompt(session_id, promptText(input.prompt));
    const { done, agents } = await awaitCompletion([session_id], input.await_completion_ms, context);
    const [agent] = agents.map(agentView);
    if (agent === undefined) throw new AgentNotFoundError(session_id);
    return {
      session_id,
      success: true,
      uuid,
      turn_count: agent.turn_count,
      working: agent.working,
      completed: done,
      agent,
    };
  },

  async claude_read_agent_output({ session_id, ...range }, { manager }) {
    const page = manager.getSessionOutput(session_id, range);
    const output = page.messages.map(messageView);
    let characters = 0;
    const cutAt = output.findIndex(
      (message, index) => (characters += JSON.stringify(message).length) > PAGE_CHARACTERS && index > 0,
    );
    const shown = cutAt === -1 ? output : output.slice(0, cutAt);
    const last = shown.at(-1);
    return {
      session_id: page.sessionId,
      state: page.state,
      working: page.working,
      is_complete: page.isComplete,
      output: shown,
      total_messages: page.totalMessages,
      messages_returned: shown.length,
      first_seq: page.firstSeq,
      next_after: cutAt === -1 || last === undefined ? page.nextAfter : last.seq,
      dropped: page.dropped,
      ...(page.dropped > 0 &&
        shown.length === 0 && { last_words: lastWords(manager.getSessionInfo(session_id)) }),
      has_more: page.hasMore || cutAt !== -1,
      turn_count: page.turnCount,
      ...(page.maxTurns !== undefined && { max_turns: page.maxTurns }),
    };
  },

  async claude_list_agents(input, { manager }) {
    const { agents, totalActive, totalCompleted } = manager.listSessions({
      includeCompleted: input.include_completed,
      lastOutputLines: input.last_output_lines,
    });
    return { agents: agents.map(agentView), total_active: totalActive, total_completed: totalCompleted };
  },

  async claude_terminate_agent_session({ session_id }, { manager }) {
    const ended = await manager.terminateSession(session_id);
    return {
      session_id,
      success: ended.success,
      final_turn_count: ended.finalTurnCount,
      total_messages: ended.totalMessages,
      runtime_ms: Math.round(ended.runtimeMs),
    };
  },
};

function promptText(prompt: SpawnInput["prompt"]): string {
  if (typeof prompt === "string") return prompt;
  if (prompt.type === "string") return prompt.value;
  throw new InvalidOptionsError([
    `"prompt" names the template "${prompt.value.name}", but this server has no templates; send the text itself`,
  ]);
}

function spawnOptions(input: SpawnInput, { policy }: CallContext): Options {
  const allowed = policy.optionsFor({
    cwd: input.cwd ?? undefined,
    additionalDirectories: listOf(input.add_dirs),
    permissionMode: input.permission_mode ?? undefined,
  });
  return {
    ...allowed,
    systemPrompt: input.system_prompt ?? { type: "preset", preset: "claude_code" },
    maxTurns: input.max_turns,
    allowedTools: listOf(input.allowed_tools),
    disallowedTools: listOf(input.disallowed_tools),
    ...(input.model && { model: input.model }),
  };
}

function listOf(texts: readonly string[] | string | null): string[] {
  if (texts === null) return [];
  return typeof texts === "string" ? [texts] : [...texts];
}
