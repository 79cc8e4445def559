// claude_wait_agents: be answered when agents have results.
import type { ManagedAgent } from "../../lib/index.ts";
import { wait as spec } from "../../spec/tools/wait.ts";
import { counted } from "../count.ts";
import type { WaitInput, WaitOutput } from "../generated/tool-types.ts";
import { awaitCompletion } from "./await-completion.ts";
import { awaitNews, type News, newsSince } from "./await-news.ts";
import { outcomeOf, outcomeText } from "./outcome.ts";
import { delegating, type ServerTool } from "./tool.ts";

/** For results; with `since`, the same tool waits for news. */
const plain = delegating<WaitInput, WaitOutput>({
  isWhole: ({ since }) => since !== undefined,
  begin: ({ session_ids, mode = "all" }) => Promise.resolve({ sessionIds: [...new Set(session_ids)], mode }),
  waitMs: ({ timeout_ms }) => timeout_ms,
  answer: (_begun, done, { agents, lastSeq }) =>
    answer({ all: [...agents], agents: [...agents], lastSeq }, done),
});

export const wait: ServerTool<WaitInput, WaitOutput> = {
  ...spec,
  ...plain,
  async run(input, context) {
    const { session_ids: ids, since, timeout_ms: ms, mode = "any" } = input;
    if (since === undefined) return plain.run(input, context);
    const own = [...new Set(ids)];
    if (mode === "any") {
      const news = await awaitNews(own, Number(since), ms, context);
      return answer(
        news,
        news.all.every(({ isComplete }) => isComplete),
      );
    }
    const { done, agents: all, lastSeq } = await awaitCompletion(own, ms, context, mode);
    return answer(newsSince({ all, lastSeq }, Number(since), context), done);
  },
  text: outcomeText,
};

function answer({ all, agents, lastSeq }: News, completed: boolean): WaitOutput {
  const others = all.filter((agent) => !agents.includes(agent));
  const { summary, ...views } = outcomeOf(agents, aboutOthers(others));
  const cursor = String(lastSeq);
  const goesOn = all.some(({ isComplete, questions }) => !isComplete && questions.length === 0);
  const how = goesOn ? ` With since "${cursor}" the next wait has only what is new.` : "";
  return { summary: `${summary}${how}`, completed, ...views, cursor };
}

/** Those of whom there is nothing new, in a line. */
function aboutOthers(others: readonly ManagedAgent[]): string {
  if (others.length === 0) return "";
  const working = others.filter(({ isComplete }) => !isComplete);
  const named = working.slice(0, NAMED).map(({ label, state, messageCount, runtimeMs, totalCostUsd }) => {
    const facts = [
      state,
      counted(messageCount, "message"),
      `${Math.round(runtimeMs / 1000)} s`,
      `$${totalCostUsd.toFixed(4)}`,
    ];
    return `${label} (${facts.join(", ")})`;
  });
  const rest = working.length > NAMED ? ` and ${working.length - NAMED} more` : "";
  const atWork = working.length === 0 ? "none of them at work" : `at work: ${named.join(", ")}${rest}`;
  return `Nothing new of ${counted(others.length, "agent")}; ${atWork}.`;
}

const NAMED = 5;
