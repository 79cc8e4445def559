// Folders of kept sessions for tests: written by hand, in a configuration folder of their own.
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, before } from "node:test";

const VARIABLE = "CLAUDE_CONFIG_DIR";

export interface ConfigFolder {
  /** Its path. */
  readonly folder: string;
  /** The folder that holds the sessions of a working directory. */
  project(dir: string): string;
  /** Write a transcript of a working directory, and return its file. */
  write(dir: string, sessionId: string, lines: readonly (object | string)[]): string;
}

/** Use a configuration folder of one's own in this file, or in this describe. */
export function withConfigFolder(): ConfigFolder {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "kept-sessions-")));
  const old = process.env[VARIABLE];
  before(() => void (process.env[VARIABLE] = folder));
  after(() => {
    if (old === undefined) delete process.env[VARIABLE];
    else process.env[VARIABLE] = old;
    rmSync(folder, { recursive: true, force: true });
  });
  const project = (dir: string): string =>
    path.join(folder, "projects", dir.replaceAll(/[^a-zA-Z0-9]/g, "-"));
  const write = (dir: string, sessionId: string, lines: readonly (object | string)[]): string => {
    mkdirSync(project(dir), { recursive: true });
    const file = path.join(project(dir), `${sessionId}.jsonl`);
    writeFileSync(file, "");
    for (const line of lines)
      appendFileSync(file, `${typeof line === "string" ? line : JSON.stringify(line)}\n`);
    return file;
  };
  return { folder, project, write };
}

/** The lines of a transcript. */
export function linesOf(file: string): Record<string, unknown>[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** The same id whenever the same number is given. */
export function uuid(number: number, group = 0): string {
  return `${String(group).padStart(8, "0")}-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

/** A conversation of prompts and answers, one entry each, as the CLI writes them. */
export function conversation(sessionId: string, texts: readonly string[], more: object = {}): object[] {
  return texts.map((text, index) => ({
    parentUuid: index === 0 ? null : uuid(index - 1, 1),
    isSidechain: false,
    type: index % 2 === 0 ? "user" : "assistant",
    message:
      index % 2 === 0
        ? { role: "user", content: text }
        : { id: `msg_${index}`, role: "assistant", content: [{ type: "text", text }] },
    uuid: uuid(index, 1),
    timestamp: new Date(1_790_000_000_000 + index * 1000).toISOString(),
    sessionId,
    ...more,
  }));
}
