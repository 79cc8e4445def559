// Whose a folder is: one program's at a time, and the next one's when that has died.
import { link, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { JournalInUseError } from "../errors/journal.ts";
import { isAlive, readStat } from "../process/process-id.ts";

/** The owner says so often that it lives, for hosts that cannot see its process. */
const SIGN_MS = 15_000;
/** Such an owner counts as dead after four signs that did not come. */
const SILENCE_MS = 4 * SIGN_MS;
/** The newest of these says whose the folder is; an empty one says that it is nobody's. */
const OWNER = /^owner-(\d+)$/;

interface Owner {
  readonly pid: number;
  readonly started: string;
  readonly host: string;
}

/**
 * Take a folder, or take it over from a program that has died.
 *
 * Owners are numbered, and their numbers only go up: whoever makes the file of the next number is the owner, which is
 * all or nothing, and whoever finds a higher one is not.
 *
 * @returns Lets go of it.
 * @throws {JournalInUseError} If its owner lives.
 */
export async function ownFolder(folder: string): Promise<() => Promise<void>> {
  const me: Owner = {
    pid: process.pid,
    started: readStat(process.pid)?.started ?? "",
    host: os.hostname(),
  };
  const mine = path.join(folder, `new-owner-${crypto.randomUUID()}`);
  await writeFile(mine, JSON.stringify(me), { mode: 0o600, flag: "wx" });
  let file: string | undefined;
  try {
    while (file === undefined) file = await takeNext(folder, mine);
  } finally {
    await rm(mine, { force: true });
  }
  const owner = file;
  const signs = setInterval(() => {
    const now = new Date();
    // Where that fails, the folder is gone or full: the next append says so.
    utimes(owner, now, now).catch(() => undefined);
  }, SIGN_MS);
  signs.unref();
  return async () => {
    clearInterval(signs);
    await writeFile(owner, "");
  };
}

/** @returns The owner's file; undefined if another program was faster, or is the owner by now. */
async function takeNext(folder: string, mine: string): Promise<string | undefined> {
  const former = await newest(folder);
  await requireDead(folder, former);
  const number = former + 1;
  const file = path.join(folder, `owner-${number}`);
  try {
    await link(mine, file);
  } catch (error) {
    if ((error as { code?: string }).code === "EEXIST") return undefined;
    throw error;
  }
  if ((await newest(folder)) > number) {
    await rm(file, { force: true });
    return undefined;
  }
  for (const name of await readdir(folder)) {
    const other = Number(OWNER.exec(name)?.[1] ?? number);
    if (other < number) await rm(path.join(folder, name), { force: true });
  }
  return file;
}

/** 0 if there never was one. */
async function newest(folder: string): Promise<number> {
  return Math.max(0, ...(await readdir(folder)).map((name) => Number(OWNER.exec(name)?.[1] ?? 0)));
}

/** @throws {JournalInUseError} */
async function requireDead(folder: string, number: number): Promise<void> {
  const file = path.join(folder, `owner-${number}`);
  const owner = await readOwner(file);
  if (owner !== undefined && (await lives(owner, file)))
    throw new JournalInUseError(folder, `process ${owner.pid} on ${owner.host}`);
}

async function lives(owner: Owner, file: string): Promise<boolean> {
  if (owner.host === os.hostname()) return isAlive(owner);
  const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: 0 }));
  return Date.now() - mtimeMs < SILENCE_MS;
}

/** Absent when it is nobody's any more, and when the file says nothing that could be an owner. */
async function readOwner(file: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Owner;
  } catch {
    return undefined;
  }
}
