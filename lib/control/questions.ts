// Questions for a person other than permission requests: elicitations of MCP servers, and the CLI's dialogs.
import { withSignal } from "../events/cancellation.ts";
import type { ElicitationFrame, UserDialogFrame } from "../wire/control-frames.ts";
import type { WithMeta } from "../wire/mcp-configs.ts";
import type { CallContext, Kind } from "./kind.ts";

/** An MCP server's question for the user: a form, or a page to open. Its texts are untrusted. */
export interface ElicitationRequest {
  serverName: string;
  message: string;
  /** A form to fill in, or a page to open. */ mode?: "form" | "url";
  url?: string;
  elicitationId?: string;
  /** The JSON Schema that the form's answers have to fit. */
  requestedSchema?: Record<string, unknown>;
  title?: string;
  displayName?: string;
  description?: string;
}

/** The user's answer to an MCP server's question; `content` holds the form's fields, only with `accept`. */
export interface ElicitationResult extends WithMeta {
  action: "accept" | "decline" | "cancel";
  content?: Record<string, string | number | boolean | string[]> | undefined;
}

/** A dialog that the CLI asks the host to show; `dialogKind` is one of `supportedDialogKinds`. */
export interface UserDialogRequest {
  dialogKind: string;
  payload: Record<string, unknown>;
  toolUseID?: string;
}

/** How the user ended a dialog: with a result, whose shape depends on its kind, or by cancelling it. */
export type UserDialogResult = { behavior: "completed"; result: unknown } | { behavior: "cancelled" };

/** The second argument of `onElicitation` and `onUserDialog`. */
export interface QuestionContext {
  /** Aborts when the answer is no longer needed. */ signal: AbortSignal;
  requestId: string;
}

/** Answers an MCP server's question; null sends no answer, if another client has. Throwing declines. */
export type OnElicitation = (
  request: ElicitationRequest,
  options: QuestionContext,
) => Promise<ElicitationResult | null>;

/** Shows a dialog; null sends no answer, if another client has. Throwing cancels the dialog. */
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
  const { mcp_server_name: serverName, message, mode, url, elicitation_id: elicitationId, title } = request;
  const { requested_schema: requestedSchema, display_name: displayName, description } = request;
  const more = { mode, url, elicitationId, requestedSchema, title, displayName, description };
  const given = Object.entries(more).filter(([, value]) => value);
  return { serverName, message, ...Object.fromEntries(given) } as ElicitationRequest;
}
