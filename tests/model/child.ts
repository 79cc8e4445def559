// The two processes that a CLI of the model can be: one within this program, and a real one that does as it is told.
import { EventEmitter } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { PassThrough } from "node:stream";
import type { Options, SpawnedProcess } from "../../lib/index.ts";

/** What a CLI does with its process. */
export interface Child {
  print(text: string): void;
  complain(text: string): void;
  /** Ends its output alone. */
  hangUp(): void;
  /** Ends the process: by its code, or by a signal. */
  exit(code: number | null, signal: NodeJS.Signals | null): void;
}

/** What a process reports to the CLI that lives in it. */
export interface Ears {
  begins(child: Child): void;
  line(text: string): void;
  inputEnded(): void;
  /** A signal that does not end it by itself; true when it is to be ignored. */
  signalled(signal: NodeJS.Signals): boolean;
  gone(code: number | null, signal: NodeJS.Signals | null): void;
}

/** Whoever gives CLIs their processes. */
export interface Place {
  options(ears: Ears): Options;
  close(): Promise<void>;
}

function lines(take: (line: string) => void): (text: unknown) => void {
  let rest = "";
  return (text) => {
    const parts = (rest + String(text)).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) take(part);
  };
}

class Within extends EventEmitter implements SpawnedProcess, Child {
  readonly stdin: PassThrough = new PassThrough();
  readonly stdout: PassThrough = new PassThrough();
  readonly stderr: PassThrough = new PassThrough();
  readonly killed = false;
  exitCode: number | null = null;
  signalCode: NodeJS.Signals | null = null;
  readonly #ears: Ears;
  #gone = false;

  constructor(ears: Ears) {
    super();
    this.#ears = ears;
    this.stdin.setEncoding("utf8").on(
      "data",
      lines((line) => !this.#gone && ears.line(line)),
    );
    this.stdin.once("end", () => ears.inputEnded());
  }

  kill(signal: NodeJS.Signals): boolean {
    if (signal === "SIGKILL" || !this.#ears.signalled(signal)) this.exit(null, signal);
    return true;
  }

  print(text: string): void {
    this.#next(() => this.stdout.write(text));
  }

  complain(text: string): void {
    this.#next(() => this.stderr.write(text));
  }

  hangUp(): void {
    this.#next(() => this.stdout.end());
  }

  exit(code: number | null, signal: NodeJS.Signals | null): void {
    if (this.#gone) return;
    this.#gone = true;
    this.exitCode = code;
    this.signalCode = signal;
    this.#ears.gone(code, signal);
    setImmediate(() => {
      // As with a pipe: what was printed can still be read after the exit.
      this.stdout.end();
      this.stderr.end();
      this.emit("exit", code, signal);
    });
  }

  /** Later, in order: what the library does with it must not run, or throw, inside whoever prints. */
  #next(write: () => void): void {
    if (!this.#gone) setImmediate(write);
  }
}

/** CLIs within this program, handed over by `spawnClaudeCodeProcess`. */
export class WithinPlace implements Place {
  options(ears: Ears): Options {
    const spawnClaudeCodeProcess = (): SpawnedProcess => {
      const child = new Within(ears);
      ears.begins(child);
      return child;
    };
    return { spawnClaudeCodeProcess };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Real processes, started by the library; each connects to this program, and does as it says. */
export class ProcessPlace implements Place {
  readonly #folder = mkdtempSync(path.join(os.tmpdir(), "model-claude-"));
  readonly #ears: Ears[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #server: Server = createServer((socket) => this.#connected(socket));
  readonly #listening: Promise<void> = new Promise((resolve) => {
    this.#server.listen(path.join(this.#folder, "s"), resolve);
  });

  options(ears: Ears): Options {
    const id = this.#ears.push(ears) - 1;
    const file = path.join(this.#folder, `claude-${id}`);
    const player = path.join(import.meta.dirname, "puppet.mjs");
    const words = [process.execPath, player, path.join(this.#folder, "s"), String(id)];
    writeFileSync(file, `#!/bin/sh\nexec ${words.map((word) => `'${word}'`).join(" ")} "$@"\n`);
    chmodSync(file, 0o755);
    return { pathToClaudeCodeExecutable: file };
  }

  async close(): Promise<void> {
    await this.#listening;
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #connected(socket: Socket): void {
    this.#sockets.add(socket);
    const say = (word: object): void => void (socket.writable && socket.write(`${JSON.stringify(word)}\n`));
    const child: Child = {
      print: (print) => say({ print }),
      complain: (complain) => say({ complain }),
      hangUp: () => say({ hangUp: true }),
      exit: (code, signal) => say(signal === null ? { exit: code } : { signal }),
    };
    let ears: Ears | undefined;
    const hear = (text: string): void => {
      const word = JSON.parse(text) as { born?: number; line?: string; ended?: true };
      if (word.born !== undefined) {
        ears = this.#ears[word.born];
        ears?.begins(child);
        if (ears?.signalled("SIGTERM") === true) say({ stubborn: true });
      } else if (word.line !== undefined) ears?.line(word.line);
      else ears?.inputEnded();
    };
    socket.setEncoding("utf8").on("data", lines(hear));
    // The other end may be killed at any moment.
    socket.on("error", () => undefined);
    socket.once("close", () => {
      this.#sockets.delete(socket);
      ears?.gone(null, null);
    });
  }
}
