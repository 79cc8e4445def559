// A program that asks a few questions, one after the other, prints who watches over it, and comes to its end.
import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";
import { query } from "../../lib/index.ts";
import { createScriptedClaude } from "../../lib/testing/index.ts";

const claude = await createScriptedClaude();
for (let question = 0; question < Number(process.argv[2] ?? "1"); question += 1) {
  await query("hello", { pathToClaudeCodeExecutable: claude.path }).result();
  console.log("guardian", guardian());
}
await claude.close();

function guardian(): string | undefined {
  return readdirSync("/proc").find((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, "latin1");
      const parent = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ").at(-1)?.split(" ")[1];
      return Number(parent) === process.pid && command.startsWith("/bin/sh\0-c\0");
    } catch {
      // It ended between the listing and the look.
      return false;
    }
  });
}
