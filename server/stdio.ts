// The stdio transport: one client, the program that started us.
import process from "node:process";
import type { Connect } from "./protocol.ts";
import { StdioServerTransport } from "./sdk.ts";

/** @returns Resolves `ended` when the client has closed our input. */
export async function listenStdio(
  connect: Connect,
): Promise<{ ended: Promise<void>; close(): Promise<void> }> {
  const server = connect("stdio");
  const ended = new Promise<void>((resolve) => {
    process.stdin.once("end", () => resolve());
    process.stdin.once("close", () => resolve());
    // The client died while we were answering.
    process.stdout.once("error", () => resolve());
  });
  await server.connect(new StdioServerTransport());
  return { ended, close: () => server.close() };
}
