// Generated from spec/tools; run `npm run generate`, never edit.
import type { AnyTool } from "../tools/tool.ts";
import { answer } from "../tools/answer.ts";
import { interrupt } from "../tools/interrupt.ts";
import { list } from "../tools/list.ts";
import { read } from "../tools/read.ts";
import { send } from "../tools/send.ts";
import { spawn } from "../tools/spawn.ts";
import { terminate } from "../tools/terminate.ts";
import { unified } from "../tools/unified.ts";
import { wait } from "../tools/wait.ts";

/** The tools, in the order of their names. */
export const tools: readonly AnyTool[] = [
  answer,
  interrupt,
  list,
  read,
  send,
  spawn,
  terminate,
  wait,
];

/** What is offered in their place with `--profile unified`. */
export const unifiedTools: readonly AnyTool[] = [
  unified,
];
