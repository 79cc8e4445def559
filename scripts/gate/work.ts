// Folders that one process works in: nobody else reads or deletes them, and a later process clears up after a killed one.
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { ROOT } from "./command.ts";

/** Inside the project, so that what stands there finds node_modules. */
const WORK = path.join(ROOT, ".gate/work");

/** A new folder, which is removed when this process ends. */
export function workFolder(purpose: string): string {
  mkdirSync(WORK, { recursive: true });
  for (const name of readdirSync(WORK))
    if (!isAlive(Number(name.split("-")[0]))) remove(path.join(WORK, name));
  const folder = mkdtempSync(path.join(WORK, `${process.pid}-${purpose}-`));
  process.once("exit", () => remove(folder));
  return folder;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return (error as { code?: string }).code === "EPERM";
  }
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
