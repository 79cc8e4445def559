// Kept sessions to list and to read, in a configuration folder that is removed at the end.
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { getSessionMessages, listSessions } from "../lib/index.ts";
import { writeLongSession, writeSessions } from "../tests/support/many-sessions.ts";
import type { Work } from "./measure.ts";

const SESSIONS = 1_000;
/** As large as the real CLI's transcripts of one prompt. */
const SESSION_BYTES = 120_000;
const LONG = { messages: 5_000, bytes: 2_000 };

export class KeptSessions implements Disposable {
  readonly works: readonly Work[];
  readonly #folder: string = mkdtempSync(path.join(os.tmpdir(), "bench-sessions-"));

  constructor() {
    process.env["CLAUDE_CONFIG_DIR"] = this.#folder;
    writeSessions(this.#folder, SESSIONS, SESSION_BYTES);
    const long = writeLongSession(this.#folder, LONG.messages, LONG.bytes);
    this.works = [
      {
        name: `listSessions() of ${SESSIONS.toLocaleString("en")}, 120 KB each`,
        amount: SESSIONS,
        unit: "sessions",
        run: async () => void (await listSessions()),
      },
      {
        name: `a page of ${LONG.messages.toLocaleString("en")} kept messages`,
        amount: LONG.messages,
        unit: "messages",
        run: async () => void (await getSessionMessages(long, { limit: 50, offset: 4_000 })),
      },
    ];
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
