// When a permission callback is never asked, and what to do instead.
import type { Options } from "./options.ts";

/** A sentence for a warning; undefined when the callback is asked. */
export function shadowedCallback({
  canUseTool,
  allowedTools = [],
  permissionMode,
}: Options): string | undefined {
  if (canUseTool === undefined) return undefined;
  if (permissionMode === "bypassPermissions" || permissionMode === "dontAsk")
    return `"canUseTool" is never asked in permission mode "${permissionMode}"`;
  const whole = allowedTools.filter((rule) => /^[\w*]+$/.test(rule));
  if (whole.length === 0) return undefined;
  return `"canUseTool" is not asked about ${whole.join(", ")}, because "allowedTools" approves them`;
}
