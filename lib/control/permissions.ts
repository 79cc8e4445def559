// The permission callback: what the CLI asks, what a host may answer, and "no" for everything else.
import { withSignal } from "../events/cancellation.ts";
import type { CanUseToolRequest, PermissionUpdate } from "../wire/control-frames.ts";
import type { CallContext, Failure, Kind } from "./kind.ts";

/** How a person decided, for the CLI's statistics: yes once, yes for good, or no. It changes nothing else. */
export type PermissionDecisionClassification = "user_temporary" | "user_permanent" | "user_reject";

/** The answer of `canUseTool`: `allow`, which may change the input, or `deny` with a text for the model. */
export type PermissionResult =
  | {
      behavior: "allow";
      /** Replaces the tool's input. Default: the input is unchanged. */
      updatedInput?: Record<string, unknown> | undefined;
      /** Rule changes to apply, for instance the request's `suggestions`. */
      updatedPermissions?: PermissionUpdate[] | undefined;
      toolUseID?: string | undefined;
      decisionClassification?: PermissionDecisionClassification | undefined;
    }
  | {
      behavior: "deny";
      /** What the model is told. */ message: string;
      /** Also end the turn. Default: false. */ interrupt?: boolean | undefined;
      toolUseID?: string | undefined;
      decisionClassification?: PermissionDecisionClassification | undefined;
    };

/** The third argument of `canUseTool`: what a person needs in order to decide. Absent fields do not apply. */
export interface PermissionContext {
  /** Aborts when the answer is no longer needed. */ signal: AbortSignal;
  /** Rule changes that would make this request unnecessary next time. */
  suggestions?: PermissionUpdate[];
  /** The path that caused the request. */ blockedPath?: string;
  /** The tool's MCP server, and where that comes from. */
  mcpServer?: { name: string; source: string };
  /** Why the CLI asks. */ decisionReason?: string;
  /** The kind of `decisionReason`, such as `rule`, `mode` or `hook`. */
  decisionReasonType?: string;
  /** The request as a sentence. */ title?: string;
  /** A short name for the action. */ displayName?: string;
  /** The purpose of the call, in the model's words: show it as plain text. */ description?: string;
  /** Preselect "no". */ defaultToNo?: boolean;
  /** Do not offer "always". */ suppressAlwaysAllowRule?: boolean;
  /** The tool itself asks a person something, as `AskUserQuestion` does. */
  requiresUserInteraction?: boolean;
  /** The MCP server's policy requires a permission request for every call. */
  serverPolicyAskOnly?: boolean;
  /** The id of the model's tool call. */ toolUseID: string;
  /** The subagent that made the call; absent for the main thread. */ agentID?: string;
  /** The id of this request. */ requestId: string;
  /** The user's own rule that requires this request, although another reason is given. */
  matchedAskRule?: { source: string; toolName: string; ruleContent?: string };
}

/**
 * Decides whether a tool may run. Return null to send no answer, for instance because another client has
 * given it. If this throws, or returns something else, the call is refused.
 */
export type CanUseTool = (
  toolName: string,
  input: Record<string, unknown>,
  context: PermissionContext,
) => Promise<PermissionResult | null>;

/** A `permissionRequest` event: Claude Code asks whether a tool may run; call `answer()` to decide. */
export interface PermissionRequest {
  readonly toolName: string;
  readonly input: Record<string, unknown>;
  readonly context: PermissionContext;
  /** Answer the request. The first answer counts, whether it comes from here or from `canUseTool`. */
  answer(result: PermissionResult): void;
}

/** The model reads these, so they hold nothing of the host's own errors. */
const REFUSALS: Readonly<Record<Failure, string>> = {
  failed: "The permission check failed, so the tool was not run",
  late: "The permission check took too long, so the tool was not run",
  invalid: "The permission check gave no valid answer, so the tool was not run",
};

