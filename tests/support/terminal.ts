// A terminal with a program in it, as a person has it: keys go in, and the screen can be read.
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { until } from "./until.ts";

const COLUMNS = 80;
const ROWS = 40;

export function hasTerminals(): boolean {
  try {
    execFileSync("tmux", ["-V"]);
    return true;
  } catch {
    return false;
  }
}

export class Terminal {
  readonly #socket = `kodegen-${randomUUID().slice(0, 8)}`;
  #closed = false;

  constructor(command: readonly string[], env: Readonly<Record<string, string>>, cwd: string) {
    // The server of terminals passes its own environment on: it has to have nothing else.
    const words = [
      "/usr/bin/env",
      "-i",
      ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
      ...command,
    ];
    const line = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ");
    this.#tmux("new-session", "-d", "-s", "s", "-x", String(COLUMNS), "-y", String(ROWS), "-c", cwd, line);
  }

  /** Type a line, and Enter. */
  say(text: string): void {
    this.#tmux("send-keys", "-t", "s", "-l", text);
    this.press("Enter");
  }

  /** Press keys by their names, such as `Enter`, `Escape`, `Down`. */
  press(...keys: string[]): void {
    this.#tmux("send-keys", "-t", "s", ...keys);
  }

  screen(): string {
    return this.#tmux("capture-pane", "-p", "-t", "s");
  }

  /** Wait until the screen shows something. */
  async shows(what: RegExp, ms?: number): Promise<void> {
    await until(
      () => what.test(this.screen()),
      () => `${what} is not shown, but:\n${this.screen()}`,
      ms,
    );
  }

  /** Close it, as often as anybody likes; what ran in it is told with a hang-up. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#tmux("kill-server");
  }

  #tmux(...args: string[]): string {
    return execFileSync("tmux", ["-L", this.#socket, "-f", "/dev/null", ...args], { encoding: "utf8" });
  }
}
