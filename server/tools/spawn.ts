// claude_spawn_agent: start agents on a prompt.
import { setTimeout as sleep } from "node:timers/promises";
import type { Options } from "../../lib/index.ts";
import { spawn as spec } from "../../spec/tools/spawn.ts";
import type { SpawnInput, SpawnOutput } from "../generated/tool-types.ts";
import type { AgentRequest } from "../policy/policy.ts";
import type { CallContext } from "./context.ts";
import { outcomeOf, outcomeText } from "./outcome.ts";
import type { SpawnMeta } from "./spawn-keys.ts";
import { delegating, type ServerTool } from "./tool.ts";

const STARTED_BEFORE = "A call with this key has started these already; none was started now.";
/** What is kept of a call: that its key was known, and that its agents end when it is cancelled. */
const SAME_KEY = "k";
const ENDS = "e";

export const spawn: ServerTool<SpawnInput, SpawnOutput> = {
  ...spec,
  ...delegating<SpawnInput, SpawnOutput>({
    async begin(input, context) {
      const { sessionIds, isNew } = await context.keys.once(input, context, (meta) =>
        start(input, context, meta),
      );
      const { signal } = context;
      if (input.initial_delay_ms > 0)
        await sleep(input.initial_delay_ms, undefined, { signal }).catch(() => undefined);
      return { sessionIds, kept: (isNew ? "" : SAME_KEY) + (input.terminate_on_cancel ? ENDS : "") };
    },
    endsWhenCancelled: ({ kept = "" }) => kept.includes(ENDS),
    waitMs: (input) => input.await_completion_ms,
    answer({ sessionIds, kept = "" }, done, { agents }) {
      const { summary, ...views } = outcomeOf(agents, kept.includes(SAME_KEY) ? STARTED_BEFORE : undefined);
      return {
        summary,
        session_ids: [...sessionIds],
        worker_count: sessionIds.length,
        completed: done,
        ...views,
      };
    },
  }),
  text: outcomeText,
};

async function start(input: SpawnInput, context: CallContext, meta: SpawnMeta): Promise<readonly string[]> {
  const { manager, policy } = context;
  const request = requestOf(input);
  await policy.prepare(request);
  const { sessionIds } = await manager.spawnSession({
    prompt: input.prompt,
    workerCount: input.worker_count,
    options: { ...policy.optionsFor(request), ...optionsOf(input) },
    worktree: input.worktree && {
      options: (worktree) => ({ ...policy.optionsFor({ ...request, worktree }), ...optionsOf(input) }),
    },
    askPermissions: input.ask_permissions,
    meta,
    ...(input.label !== undefined && { label: input.label }),
  });
  return sessionIds;
}

function requestOf(input: SpawnInput): AgentRequest {
  return {
    cwd: input.cwd,
    additionalDirectories: input.add_dirs,
    permissionMode: input.permission_mode,
    allowedTools: input.allowed_tools,
    disallowedTools: input.disallowed_tools,
    asks: input.ask_permissions,
  };
}

/** What no policy has a say in. */
function optionsOf(input: SpawnInput): Options {
  return {
    systemPrompt: input.system_prompt ?? { type: "preset", preset: "claude_code" },
    maxTurns: input.max_turns,
    ...(input.model !== undefined && { model: input.model }),
    ...(input.effort !== undefined && { effort: input.effort }),
    ...(input.max_budget_usd !== undefined && { maxBudgetUsd: input.max_budget_usd }),
    ...(input.resume !== undefined && { resume: input.resume }),
    ...(input.output_schema !== undefined && {
      outputFormat: { type: "json_schema", schema: input.output_schema },
    }),
  };
}
