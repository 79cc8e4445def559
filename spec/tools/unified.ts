// claude_agent: all that can be done with agents in one tool, whose arguments are those of the others.
import * as v from "valibot";
import type { ToolSpec } from "../define.ts";
import { count, summary } from "../outputs.ts";
import { answer } from "./answer.ts";
import { interrupt } from "./interrupt.ts";
import { list } from "./list.ts";
import { read } from "./read.ts";
import { send } from "./send.ts";
import { spawn } from "./spawn.ts";
import { terminate } from "./terminate.ts";
import { wait } from "./wait.ts";

/** The last name is the original's. */
const ACTIONS = [
  "spawn",
  "send",
  "read",
  "list",
  "wait",
  "answer",
  "interrupt",
  "terminate",
  "kill",
] as const;

/** Said in another way here, or one of two names for the same. */
const LEFT_OUT = new Set(["session_id", "session_ids", "initial_delay_ms", "limit", "after"]);

/** Each argument once, as the last tool that has it declares it; the tool of the action checks what it needs. */
const shared: v.ObjectEntries = Object.fromEntries(
  [list, interrupt, terminate, answer, wait, read, send, spawn]
    .flatMap(({ input }) => Object.entries((input as unknown as { entries: v.ObjectEntries }).entries))
    .filter(([name]) => !LEFT_OUT.has(name))
    .map(([name, entry]) => [name, v.optional(entry as v.GenericSchema)]),
);

export const unified: ToolSpec = {
  name: "claude_agent",
  title: "Claude agents",
  description:
    'Delegate work to Claude Code agents. "spawn" starts one on a prompt and answers at once with its number; "wait" has its result when ' +
    'it is there; "read" shows what it has written and done; "send" gives it another prompt; "answer" answers its question; "list" has all ' +
    'of them; "interrupt" stops what it does; "terminate" ends it.',
  input: v.strictObject({
    action: v.pipe(
      v.optional(v.picklist(ACTIONS, `must be one of ${ACTIONS.join(", ")}`), "spawn"),
      v.description("What to do; the arguments that belong to it are named after it"),
    ),
    agent: v.pipe(
      v.optional(v.pipe(v.string("must be a number or a session_id"), v.nonEmpty("must not be empty"))),
      v.description(
        "Its number, or session_id. Default: the last that was spawned; with spawn, the next number",
      ),
    ),
    agents: v.pipe(
      v.optional(v.array(v.string("must be a list of numbers or session_ids"), "must be a list")),
      v.description("wait: several agents. Default: all at work"),
    ),
    ...shared,
  }),
  output: v.looseObject({
    summary,
    action: v.string(),
    agent: v.optional(count),
    session_id: v.optional(v.string()),
    /** What it has said: its result, or the page that was read. */
    output: v.string(),
    message_count: v.optional(count),
    working: v.optional(v.boolean()),
    completed: v.boolean(),
    exit_code: v.optional(count),
    agents: v.optional(v.array(v.looseObject({ agent: v.optional(count), session_id: v.string() }))),
  }),
  hints: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  takesTemplates: true,
  profile: "unified",
};
