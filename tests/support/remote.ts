// A process of one's own, as `spawnClaudeCodeProcess` may give: it lives in this program, and ends as a test says.
import { EventEmitter } from "node:events";
import { PassThrough } from "node:stream";
import { type ClaudeError, type Options, query, type SpawnedProcess } from "../../lib/index.ts";
import { assistantFrame, initFrame, resultFrame, stateFrame } from "../../lib/testing/index.ts";

export interface RemoteOptions {
  /** What its `exitCode` is while it runs. Default: null. */
  readonly exitCode?: number | null | undefined;
  /** It has no such field. */
  readonly withoutExitCode?: boolean;
  /** It answers `initialize` and prompts. Default: true. */
  readonly answers?: boolean;
  /** It reports its end when it is asked to end. Default: true. */
  readonly ends?: boolean;
}

export class Remote extends EventEmitter implements SpawnedProcess {
  readonly stdin: PassThrough = new PassThrough();
  readonly stdout: PassThrough = new PassThrough();
  readonly stderr: PassThrough = new PassThrough();
  readonly killed = false;
  readonly signals: string[] = [];
  declare exitCode: number | null;
  readonly #options: RemoteOptions;
  #text = "";

  constructor(options: RemoteOptions = {}) {
    super();
    this.#options = options;
    if (options.withoutExitCode !== true) this.exitCode = options.exitCode ?? (null as number | null);
    if ("exitCode" in options && options.exitCode === undefined) Object.assign(this, { exitCode: undefined });
    this.stdin.on("data", (chunk) => this.#read(String(chunk)));
    this.stdin.once("end", () => this.end(0));
  }

  kill(signal: NodeJS.Signals): boolean {
    this.signals.push(signal);
    this.end(143);
    return true;
  }

  end(code: number): void {
    if (this.#options.ends === false) return;
    this.exitCode = code;
    setImmediate(() => this.emit("exit", code, null));
  }

  #read(chunk: string): void {
    const lines = (this.#text + chunk).split("\n");
    this.#text = lines.pop() ?? "";
    if (this.#options.answers === false) return;
    for (const line of lines) {
      const frame = JSON.parse(line) as { type: string; request_id?: string };
      if (frame.type === "control_request") {
        const response = { subtype: "success", request_id: frame.request_id, response: {} };
        this.#say({ type: "control_response", response });
      }
      if (frame.type !== "user") continue;
      const ids = { uuid: crypto.randomUUID(), session_id: crypto.randomUUID() };
      for (const each of [
        stateFrame("running"),
        initFrame(),
        assistantFrame("hello"),
        resultFrame("hello"),
        stateFrame("idle"),
      ])
        this.#say({ ...each, ...ids });
    }
  }

  #say(frame: object): void {
    if (this.stdout.writable) this.stdout.write(`${JSON.stringify(frame)}\n`);
  }
}

/** Its stdout ends, and says no more. */
export function unclosing(): Remote {
  const remote = new Remote({ answers: false, ends: false });
  const stdout = new PassThrough({ autoDestroy: false, emitClose: false });
  return Object.assign(remote, { stdout });
}

/** How a query ends: its result, or its error. */
export async function outcome(options: Options): Promise<{ result?: string; error?: ClaudeError }> {
  try {
    const result = await query("hello", options).result();
    return result.subtype === "success" ? { result: result.result } : {};
  } catch (error) {
    return { error: error as ClaudeError };
  }
}

/** The same of a process that fails in some way once it has been started. */
export function failing(
  fail: (remote: Remote) => void,
  remote: Remote = new Remote({ answers: false }),
): ReturnType<typeof outcome> {
  return outcome({
    spawnClaudeCodeProcess: () => {
      setImmediate(() => fail(remote));
      return remote;
    },
  });
}
