// Asks a server of this program what the CLI would ask it first, so that the CLI knows its tools from the start.
import { within } from "../errors/within.ts";
import { Cancellation } from "../events/cancellation.ts";
import { isObject } from "../json-object.ts";
import type { SdkMcpServerManifest } from "../wire/initialize.ts";
import type { Connection } from "./connection.ts";

/** The release of the protocol that the CLI speaks; a server of another one is left to the CLI itself. */
const PROTOCOL_VERSION = "2025-11-25";
/** A server that is slower is asked by the CLI, which has more time. */
const LIMIT_MS = 1_000;

/**
 * What a server says of itself and of its tools.
 *
 * @returns Undefined when it does not answer in time, or not in a way that can stand for the CLI's own asking.
 */
export async function readManifest(
  server: Pick<Connection, "handle">,
  hostVersion: string,
): Promise<SdkMcpServerManifest | undefined> {
  const context = new Cancellation();
  // A server that fails is asked again by the CLI, which says what is wrong with it.
  const ask: Ask = async (method, params, id) =>
    (await server.handle({ jsonrpc: "2.0", id, method, params }, context))?.result ?? {};
  const manifest = await within(read(ask, hostVersion), LIMIT_MS);
  if (manifest === undefined) context.cancel(undefined);
  return manifest;
}

type Ask = (method: string, params: object, id?: string) => Promise<Record<string, unknown>>;

async function read(ask: Ask, version: string): Promise<SdkMcpServerManifest | undefined> {
  const clientInfo = { name: "claude-code", title: "Claude Code", version };
  const hello = { protocolVersion: PROTOCOL_VERSION, capabilities: {}, clientInfo };
  const initializeResult = await ask("initialize", hello, "manifest:initialize");
  const { protocolVersion, capabilities } = initializeResult;
  if (protocolVersion !== PROTOCOL_VERSION) return undefined;
  await ask("notifications/initialized", {});
  if (!isObject(capabilities) || capabilities["tools"] === undefined) return undefined;
  const toolsListResult = await ask("tools/list", {}, "manifest:tools");
  // A list that goes on is the CLI's to read.
  const isWhole = Array.isArray(toolsListResult["tools"]) && toolsListResult["nextCursor"] === undefined;
  return isWhole ? { initializeResult, toolsListResult } : undefined;
}
