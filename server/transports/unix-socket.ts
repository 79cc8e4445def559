// Listens on a Unix socket that only this user can reach: one that nobody serves any more is replaced, another is not.
import { Buffer } from "node:buffer";
import { chmod, lstat, mkdtemp, rename, rm, stat } from "node:fs/promises";
import type { Server as HttpServer } from "node:http";
import { connect } from "node:net";
import path from "node:path";
import process from "node:process";
import { ServerStartError } from "../start-error.ts";

/** What the systems take; some cut what is longer without a word. */
const LONGEST_PATH = 103;

/** @returns Removes the socket. @throws {ServerStartError} If somebody serves it, or it cannot be made. */
export async function listenOnSocket(server: HttpServer, file: string): Promise<() => Promise<void>> {
  await requirePlace(path.dirname(file));
  await requireFree(file);
  try {
    // Made where nobody else can look, and moved when it is private: it is never open to others.
    const folder = await mkdtemp(path.join(path.dirname(file), ".k"));
    try {
      const made = path.join(folder, "s");
      if (Buffer.byteLength(made) > LONGEST_PATH || Buffer.byteLength(file) > LONGEST_PATH)
        throw new RangeError(`its path is longer than ${LONGEST_PATH} bytes`);
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(made, resolve);
      });
      await chmod(made, 0o600);
      await rename(made, file);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  } catch (error) {
    await new Promise((resolve) => server.close(resolve));
    throw unusable(file, `${(error as Error).message}; choose another path with --socket`, error);
  }
  const { ino } = await stat(file);
  return async () => {
    // Another server may have it by now.
    const now = await stat(file).catch(() => undefined);
    if (now?.ino === ino) await rm(file, { force: true });
  };
}

/** Whoever can replace the socket gets the tokens of all who connect. */
async function requirePlace(folder: string): Promise<void> {
  if (process.platform === "win32") throw unusable(folder, "there are none on Windows; use --http");
  const { mode } = await stat(folder).catch((error: Error) => {
    throw unusable(folder, `${error.message}; make the folder, or choose another one`, error);
  });
  const isSticky = (mode & 0o1000) !== 0;
  if ((mode & 0o022) !== 0 && !isSticky)
    throw unusable(folder, "others can write the folder; choose one that only you can write");
}

async function requireFree(file: string): Promise<void> {
  const there = await lstat(file).catch(() => undefined);
  if (there === undefined) return;
  if (!there.isSocket()) throw unusable(file, "there is something else; choose another path with --socket");
  const code = await new Promise<string | undefined>((resolve) => {
    const socket = connect(file);
    socket.once("connect", () => resolve(undefined));
    socket.once("error", (error: Error & { code?: string }) => resolve(error.code ?? "unknown"));
    socket.once("close", () => socket.destroy());
    socket.once("connect", () => socket.destroy());
  });
  // The server that made it is gone.
  if (code === "ECONNREFUSED" || code === "ENOENT") return;
  if (code === undefined)
    throw new ServerStartError(
      "socket_in_use",
      `Cannot listen on the socket "${file}": another server does; choose another path with --socket`,
    );
  throw unusable(file, `it cannot be tried (${code}); choose another path with --socket`);
}

function unusable(file: string, why: string, cause?: unknown): ServerStartError {
  return new ServerStartError("socket_unusable", `Cannot listen on the socket "${file}": ${why}`, cause);
}
