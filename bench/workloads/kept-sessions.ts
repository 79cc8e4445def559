// Kept sessions to list and to read, in a configuration folder.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { writeLongSession, writeSessions } from "../../tests/support/many-sessions.ts";
import { type Workload, workload } from "../harness/workload.ts";
import { startMeter } from "../measured/meter.ts";

const group = "Kept sessions";
/** As large as the real CLI's transcripts of one prompt. */
const SESSION_BYTES = 120_000;
const MESSAGE_BYTES = 2_000;
const PAGE = 50;

const rows = {
  time: { title: "time", unit: "ms", better: "lower" },
  cpu: { title: "CPU", unit: "ms", better: "lower" },
} as const;

const kept: readonly Workload[] = [
  workload({
    id: "kept-list",
    group,
    title: (size) => `listSessions() of ${size.toLocaleString("en")} kept sessions of 120 KB`,
    about: "One call in a fresh process; the files are in the system's cache.",
    adapters: ["ours", "official"],
    rows,
    size: { full: 1_000, quick: 200 },
    prepare: (folder, size) => writeSessions(folder, size, SESSION_BYTES),
    run: async ({ load, folder, size }) => {
      process.env["CLAUDE_CONFIG_DIR"] = folder;
      const { listSessions } = await load();
      const meter = startMeter();
      const found = await listSessions();
      const figures = { time: meter.milliseconds(), cpu: meter.cpu() / 1_000 };
      if (found.length !== size) throw new Error(`${found.length} sessions of ${size} were found`);
      return figures;
    },
  }),
  workload({
    id: "kept-page",
    group,
    title: (size) =>
      `getSessionMessages(): a page of ${PAGE} from ${size.toLocaleString("en")} kept messages`,
    about: "One call in a fresh process, for a page after four fifths of them.",
    adapters: ["ours", "official"],
    rows,
    size: { full: 5_000, quick: 1_000 },
    prepare: (folder, size) => {
      writeFileSync(path.join(folder, "id"), writeLongSession(folder, size, MESSAGE_BYTES));
    },
    run: async ({ load, folder, size }) => {
      process.env["CLAUDE_CONFIG_DIR"] = folder;
      const id = readFileSync(path.join(folder, "id"), "utf8");
      const { getSessionMessages } = await load();
      const meter = startMeter();
      const page = await getSessionMessages(id, { limit: PAGE, offset: size * 0.8 });
      const figures = { time: meter.milliseconds(), cpu: meter.cpu() / 1_000 };
      if (page.length !== PAGE) throw new Error(`${page.length} messages came instead of ${PAGE}`);
      return figures;
    },
  }),
];

export default kept;
