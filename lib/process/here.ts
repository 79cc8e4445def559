// The working directory of a session on this machine, as paths are judged by it.
import { realpathSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import type { WorkFolder } from "./work-folder.ts";

/** @param cwd Where the session works. */
export function workFolder(cwd: string): WorkFolder {
  return { platform: process.platform, cwd: real(path.resolve(cwd)), account: real(accountHome()), real };
}

/** Not from HOME, which may be set to a folder of the project. */
function accountHome(): string {
  try {
    return os.userInfo().homedir || os.homedir();
  } catch {
    // In a container the user may have no account, and under Deno no permission to read it.
    return os.homedir();
  }
}

function real(file: string): string {
  try {
    return realpathSync.native(file);
  } catch {
    // What does not exist leads nowhere else.
    return path.resolve(file);
  }
}
