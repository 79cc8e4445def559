// Options: who decides what may be done, and who is asked.
import * as v from "valibot";
import type { CanUseTool } from "../control/permissions.ts";
import type { OnElicitation, OnUserDialog } from "../control/questions.ts";
import type { HookCallbackMatcher, HookEvent } from "../hooks/events.ts";
import type { SandboxSettings } from "../settings/settings.ts";
import type { PermissionMode } from "../wire/control-frames.ts";
import { field, one, type Rows, whenTrue } from "./row.ts";
import { flag, func, jsonObject, list, milliseconds, oneOf, seconds, text, wholeText } from "./values.ts";

/** Options: who decides what may be done, and who is asked. */
export interface PermissionOptions {
  /** How tool calls that no rule decides are treated. Default: what the settings say, else the CLI's own default. */
  permissionMode?: PermissionMode | undefined;
  /** Allow a later switch to `bypassPermissions`. Default: false. */
  allowDangerouslySkipPermissions?: boolean | undefined;
  /** Called for tool calls that neither a rule nor the mode decides. Without it they are refused. */
  canUseTool?: CanUseTool | undefined;
  /** The time-out of `canUseTool`, in milliseconds; then the call is refused. Default: no limit. */
  permissionTimeoutMs?: number | undefined;
  /** What happens after `permissionTimeoutMs`: `deny` refuses the call; `interrupt` also ends the turn. Default: `deny`. */
  permissionTimeoutBehavior?: "deny" | "interrupt" | undefined;
  /** The MCP tool that decides instead of `canUseTool`: `mcp__server__tool`. */
  permissionPromptToolName?: string | undefined;
  /** Who answers permission requests: `host`, this program, or `none`, so that each is refused. Default: `host`. */
  permissionPrompts?: "host" | "none" | undefined;
  /** Instructions for the model in plan mode. Default: to plan an implementation. */
  planModeInstructions?: string | undefined;
  /**
   * Callbacks for hook events; they can refuse a tool call or prompt, change a tool's input, and add context
   * for the model.
   */
  hooks?: Partial<Record<HookEvent, HookCallbackMatcher[]>> | undefined;
  /** Answers the questions of MCP servers for the user. Without it they are declined. */
  onElicitation?: OnElicitation | undefined;
  /** Shows the CLI's own dialogs. Needs `supportedDialogKinds`. */
  onUserDialog?: OnUserDialog | undefined;
  /** The dialog kinds that `onUserDialog` can show; the CLI requests no others. */
  supportedDialogKinds?: string[] | undefined;
  /** Run commands in the operating system's sandbox. */
  sandbox?: SandboxSettings | undefined;
}

const matcher = v.object(
  {
    matcher: v.nullish(wholeText),
    hooks: v.array(func, "must be a list of functions"),
    timeout: v.nullish(seconds),
    onFailure: v.nullish(oneOf("continue", "block")),
  },
  "must be { hooks: [callback], matcher?, timeout?, onFailure? }",
);

export const PERMISSION_ROWS: Rows<PermissionOptions, "permissionTimeoutBehavior" | "permissionTimeoutMs"> = {
  permissionMode: {
    // The last is another name that the CLI has for the first.
    emptyIsAbsent: true,
    check: oneOf("default", "acceptEdits", "bypassPermissions", "plan", "dontAsk", "auto", "manual"),
    way: one("permission-mode"),
  },
  allowDangerouslySkipPermissions: { check: flag, way: whenTrue("allow-dangerously-skip-permissions") },
  canUseTool: { check: func, way: () => ({ args: ["--permission-prompt-tool=stdio"] }) },
  permissionTimeoutBehavior: { check: oneOf("deny", "interrupt"), byDefault: "deny" },
  // People are slow.
  permissionTimeoutMs: { check: milliseconds, byDefault: Infinity },
  permissionPromptToolName: { emptyIsAbsent: true, check: text, way: one("permission-prompt-tool") },
  permissionPrompts: { check: oneOf("host", "none"), way: one("permission-prompts") },
  planModeInstructions: { check: wholeText, way: field("planModeInstructions") },
  // A name that is not known may be newer than this library: it is warned of, as unknown options are.
  hooks: { check: v.record(v.string(), v.nullish(v.array(matcher, "must be a list of matchers"))) },
  onElicitation: { check: func },
  onUserDialog: { check: func },
  supportedDialogKinds: { check: list(text), way: field("supportedDialogKinds") },
  sandbox: { check: jsonObject },
};
