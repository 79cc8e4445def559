// The offline model's part in the demo: it runs real tools and answers from what they really gave.
import { type ApiTurn, respond, type Step } from "../../lib/testing/index.ts";

/** What the three agents are asked; the real model understands it as well. */
export const TASKS = [
  {
    label: "counter",
    prompt: "List the files in the folder notes with ls and say how many there are.",
    tools: ["Bash(ls:*)"],
  },
  { label: "writer", prompt: "Write a haiku about the sea into haiku.txt.", tools: ["Write"] },
  { label: "keeper", prompt: "Remember the word lighthouse.", tools: [] },
] as const;

/** Needs the context of the keeper's first answer. */
export const FOLLOW_UP = "Which word did I ask you to remember?";

const HAIKU = "Grey water, wide sky\nthe tide takes back its own words\na gull writes them down\n";
/** Slow enough to be watched. */
const PACE = { first_delay_ms: 400, chunk_delay_ms: 60 };

export function demoReply(turns: readonly ApiTurn[]): Step {
  const step = toolStep(turns) ?? respond(turns);
  return { ...step, ...PACE };
}

function toolStep(turns: readonly ApiTurn[]): Step | undefined {
  const asked = JSON.stringify(turns[0]?.content ?? "");
  const result = lastToolResult(turns);
  if (asked.includes(TASKS[0].prompt)) {
    if (result === undefined)
      return { tool: "Bash", input: { command: "ls notes", description: "List the files" } };
    const files = result.split("\n").filter((line) => line.trim() !== "");
    return { text: `There are ${files.length} files: ${files.join(", ")}.` };
  }
  if (asked.includes(TASKS[1].prompt)) {
    const cwd = /working directory:? (\S+?)(?:\\n|\s|")/i.exec(JSON.stringify(turns))?.[1];
    if (result === undefined)
      return { tool: "Write", input: { file_path: `${cwd ?? "."}/haiku.txt`, content: HAIKU } };
    return {
      text: /error/i.test(result) ? `It could not be written: ${result}` : "The haiku is in haiku.txt.",
    };
  }
  return undefined;
}

interface ToolResult {
  readonly type: string;
  readonly content?: unknown;
}

function lastToolResult(turns: readonly ApiTurn[]): string | undefined {
  const last = turns.findLast(({ role }) => role === "user")?.content;
  if (last === undefined || typeof last === "string") return undefined;
  const block = (last as readonly ToolResult[]).find(({ type }) => type === "tool_result");
  if (block === undefined) return undefined;
  return typeof block.content === "string" ? block.content : JSON.stringify(block.content);
}