/** Who decides, and what comes of it when nobody does. */
export interface PermissionHandling {
  readonly canUseTool: CanUseTool | undefined;
  /** How many listen for the question, and may answer it as well. */
  readonly listeners: () => number;
  readonly announce: (request: PermissionRequest) => void;
  /** How long a decision may take, in milliseconds. */ readonly timeoutMs: number;
  /** A decision that took too long ends the turn. */ readonly interruptWhenLate: boolean;
}

/** The kind `can_use_tool`. */
export function permissionKind(handling: PermissionHandling): Kind<CanUseToolRequest> {
  const { canUseTool, timeoutMs } = handling;
  return {
    name: () => "can_use_tool",
    timeoutMs: () => timeoutMs,
    ask: (request, call) => {
      const { tool_name: toolName, input } = request;
      if (typeof toolName !== "string" || typeof input !== "object" || input === null)
        throw new TypeError("The CLI asked for permission without naming a tool and its input");
      const context = toContext(request, call);
      if (handling.listeners() === 0) {
        if (canUseTool !== undefined) return canUseTool(toolName, input, context);
        throw new Error('Nobody listens to "permissionRequest" any more');
      }
      return new Promise((resolve, reject) => {
        handling.announce({ toolName, input, context, answer: resolve });
        if (canUseTool !== undefined)
          (async () => canUseTool(toolName, input, context))().then(resolve, reject);
      });
    },
    answer: (given, { tool_use_id: toolUseID }) => {
      if (given === null) return null;
      if (isPermissionResult(given)) return Object.assign({}, given, { toolUseID }); // Faster than a spread.
      throw new TypeError('"canUseTool" must return { behavior: "allow" } or { behavior: "deny", message }');
    },
    no: ({ tool_use_id: toolUseID }, why) => ({
      behavior: "deny",
      message: REFUSALS[why],
      toolUseID,
      ...(why === "late" && handling.interruptWhenLate ? { interrupt: true } : {}),
    }),
  };
}

/** What goes into the context under another name; null and absence are the same. */
const CONTEXT = new Map<keyof CanUseToolRequest, keyof PermissionContext>([
  ["permission_suggestions", "suggestions"],
  ["blocked_path", "blockedPath"],
  ["mcp_server", "mcpServer"],
  ["decision_reason", "decisionReason"],
  ["decision_reason_type", "decisionReasonType"],
  ["title", "title"],
  ["display_name", "displayName"],
  ["description", "description"],
  ["default_to_no", "defaultToNo"],
  ["suppress_always_allow_rule", "suppressAlwaysAllowRule"],
  ["requires_user_interaction", "requiresUserInteraction"],
  ["server_policy_ask_only", "serverPolicyAskOnly"],
  ["agent_id", "agentID"],
]);

function toContext(request: CanUseToolRequest, call: CallContext): PermissionContext {
  const context: Partial<Record<keyof PermissionContext, unknown>> = withSignal(call, {});
  context.toolUseID = request.tool_use_id;
  context.requestId = call.requestId;
  for (const field of Object.keys(request) as (keyof CanUseToolRequest)[]) {
    const name = CONTEXT.get(field);
    if (name !== undefined && request[field] !== null) context[name] = request[field];
  }
  const { matched_ask_rule: rule } = request;
  if (rule) {
    const { source, tool_name: toolName, rule_content: ruleContent } = rule;
    context.matchedAskRule = { source, toolName, ...(ruleContent ? { ruleContent } : {}) };
  }
  return context as PermissionContext;
}

export function isPermissionResult(value: unknown): value is PermissionResult {
  if (typeof value !== "object" || value === null) return false;
  const { behavior, message, updatedInput, updatedPermissions, interrupt } = value as Record<string, unknown>;
  if (behavior === "deny") {
    return typeof message === "string" && (interrupt === undefined || typeof interrupt === "boolean");
  }
  const inputFits =
    updatedInput === undefined ||
    (typeof updatedInput === "object" && updatedInput !== null && !Array.isArray(updatedInput));
  return (
    behavior === "allow" &&
    inputFits &&
    (updatedPermissions === undefined || Array.isArray(updatedPermissions))
  );
}
