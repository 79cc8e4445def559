// Whether a file is this user's alone, as its mode and owner say. Windows has no such modes.
import type { Stats } from "node:fs";
import { stat } from "node:fs/promises";
import process from "node:process";

/** Others may read it, and so take a secret out of it. */
export function isOpen({ mode }: Pick<Stats, "mode">): boolean {
  return process.platform !== "win32" && (mode & 0o077) !== 0;
}

/**
 * The same of a key, which an administrator may give to a group that this user is in: one of root's may be readable for
 * its group, as PostgreSQL has it.
 */
export function isOpenKey({ mode, uid }: Pick<Stats, "mode" | "uid">): boolean {
  return isOpen({ mode: uid === 0 ? mode & ~0o040 : mode });
}

/** Who can write it decides what this server does. @throws {Error} If others may write it, or it belongs to somebody else. */
export async function requireOwn(file: string): Promise<void> {
  const { mode, uid } = await stat(file);
  if (process.platform === "win32") return;
  if ((mode & 0o022) !== 0) throw new Error("it can be written by others: run chmod go-w on it");
  if (uid !== 0 && uid !== process.getuid?.()) throw new Error("it belongs to another user");
}
