// Questions for a person that are no permission questions: elicitations of MCP servers, and the CLI's dialogs.
import { withSignal } from "../events/cancellation.ts";
import type { ElicitationFrame, UserDialogFrame } from "../wire/control.ts";
import type { WithMeta } from "../wire/mcp-configs.ts";
import type { CallContext, Kind } from "./kind.ts";

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
export interface ElicitationResult extends WithMeta {
  action: "accept" | "decline" | "cancel";
  content?: Record<string, string | number | boolean | string[]> | undefined;
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

const ELICITED: readonly unknown[] = ["accept", "decline", "cancel"];
const ENDED: readonly unknown[] = ["completed", "cancelled"];

/** The kind `elicitation`. Without a callback every elicitation is declined. */
export function elicitationKind(onElicitation: OnElicitation | undefined): Kind<ElicitationFrame> {
  return {
    name: () => "elicitation",
    ask: (question, call) =>
      onElicitation === undefined
        ? { action: "decline" }
        : onElicitation(toElicitation(question), contextOf(call)),
    answer: (given) => requireOneOf("onElicitation", given, "action", ELICITED),
    no: () => ({ action: "decline" }),
  };
}

/** The kind `request_user_dialog`. Without a callback the CLI is left to its own default: another client may show it. */
export function dialogKind(onUserDialog: OnUserDialog | undefined): Kind<UserDialogFrame> {
  return {
    name: () => "request_user_dialog",
    ask: ({ dialog_kind: kind, payload, tool_use_id: toolUseID }, call) => {
      const asked = { dialogKind: kind, payload: (payload ?? {}) as Record<string, unknown> };
      return onUserDialog?.(toolUseID ? { ...asked, toolUseID } : asked, contextOf(call)) ?? null;
    },
    answer: (given) => requireOneOf("onUserDialog", given, "behavior", ENDED),
    no: () => ({ behavior: "cancelled" }),
  };
}

/** @throws {TypeError} If the answer is not one of those that the CLI knows. */
function requireOneOf(name: string, given: unknown, field: string, known: readonly unknown[]): object | null {
  if (given === null) return null;
  if (typeof given === "object" && known.includes((given as Record<string, unknown>)[field])) return given;
  throw new TypeError(`"${name}" must answer with one of ${known.join(", ")}`);
}

function contextOf(call: CallContext): QuestionContext {
  return withSignal(call, { requestId: call.requestId });
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
