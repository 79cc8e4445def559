// Hooks around permissions: what they are told, and what they may answer.
import type { PermissionUpdate } from "../wire/control.ts";
import type { HookInputOf, HookOutputOf, ToolCallFields } from "./base.ts";

/** Called when a call needs a decision, together with `canUseTool`; the first answer counts. */
export interface PermissionRequestHookInput
  extends HookInputOf<"PermissionRequest">,
    Omit<ToolCallFields, "tool_use_id"> {
  permission_suggestions?: PermissionUpdate[];
}

/** What a `PermissionRequest` hook may answer with. */
export interface PermissionRequestHookSpecificOutput extends HookOutputOf<"PermissionRequest"> {
  decision:
    | { behavior: "allow"; updatedInput?: Record<string, unknown>; updatedPermissions?: PermissionUpdate[] }
    | { behavior: "deny"; message?: string; interrupt?: boolean };
}

/** Called when mode `auto` has refused a call. */
export interface PermissionDeniedHookInput extends HookInputOf<"PermissionDenied">, ToolCallFields {
  reason: string;
}

/** What a `PermissionDenied` hook may answer with. */
export interface PermissionDeniedHookSpecificOutput extends HookOutputOf<"PermissionDenied"> {
  retry?: boolean;
}
