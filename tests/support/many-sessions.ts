// Many kept sessions, and very long ones, for measuring.
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import { CLI_VERSION } from "../../lib/generated/versions.ts";
import { uuid } from "./kept-sessions.ts";

const PROJECTS = 40;
const START = 1_790_000_000_000;

/** Write sessions of about so many bytes each, over forty projects of a configuration folder. */
export function writeSessions(config: string, count: number, bytes: number): void {
  for (let index = 0; index < count; index += 1) {
    const dir = `/home/user/project-${index % PROJECTS}`;
    const folder = path.join(config, "projects", dir.replaceAll("/", "-"));
    if (index < PROJECTS) mkdirSync(folder, { recursive: true });
    const sessionId = uuid(index);
    const common = { sessionId, cwd: dir, gitBranch: "main", version: CLI_VERSION, isSidechain: false };
    const lines = [
      { ...common, ...turn("user", `What is the answer to question ${index}?`, 0) },
      { type: "api-request-blob", sessionId, message: "x".repeat(bytes) },
      { ...common, ...turn("assistant", "It is forty-two. ".repeat(50), 1) },
      { type: "last-prompt", lastPrompt: `What is the answer to question ${index}?`, sessionId },
    ];
    const text = lines.map((line) => JSON.stringify(line)).join("\n");
    writeFileSync(path.join(folder, `${sessionId}.jsonl`), `${text}\n`);
  }
}

/** Write one session of so many messages of about so many bytes, and return its id. */
export function writeLongSession(config: string, messages: number, bytes: number): string {
  const folder = path.join(config, "projects", "-home-user-long");
  mkdirSync(folder, { recursive: true });
  const sessionId = uuid(0, 7);
  const file = openSync(path.join(folder, `${sessionId}.jsonl`), "w");
  for (let index = 0; index < messages; index += 1) {
    const said = turn(index % 2 === 0 ? "user" : "assistant", "word ".repeat(bytes / 5), index);
    writeSync(file, `${JSON.stringify({ ...said, sessionId, isSidechain: false })}\n`);
  }
  closeSync(file);
  return sessionId;
}

function turn(role: string, text: string, index: number): object {
  return {
    type: role,
    message: { id: `msg_${index}`, role, content: [{ type: "text", text }] },
    uuid: uuid(index, 8),
    parentUuid: index === 0 ? null : uuid(index - 1, 8),
    timestamp: new Date(START + index * 1000).toISOString(),
  };
}
