// A session whose lines come when the test says so, and all that it passes on.
import { Buffer } from "node:buffer";
import { GuardedEmitter } from "../../lib/events/emitter.ts";
import type { Options } from "../../lib/index.ts";
import type { SessionEvents } from "../../lib/session/events.ts";
import { Session } from "../../lib/session/session.ts";
import { assistantFrame } from "../../lib/testing/index.ts";
import { Remote } from "./remote.ts";

/** A session without a process, and all that it passes on; lines come when the test says so. */
export class Read {
  readonly seen: string[] = [];
  readonly session: Session;

  constructor(options: Options = {}) {
    const events = new GuardedEmitter<SessionEvents>();
    events.on("message", (message) => this.seen.push(`message ${what(message)}`));
    events.on("turnEnded", () => this.seen.push(`turnEnded, result ${this.session.state.results}`));
    events.on("activity", (activity) => this.seen.push(activity));
    events.on("settled", () => this.seen.push("settled"));
    events.on("protocolError", ({ problem }) => this.seen.push(problem));
    events.on("warning", ({ code }) => this.seen.push(code));
    this.session = new Session({ spawnClaudeCodeProcess: () => new Remote(), ...options }, events);
    this.session.output.sink = (message) => this.seen.push(`read ${what(message)}`);
  }

  say(...frames: (object | string)[]): void {
    const lines = frames.map((each) => `${typeof each === "string" ? each : JSON.stringify(each)}\n`);
    this.session.output.stdout.push(Buffer.from(lines.join("")));
  }

  /** What has been seen since this was last asked. */
  get heard(): string[] {
    return this.seen.splice(0);
  }
}

export const text = (given: string): object => assistantFrame(given);

/** A permission callback, and the tools that it is asked about. */
export function asking(): {
  asked: string[];
  canUseTool: (tool: string) => Promise<{ behavior: "allow" }>;
} {
  const asked: string[] = [];
  const canUseTool = async (tool: string) => {
    asked.push(tool);
    return { behavior: "allow" as const };
  };
  return { asked, canUseTool };
}

/** A message in a word or two. */
export function what(message: unknown): string {
  const { type, subtype, message: inner } = message as Record<string, string>;
  const [block] = (Object(inner) as { content?: { text: string }[] }).content ?? [];
  return block?.text ?? (type === "system" ? (subtype ?? "") : (type ?? ""));
}
