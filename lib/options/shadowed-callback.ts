// A permission callback that is asked about less than its author may think: which options do that, and what to do instead.
import type { Options } from "./options.ts";

const PEOPLE = "tools that need a person, such as AskUserQuestion";
const INSTEAD = 'use mode "default" to be asked, or a PreToolUse hook to see every call';

/** What a mode does instead of asking; the other modes ask. Seen with Claude Code 2.1.330. */
const MODES: ReadonlyMap<unknown, string> = new Map([
  ["dontAsk", `is never asked in permission mode "dontAsk", which refuses what no rule allows; ${INSTEAD}`],
  [
    "bypassPermissions",
    `is asked only about ${PEOPLE}, and those of "ask" rules in permission mode "bypassPermissions"; ${INSTEAD}`,
  ],
  [
    "auto",
    `is asked only about ${PEOPLE} in permission mode "auto", because a classifier decides; ${INSTEAD}`,
  ],
]);

/** A rule that approves every use of a tool, or all tools of an MCP server. Names are exact, a "*" alone is none. */
const WHOLE = /^([A-Z]\w*|mcp__[\w.-]+(?:__\*)?)(?:\(\**\))?$/;

/**
 * One sentence about a callback that is not asked, or undefined when it is asked about all that it should be.
 *
 * @param mode The permission mode: some releases, such as 2.1.300, choose one by themselves. Default: that of the options.
 */
export function shadowedCallback(
  options: Options,
  mode: unknown = options.permissionMode,
): string | undefined {
  const { canUseTool, allowedTools = [], permissionPrompts } = options;
  if (canUseTool === undefined) return undefined;
  if (permissionPrompts === "none")
    return '"canUseTool" is never asked, because "permissionPrompts" is "none"; leave one of the two out';
  const inMode = MODES.get(mode);
  if (inMode !== undefined) return `"canUseTool" ${inMode}`;
  // One text may hold several rules, with commas or spaces between them. AskUserQuestion is asked about all the same.
  const rules = allowedTools.flatMap((text) => text.match(/[^\s,(]+(?:\([^)]*\))?/g) ?? []);
  const whole = rules
    .map((rule) => WHOLE.exec(rule)?.[1])
    .filter((name) => name !== undefined && name !== "AskUserQuestion");
  if (whole.length === 0) return undefined;
  const names = [...new Set(whole)].join(", ");
  return `"canUseTool" is not asked about ${names}, because "allowedTools" approves every use; leave that out, or use a PreToolUse hook to see every call`;
}
