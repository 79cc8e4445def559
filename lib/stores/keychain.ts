// On macOS the CLI keeps its login in the keychain, under a name that goes with the configuration folder.
import { execFile } from "node:child_process";
import os from "node:os";
import process from "node:process";

const SERVICE = "Claude Code-credentials";
const TIMEOUT_MS = 5_000;

/** The login of the default configuration folder, as the text that a credentials file would hold. */
export function readKeychain(): Promise<string | undefined> {
  if (process.platform !== "darwin") return Promise.resolve(undefined);
  const user = process.env["USER"] ?? os.userInfo().username;
  const find = ["find-generic-password", "-a", user, "-w", "-s", SERVICE];
  return new Promise((resolve) => {
    execFile("security", find, { encoding: "utf8", timeout: TIMEOUT_MS }, (error, stdout) =>
      // Not found, locked or refused: there is a file, or the user is not logged in.
      resolve(error === null ? stdout.trim() || undefined : undefined),
    );
  });
}
