// The physical limit: the same pipe, whole lines, JSON.parse, a callback, and nothing else.
import { Buffer } from "node:buffer";
import { spawn } from "node:child_process";
import process from "node:process";
import type { Readable } from "node:stream";
import type { Stage } from "../harness/workload.ts";

const NEWLINE = 10;
const INPUT = [
  { type: "control_request", request_id: "first", request: { subtype: "initialize" } },
  {
    type: "user",
    session_id: "",
    message: { role: "user", content: [{ type: "text", text: "go" }] },
    parent_tool_use_id: null,
  },
];

/** Start a stand-in, prompt it once, and read its output to the end of the process. */
export async function withStandIn({ standIn, env }: Stage, read: (output: Readable) => void): Promise<void> {
  const [file, ...args] = standIn.endsWith(".mjs") ? [process.execPath, standIn] : [standIn];
  const child = spawn(file, args, { env, stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.write(INPUT.map((line) => `${JSON.stringify(line)}\n`).join(""));
  read(child.stdout);
  // It ends when its input does, after what it has to write.
  child.stdin.end();
  await new Promise((resolve) => child.stdout.once("end", resolve));
}

export function readBytes(output: Readable, onBytes: (count: number) => void): void {
  output.on("data", (chunk: Buffer) => onBytes(chunk.length));
}

export function readLines(output: Readable, onMessage: (message: { type: string }) => void): void {
  let rest: Buffer | undefined;
  output.on("data", (part: Buffer) => {
    const chunk = rest === undefined ? part : Buffer.concat([rest, part]);
    let start = 0;
    for (let stop = chunk.indexOf(NEWLINE); stop !== -1; stop = chunk.indexOf(NEWLINE, start)) {
      onMessage(JSON.parse(chunk.toString("utf8", start, stop)) as { type: string });
      start = stop + 1;
    }
    rest = start === chunk.length ? undefined : chunk.subarray(start);
  });
}
