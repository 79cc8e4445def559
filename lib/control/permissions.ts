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
  decisionReason?: string;
  /** The whole question as a sentence. */
  title?: string;
  /** A short name for the action. */
  displayName?: string;
  description?: string;
  /** Preselect "no". */
  defaultToNo?: boolean;
  /** Do not offer "always". */
  suppressAlwaysAllowRule?: boolean;
  toolUseID: string;
  /** Set when a subagent asks. */
  agentID?: string;
  requestId: string;
}

/** Decides whether a tool may run. A throw, a rejection or an answer of another shape means no. */
export type CanUseTool = (
  toolName: string,
  input: Record<string, unknown>,
  context: PermissionContext,
) => Promise<PermissionResult>;

/** The model reads these, so they hold nothing of the host's own errors. */
const CALLBACK_FAILED = "The permission check failed, so the tool was not run";
const CALLBACK_INVALID = "The permission check gave no valid answer, so the tool was not run";

/**
 * The handler for `can_use_tool`.
 *
 * @param onError Told the real error when the callback fails or answers with something that is no answer.
 */
export function permissionHandler(
  canUseTool: CanUseTool,
  onError: (error: unknown) => void,
): Handler<"can_use_tool"> {
  return async (request, { requestId, signal }) => {
    const toolUseID = request.tool_use_id;
    let result: unknown;
    try {
      result = await canUseTool(request.tool_name, request.input, {
        ...toContext(request),
        toolUseID,
        requestId,
        signal,
      });
    } catch (error) {
      onError(error);
      return { behavior: "deny", message: CALLBACK_FAILED, toolUseID };
    }
    if (isPermissionResult(result)) return { ...result, toolUseID };
    onError(new TypeError(`"canUseTool" must return { behavior: "allow" } or { behavior: "deny", message }`));
    return { behavior: "deny", message: CALLBACK_INVALID, toolUseID };
  };
}

function toContext(
  request: CanUseToolRequest,
): Omit<PermissionContext, "signal" | "toolUseID" | "requestId"> {
  return {
    ...(request.permission_suggestions ? { suggestions: request.permission_suggestions } : {}),
    ...(request.blocked_path ? { blockedPath: request.blocked_path } : {}),
    ...(request.mcp_server ? { mcpServer: request.mcp_server } : {}),
    ...(request.decision_reason ? { decisionReason: request.decision_reason } : {}),
    ...(request.title ? { title: request.title } : {}),
    ...(request.display_name ? { displayName: request.display_name } : {}),
    ...(request.description ? { description: request.description } : {}),
    ...(request.default_to_no ? { defaultToNo: true } : {}),
    ...(request.suppress_always_allow_rule ? { suppressAlwaysAllowRule: true } : {}),
    ...(request.agent_id ? { agentID: request.agent_id } : {}),
  };
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
