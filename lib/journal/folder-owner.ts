// Whose a folder is: one program's at a time, and the next one's when that has died.
import { link, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { JournalInUseError } from "../errors/journal.ts";
import { isAlive, readStat } from "../process/process-id.ts";

/** The owner says so often that it lives, for hosts that cannot see its process. */
const SIGN_MS = 15_000;
/** Such an owner counts as dead after four signs that did not come. */
const SILENCE_MS = 4 * SIGN_MS;

interface Owner {
  readonly pid: number;
  readonly started: string;
  readonly host: string;
  readonly id: string;
}

/**
 * Take a folder, or take it over from a program that has died.
 *
 * @returns Lets go of it.
 * @throws {JournalInUseError} If its owner lives.
 */
export async function ownFolder(folder: string): Promise<() => Promise<void>> {
  const file = path.join(folder, "owner");
  const me: Owner = {
    pid: process.pid,
    started: readStat(process.pid)?.started ?? "",
    host: os.hostname(),
    id: crypto.randomUUID(),
  };
  const mine = path.join(folder, `owner-${me.id}`);
  await writeFile(mine, JSON.stringify(me), { mode: 0o600, flag: "wx" });
  try {
    // Linking is all or nothing, and fails where there is one already.
    while (!(await linked(mine, file))) await removeDead(folder, file);
  } finally {
    await rm(mine, { force: true });
  }
  const signs = setInterval(() => {
    const now = new Date();
    // One that is gone was taken over, which the journal's epochs deal with.
    utimes(file, now, now).catch(() => undefined);
  }, SIGN_MS);
  signs.unref();
  return async () => {
    clearInterval(signs);
    if ((await readOwner(file))?.id === me.id) await rm(file, { force: true });
  };
}

async function linked(mine: string, file: string): Promise<boolean> {
  try {
    await link(mine, file);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === "EEXIST") return false;
    throw error;
  }
}

/** @throws {JournalInUseError} If the owner lives. */
async function removeDead(folder: string, file: string): Promise<void> {
  const owner = await readOwner(file);
  const inUse = new JournalInUseError(
    folder,
    owner === undefined ? "a program" : `process ${owner.pid} on ${owner.host}`,
  );
  if (owner !== undefined && (await lives(owner, file))) throw inUse;
  const aside = path.join(folder, `owner-${crypto.randomUUID()}`);
  try {
    await rename(file, aside);
  } catch {
    // Somebody else has removed it: who comes first with a new one has the folder.
    return;
  }
  // Between the look and the removal another one may have taken the folder: that one keeps it.
  const removed = await readOwner(aside);
  const isOther = removed?.id !== owner?.id;
  if (isOther) await linked(aside, file);
  await rm(aside, { force: true });
  if (isOther) throw inUse;
}

async function lives(owner: Owner, file: string): Promise<boolean> {
  if (owner.host === os.hostname()) return isAlive(owner);
  const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: 0 }));
  return Date.now() - mtimeMs < SILENCE_MS;
}

/** Absent when there is none, or one that nobody can read. */
async function readOwner(file: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Owner;
  } catch {
    return undefined;
  }
}
