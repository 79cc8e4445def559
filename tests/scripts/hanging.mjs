// A test file that never ends, with a child in a process group of its own and one in an environment of its own.
import { spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import process from "node:process";
import { it } from "node:test";

it("waits for nothing", async () => {
  const options = { detached: true, stdio: "ignore" };
  const children = [spawn("sleep", ["1000"], options), spawn("sleep", ["1000"], { ...options, env: {} })];
  const pids = [process.pid, ...children.map(({ pid }) => pid)].join(" ");
  console.log(`pids ${pids}`);
  const file = process.env["KODEGEN_PIDS_FILE"];
  if (file !== undefined) appendFileSync(file, `${pids}\n`);
  await new Promise(() => setInterval(() => undefined, 1_000));
});
