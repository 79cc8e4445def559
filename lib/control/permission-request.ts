// A permission question as an event: whoever listens may answer, beside or in place of a callback.
import type { CanUseTool, PermissionContext, PermissionResult } from "./permissions.ts";

/** Claude Code asks whether a tool may run. */
export interface PermissionRequest {
  readonly toolName: string;
  readonly input: Record<string, unknown>;
  readonly context: PermissionContext;
  /** Decide. The first answer counts, also against that of `canUseTool`. */
  answer(result: PermissionResult): void;
}

/**
 * A permission callback that tells of each question, and takes the first answer.
 *
 * @param own The host's own callback, if it has one.
 * @param tell Returns false when nobody listens; without a callback the answer then is no.
 */
export function announcing(
  own: CanUseTool | undefined,
  tell: (request: PermissionRequest) => boolean,
): CanUseTool {
  return (toolName, input, context) =>
    new Promise((resolve, reject) => {
      const heard = tell({ toolName, input, context, answer: resolve });
      if (own !== undefined) (async () => own(toolName, input, context))().then(resolve, reject);
      else if (!heard) reject(new Error('Nobody listens to "permissionRequest" any more'));
    });
}
