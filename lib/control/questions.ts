// Questions for a person that are no permission questions: elicitations of MCP servers, and the CLI's dialogs.
import type { ElicitationFrame } from "../wire/control.ts";
import type { Handler } from "./handlers.ts";

/** An MCP server asks the person something. */
export interface ElicitationRequest {
  serverName: string;
  message: string;
  /** A form to fill in, or a page to open. */
  mode?: "form" | "url";
  url?: string;
  elicitationId?: string;
  /** What a form's answers have to fit, as a JSON Schema. */
  requestedSchema?: Record<string, unknown>;
  title?: string;
  displayName?: string;
  description?: string;
}

/** The person's answer. */
export interface ElicitationResult {
  action: "accept" | "decline" | "cancel";
  content?: Record<string, string | number | boolean | string[]> | undefined;
  _meta?:
    | {
        progressToken?: string | number | undefined;
        "io.modelcontextprotocol/related-task"?: { taskId: string } | undefined;
        [field: string]: unknown;
      }
    | undefined;
  [field: string]: unknown;
}

/** A dialog that the CLI asks the host to show. */
export interface UserDialogRequest {
  dialogKind: string;
  payload: Record<string, unknown>;
  toolUseID?: string;
}

/** How a dialog ended. */
export type UserDialogResult = { behavior: "completed"; result: unknown } | { behavior: "cancelled" };

/** What comes with a question. */
export interface QuestionContext {
  /** Aborted when the answer is no longer wanted. */
  signal: AbortSignal;
  requestId: string;
}

/** Answers an elicitation; null when the answer has been sent in another way. A throw declines. */
export type OnElicitation = (
  request: ElicitationRequest,
  options: QuestionContext,
) => Promise<ElicitationResult | null>;

/** Shows a dialog; null when the answer has been sent in another way. A throw cancels. */
export type OnUserDialog = (
  request: UserDialogRequest,
  options: QuestionContext,
) => Promise<UserDialogResult | null>;

/** Told the real error of a callback; the CLI gets "decline" or "cancelled". */
type OnError = (error: unknown) => void;

const ELICITED: readonly unknown[] = ["accept", "decline", "cancel"];
const ENDED: readonly unknown[] = ["completed", "cancelled"];

/** @throws {TypeError} If the answer is not one of those that the CLI knows. */
function requireOneOf<T extends object>(
  name: string,
  answer: T | null,
  kind: unknown,
  known: readonly unknown[],
): T | null {
  if (answer === null || known.includes(kind)) return answer;
  throw new TypeError(`"${name}" must answer with one of ${known.join(", ")}`);
}

/** Without a callback every elicitation is declined. */
export function elicitationHandler(
  onElicitation: OnElicitation | undefined,
  onError: OnError,
): Handler<"elicitation"> {
  return async (request, context) => {
    if (onElicitation === undefined) return { action: "decline" };
    try {
      const answer = await onElicitation(toElicitation(request), context);
      return requireOneOf("onElicitation", answer, answer?.action, ELICITED);
    } catch (error) {
      onError(error);
      return { action: "decline" };
    }
  };
}

export function dialogHandler(onUserDialog: OnUserDialog, onError: OnError): Handler<"request_user_dialog"> {
  return async (request, context) => {
    try {
      const { dialog_kind: dialogKind, payload, tool_use_id: toolUseID } = request;
      const asked = { dialogKind, payload: (payload ?? {}) as Record<string, unknown> };
      const answer = await onUserDialog(toolUseID ? { ...asked, toolUseID } : asked, context);
      return requireOneOf("onUserDialog", answer, answer?.behavior, ENDED);
    } catch (error) {
      onError(error);
      return { behavior: "cancelled" };
    }
  };
}

function toElicitation(request: ElicitationFrame): ElicitationRequest {
  const { mcp_server_name: serverName, message, mode, url, elicitation_id, requested_schema } = request;
  return {
    serverName,
    message,
    ...(mode ? { mode: mode as "form" | "url" } : {}),
    ...(url ? { url } : {}),
    ...(elicitation_id ? { elicitationId: elicitation_id } : {}),
    ...(requested_schema ? { requestedSchema: requested_schema } : {}),
    ...(request.title ? { title: request.title } : {}),
    ...(request.display_name ? { displayName: request.display_name } : {}),
    ...(request.description ? { description: request.description } : {}),
  };
}
