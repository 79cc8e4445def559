// Asks a server of this program what the CLI would ask it first, so that the CLI knows its tools from the start.
import type { SdkMcpServerManifest } from "../wire/initialize.ts";
import type { JsonRpcMessage } from "./configs.ts";

/** The release of the protocol that the CLI speaks; a server of another one is left to the CLI itself. */
const PROTOCOL_VERSION = "2025-11-25";
/** A server that is slower is asked by the CLI, which has more time. */
const LIMIT_MS = 1_000;

/** Hands a message to the server; see `Connection.handle`. */
export type Ask = (message: JsonRpcMessage, signal: AbortSignal) => Promise<JsonRpcMessage>;

/**
 * What a server says of itself and of its tools.
 *
 * @returns Undefined when it does not answer in time, or not in a way that can stand for the CLI's own asking.
 */
export async function readManifest(ask: Ask, hostVersion: string): Promise<SdkMcpServerManifest | undefined> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      controller.abort();
      resolve(undefined);
    }, LIMIT_MS);
  });
  try {
    return await Promise.race([read(ask, hostVersion, controller.signal), late]);
  } catch {
    // The CLI asks it again, and tells what is wrong with it.
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

async function read(
  ask: Ask,
  version: string,
  signal: AbortSignal,
): Promise<SdkMcpServerManifest | undefined> {
  const clientInfo = { name: "claude-code", title: "Claude Code", version };
  const params = { protocolVersion: PROTOCOL_VERSION, capabilities: {}, clientInfo };
  const hello = await ask(
    { jsonrpc: "2.0", id: "manifest:initialize", method: "initialize", params },
    signal,
  );
  if (hello.result?.["protocolVersion"] !== PROTOCOL_VERSION) return undefined;
  await ask({ jsonrpc: "2.0", method: "notifications/initialized" }, signal);
  const { tools } = (hello.result["capabilities"] ?? {}) as { tools?: unknown };
  if (tools === undefined) return undefined;
  const listed = await ask({ jsonrpc: "2.0", id: "manifest:tools", method: "tools/list" }, signal);
  // A list that goes on is the CLI's to read.
  if (!Array.isArray(listed.result?.["tools"]) || listed.result["nextCursor"] !== undefined) return undefined;
  return { initializeResult: hello.result, toolsListResult: listed.result };
}
