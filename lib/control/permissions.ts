// The permission callback: what the CLI asks, what a host may answer, and "no" for everything else.
import type { CanUseToolRequest, PermissionUpdate } from "../wire/control.ts";
import type { Handler } from "./handlers.ts";

/** How a person decided, for the CLI's records. */
export type PermissionDecisionClassification = "user_temporary" | "user_permanent" | "user_reject";

/** The answer of a permission callback. */
export type PermissionResult =
  | {
      behavior: "allow";
      /** Replaces the tool's input. Default: the input as it was asked for. */
      updatedInput?: Record<string, unknown> | undefined;
      /** Rule changes to apply, for instance the request's `suggestions`. */
      updatedPermissions?: PermissionUpdate[] | undefined;
      toolUseID?: string | undefined;
      decisionClassification?: PermissionDecisionClassification | undefined;
    }
  | {
      behavior: "deny";
      /** What the model is told. */
      message: string;
      /** Also end the turn. Default: false. */
      interrupt?: boolean | undefined;
      toolUseID?: string | undefined;
      decisionClassification?: PermissionDecisionClassification | undefined;
    };

/** What is known about a tool call besides its name and input. */
export interface PermissionContext {
  /** Aborted when the answer is no longer wanted. */
  signal: AbortSignal;
  /** Rule changes that would make this question unnecessary next time. */
  suggestions?: PermissionUpdate[];
  /** The path that made the CLI ask. */
  blockedPath?: string;
  /** Which MCP server has the tool, and where the server comes from. */
  mcpServer?: { name: string; source: string };
  /** Why the CLI asks. */
  decisionReason?: string;
  /** What kind of reason it is, such as `rule`, `mode` or `hook`. */
  decisionReasonType?: string;
  /** The whole question as a sentence. */
  title?: string;
  /** A short name for the action. */
  displayName?: string;
  /** What the call is for, in the model's own words: show it as plain text. */
  description?: string;
  /** Preselect "no". */
  defaultToNo?: boolean;
  /** Do not offer "always". */
  suppressAlwaysAllowRule?: boolean;
  /** The tool is itself a question to a person, such as `AskUserQuestion`. */
  requiresUserInteraction?: boolean;
  /** A policy of the MCP server's wants every call to be asked about. */
  serverPolicyAskOnly?: boolean;
  /** The id of the model's tool call. */
  toolUseID: string;
  /** Set when a subagent asks. */
  agentID?: string;
  requestId: string;
  /** The user's own rule that made the CLI ask, although another reason is given. */
  matchedAskRule?: { source: string; toolName: string; ruleContent?: string };
}

/**
 * Decides whether a tool may run; null when the answer has been sent in another way. A throw, a rejection or an
 * answer of another shape means no.
 */
export type CanUseTool = (
  toolName: string,
  input: Record<string, unknown>,
  context: PermissionContext,
) => Promise<PermissionResult | null>;

/** The model reads these, so they hold nothing of the host's own errors. */
const CALLBACK_FAILED = "The permission check failed, so the tool was not run";
const CALLBACK_SLOW = "The permission check took too long, so the tool was not run";
const REQUEST_INVALID = "The permission request was incomplete, so the tool was not run";
const CALLBACK_INVALID = "The permission check gave no valid answer, so the tool was not run";

/** What a permission handler needs besides the callback. */
export interface PermissionHandling {
  /** Told the real error when the callback fails, or answers with something that is no answer. */
  readonly onError: (error: unknown) => void;
  /** How long the callback may take, in milliseconds. Default: as long as it likes, because people are slow. */
  readonly timeoutMs?: number | undefined;
}

/** The handler for `can_use_tool`. */
export function permissionHandler(
  canUseTool: CanUseTool,
  { onError, timeoutMs }: PermissionHandling,
): Handler<"can_use_tool"> {
  return async (request, { requestId, signal }) => {
    const toolUseID = request.tool_use_id;
    const deny = (message: string): object => ({ behavior: "deny", message, toolUseID });
    if (
      typeof request.tool_name !== "string" ||
      typeof request.input !== "object" ||
      request.input === null
    ) {
      onError(new TypeError("The CLI asked for permission without naming a tool and its input"));
      return deny(REQUEST_INVALID);
    }
    const late = new AbortController();
    const context = {
      ...toContext(request),
      toolUseID,
      requestId,
      signal: timeoutMs === undefined ? signal : AbortSignal.any([signal, late.signal]),
    };
    let result: unknown;
    try {
      const asked = Promise.resolve(canUseTool(request.tool_name, request.input, context));
      result = timeoutMs === undefined ? await asked : await within(asked, timeoutMs, late);
    } catch (error) {
      onError(error);
      return deny(late.signal.aborted ? CALLBACK_SLOW : CALLBACK_FAILED);
    }
    if (result === null) return null;
    if (isPermissionResult(result) && isWritable(result)) return { ...result, toolUseID };
    onError(
      new TypeError(
        '"canUseTool" must return { behavior: "allow" } or { behavior: "deny", message }, with nothing that JSON cannot carry',
      ),
    );
    return deny(CALLBACK_INVALID);
  };
}

async function within<T>(asked: Promise<T>, timeoutMs: number, late: AbortController): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      late.abort();
      reject(new Error(`"canUseTool" did not answer within ${timeoutMs} ms`));
    }, timeoutMs);
  });
  try {
    return await Promise.race([asked, limit]);
  } finally {
    clearTimeout(timer);
  }
}

function toContext(
  request: CanUseToolRequest,
): Omit<PermissionContext, "signal" | "toolUseID" | "requestId"> {
  const rule = request.matched_ask_rule;
  const context = {
    suggestions: request.permission_suggestions,
    blockedPath: request.blocked_path,
    mcpServer: request.mcp_server,
    decisionReason: request.decision_reason,
    decisionReasonType: request.decision_reason_type,
    title: request.title,
    displayName: request.display_name,
    description: request.description,
    defaultToNo: request.default_to_no,
    suppressAlwaysAllowRule: request.suppress_always_allow_rule,
    requiresUserInteraction: request.requires_user_interaction,
    serverPolicyAskOnly: request.server_policy_ask_only,
    agentID: request.agent_id,
    matchedAskRule: rule ? toRule(rule) : undefined,
  };
  const known = Object.entries(context).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(known) as Omit<PermissionContext, "signal" | "toolUseID" | "requestId">;
}

function toRule(
  rule: NonNullable<CanUseToolRequest["matched_ask_rule"]>,
): NonNullable<PermissionContext["matchedAskRule"]> {
  const { source, tool_name: toolName, rule_content: ruleContent } = rule;
  return { source, toolName, ...(ruleContent ? { ruleContent } : {}) };
}

function isPermissionResult(value: unknown): value is PermissionResult {
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

function isWritable(result: PermissionResult): boolean {
  try {
    return JSON.stringify(result) !== undefined;
  } catch {
    // A BigInt or a cycle in the input: that it cannot be written is the answer.
    return false;
  }
}
