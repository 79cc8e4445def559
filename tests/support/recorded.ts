// What the real CLI has printed and been sent, line by line.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const FOLDER = path.join(import.meta.dirname, "../recorded");

export interface Recorded {
  /** The conversation, for what a test says. */
  readonly name: string;
  readonly dir: "in" | "out";
  readonly line: Record<string, unknown>;
}

export function recorded(): Recorded[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".jsonl"))
    .flatMap((name) => {
      const lines = readFileSync(path.join(FOLDER, name), "utf8").trim().split("\n");
      return lines.map((text) => {
        const { dir, line } = JSON.parse(text, uncut) as Recorded;
        return { name, dir, line };
      });
    });
}

/** The messages among what it has printed. */
export function recordedMessages(): { type: string; subtype?: string }[] {
  return recorded()
    .filter(({ dir, line }) => dir === "out" && !/^control_|^keep_alive/.test(String(line["type"])))
    .map(({ line }) => line as { type: string; subtype?: string });
}

/** Long lists were cut when they were recorded, with a text in the place of what was left out. */
function uncut(_key: string, value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.filter((item) => typeof item !== "string" || !/^\.\.\. \d+ more$/.test(item));
}
