// Records anew what the official SDK does in the scenarios of tests/official, or compares with it while it runs.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { ROOT } from "./gate/command.ts";
import { testFiles } from "./gate/files.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { beside: { type: "boolean" }, help: { type: "boolean", short: "h" } },
});
if (values.help) {
  console.log(`npm run record                                          everything that is on record
npm run record -- tests/official/launch.test.ts         what one file compares
npm run record -- --beside tests/official/launch.test.ts   compare with the official SDK itself, and record nothing`);
  process.exit(0);
}

const named = positionals.map((file) => path.relative(ROOT, path.resolve(file)));
const comparing = testFiles("tests/official").filter((file) =>
  /^compare(?:All|Kept|OnStage)\(/m.test(readFileSync(path.join(ROOT, file), "utf8")),
);
const files = named.length > 0 ? named : comparing;
const child = spawn(process.execPath, ["--import", "tsx", "--test", "--test-concurrency=2", ...files], {
  cwd: ROOT,
  env: { ...process.env, OFFICIAL_SDK: values.beside ? "beside" : "record" },
  stdio: "inherit",
});
child.on("close", (code) => {
  process.exitCode = code ?? 1;
  if (code === 0 && !values.beside) console.log("Recorded: look at what git diff shows");
});
