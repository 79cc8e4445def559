// What the library itself costs: npm run bench. The model and the CLI take a thousand times longer than any of this.
import { Buffer } from "node:buffer";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { query } from "../lib/index.ts";
import { createScriptedClaude, initFrame, resultFrame } from "../lib/testing/index.ts";
import { decodeLine } from "../lib/wire/decode.ts";
import { LineSplitter } from "../lib/wire/lines.ts";
import { KeptSessions } from "./kept-sessions.ts";
import { measure, type Work } from "./measure.ts";

const ROOT = path.join(import.meta.dirname, "..");
const RECORDED = path.join(ROOT, "tests/recorded");
const MESSAGES = 10_000;
const PIPE_BYTES = 64 * 1024;

const lines = recordedLines();
const bytes = Buffer.from(`${lines.join("\n")}\n`);
const flood = await createScriptedClaude({
  steps: [
    { expect: { type: "user" } },
    { emit: initFrame() },
    { repeat: MESSAGES, steps: [{ emit: { type: "prompt_suggestion", suggestion: "x".repeat(200) } }] },
    { emit: resultFrame("done") },
  ],
});

const works: Work[] = [
  {
    name: "JSON.parse of recorded lines",
    amount: lines.length,
    unit: "lines",
    run: () => lines.forEach(parse),
  },
  { name: "decode of the same lines", amount: lines.length, unit: "lines", run: () => lines.forEach(decode) },
  { name: "splitting them from 64 KiB chunks", amount: bytes.length >> 10, unit: "KiB", run: split },
  {
    name: `a query() of ${MESSAGES.toLocaleString("en")} messages`,
    amount: MESSAGES,
    unit: "messages",
    run: drain,
  },
];
const kept = new KeptSessions();
try {
  await measure([...works, ...kept.works]);
} finally {
  kept[Symbol.dispose]();
  await flood.close();
}
importTime();

/** Lines that the CLI wrote, as often as it takes to be measurable. */
function recordedLines(): string[] {
  const all = readdirSync(RECORDED)
    .filter((file) => file.endsWith(".jsonl"))
    .flatMap((file) => readFileSync(path.join(RECORDED, file), "utf8").split("\n"))
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { dir: string; line: unknown })
    .filter(({ dir }) => dir === "out")
    .map(({ line }) => JSON.stringify(line));
  return Array.from({ length: Math.ceil(MESSAGES / all.length) }, () => all).flat();
}

function parse(line: string): void {
  JSON.parse(line);
}

function decode(line: string): void {
  decodeLine(line);
}

function split(): void {
  let count = 0;
  const splitter = new LineSplitter({
    maxLineBytes: 1 << 26,
    onLine: () => (count += 1),
    onTooLong: () => undefined,
    onEndless: () => undefined,
  });
  for (let start = 0; start < bytes.length; start += PIPE_BYTES)
    splitter.push(bytes.subarray(start, start + PIPE_BYTES));
  if (count !== lines.length) throw new Error(`${count} lines of ${lines.length} came out`);
}

async function drain(): Promise<void> {
  let count = 0;
  for await (const _ of query("go", { pathToClaudeCodeExecutable: flood.path })) count += 1;
  if (count !== MESSAGES + 2) throw new Error(`${count} messages came`);
}

/** In fresh processes, because a module is loaded once. */
function importTime(): void {
  const entry = path.join(ROOT, "dist/lib/index.js");
  if (!existsSync(entry)) return console.log("import: run npm run build first");
  const text = `const begun = performance.now(); await import(${JSON.stringify(entry)}); console.log(performance.now() - begun)`;
  const times = Array.from({ length: 9 }, () =>
    Number(execFileSync(process.execPath, ["--input-type=module", "-e", text], { encoding: "utf8" })),
  ).toSorted((a, b) => a - b);
  console.log(
    `import of the built library, fresh processes: best ${times[0]?.toFixed(1)} ms, median ${times[4]?.toFixed(1)} ms`,
  );
}
