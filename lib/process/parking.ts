// A private, empty directory for a process that does not know yet where it will work.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import type { Env } from "./env.ts";

/** Where a spare process waits. */
export interface ParkingPlace {
  readonly path: string;
  remove(): Promise<void>;
}

/** Make one beside the CLI's own files, which only this user can read. */
export async function createParkingPlace(env: Env = process.env): Promise<ParkingPlace> {
  const config = env["CLAUDE_CONFIG_DIR"] ?? path.join(env["HOME"] ?? os.homedir(), ".claude");
  const parent = path.join(config, "spares");
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const place = await mkdtemp(path.join(parent, "spare-"));
  return { path: place, remove: () => rm(place, { recursive: true, force: true }) };
}

/** A path that another process understands, whatever directory it is in; `~` is left to the CLI. */
export function absolutePath(given: string): string {
  return given === "~" || given.startsWith("~/") ? given : path.resolve(given);
}
