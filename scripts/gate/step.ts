// One step of the gate: what it runs, what it counted, what to show when it fails.
import { spawn } from "node:child_process";
import path from "node:path";
import process from "node:process";

export const ROOT: string = path.join(import.meta.dirname, "../..");

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface Outcome {
  readonly ok: boolean;
  readonly output: string;
  /** How many tests a test runner counted; absent for a plain check. */
  readonly counts?: Counts;
  /** Why the step was not run. */
  readonly skipped?: string;
}

export interface Step {
  readonly name: string;
  run(): Promise<Outcome>;
}

/** No step takes longer, not on a busy machine either; one that hangs is ended and fails. */
const STEP_TIMEOUT_MS = 30 * 60_000;

/** Run a command to its end and keep what it prints. */
export function command(file: string, args: readonly string[], cwd: string = ROOT): Promise<Outcome> {
  return new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: "1", npm_config_update_notifier: "false" };
    const child = spawn(file, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const timer = setTimeout(() => child.kill("SIGKILL"), STEP_TIMEOUT_MS);
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += String(text)));
    child.on("error", (error) => resolve({ ok: false, output: String(error) }));
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ ok: code === 0, output: signal === null ? output : `${output}\n(ended by ${signal})` });
    });
  });
}

/** A check that is one command. */
export function check(name: string, file: string, ...args: string[]): Step {
  return { name, run: () => command(file, args) };
}

/** The JavaScript file behind a command of an installed package. */
export function binary(name: string): string {
  return path.join(ROOT, "node_modules/.bin", name);
}
