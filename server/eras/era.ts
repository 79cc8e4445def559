// Which era of the protocol a message is of: from 2026-07-28 on each request says its revision itself; before, `initialize`
// agrees on one for a session.

/** The first revision without sessions. */
export const MODERN_SINCE = "2026-07-28";
const VERSION_IN_META = "io.modelcontextprotocol/protocolVersion";
const REVISION = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Whether the modern server answers: what claims no revision is of before, so that no older client is turned away.
 *
 * @param header `mcp-protocol-version`, where there are headers.
 */
export function isModern(message: unknown, header?: string | string[]): boolean {
  return [header, versionOf(message)].some(isModernRevision) || methodOf(message) === "server/discover";
}

function isModernRevision(revision: unknown): boolean {
  return typeof revision === "string" && REVISION.test(revision) && revision >= MODERN_SINCE;
}

function versionOf(message: unknown): unknown {
  const { params } = (message ?? {}) as { params?: { _meta?: Record<string, unknown> } };
  return params?._meta?.[VERSION_IN_META];
}

function methodOf(message: unknown): unknown {
  return ((message ?? {}) as { method?: unknown }).method;
}

/** A call without arguments, as many clients write it: what the SDKs refuse. */
export function dropNullArguments(message: unknown): void {
  const { params } = (message ?? {}) as { params?: { arguments?: unknown } | null };
  if (params?.arguments === null) delete params.arguments;
}
