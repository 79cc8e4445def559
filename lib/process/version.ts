// Asks an executable for its version, and compares versions.
import path from "node:path";
import process from "node:process";
import { CLIVersionError } from "../errors/start.ts";
import { childProcesses } from "./child-process.ts";
import { isScript } from "./locate.ts";

/** Older releases do not know the control requests that a session starts with. */
export const MINIMUM_CLI_VERSION = "2.1.0";

/** Long enough for a cold disk and a busy machine; the real CLI answers in some 10 ms, older ones, which Node runs, in a second. */
const PROBE_TIMEOUT_MS = 15_000;

/**
 * Run `claude --version`.
 *
 * @param signal - Ends it when nobody waits any more.
 * @returns The version, such as `2.1.99`, or undefined when there is no answer, or none with a version.
 */
export function readVersion(
  executable: string,
  env: Record<string, string>,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const file = path.resolve(executable);
  const [command, args] = isScript(file) ? [process.execPath, [file, "--version"]] : [file, ["--version"]];
  return new Promise((resolve) => {
    // Not where an agent works: a program may look around in the directory that it starts in.
    const place = { env, cwd: path.parse(file).root, windowsHide: true };
    const options = { ...place, timeout: PROBE_TIMEOUT_MS, killSignal: "SIGKILL", signal } as const;
    try {
      const child = childProcesses().execFile(command, args, options, (_error, stdout) =>
        resolve(parseVersion(stdout)),
      );
      child.stdin?.end();
    } catch {
      // Some failures of a start are thrown at once: they are no answer either.
      resolve(undefined);
    }
  });
}

/** Find a version number in a text, past colours and product names. */
export function parseVersion(text: string): string | undefined {
  return /(\d{1,6})\.(\d{1,6})\.(\d{1,6})/.exec(text)?.[0];
}

/** @returns The error, if the version is readable and older than {@link MINIMUM_CLI_VERSION}. */
export function tooOld(found: string | undefined): CLIVersionError | undefined {
  if (found === undefined || rank(found) >= rank(MINIMUM_CLI_VERSION)) return undefined;
  return new CLIVersionError(found, MINIMUM_CLI_VERSION);
}

/** Versions in order; a comparison of texts would load the rules of languages. */
function rank(version: string): number {
  return version.split(".").reduce((sum, part) => sum * 1_000_000 + Number(part), 0);
}
