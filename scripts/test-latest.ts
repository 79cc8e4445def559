// Runs the comparison with the official SDK and the tests with the real CLI against the newest releases, in a copy of the tree.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { ROOT } from "./gate/command.ts";
import { select, testFiles } from "./gate/files.ts";
import { CLI, newest, SDK } from "./upstream/packages.ts";

const RECORDS = "tests/official/recorded";

const {
  values: { help = false, keep = false },
} = parseArgs({
  options: { help: { type: "boolean", short: "h" }, keep: { type: "boolean" } },
});
if (help)
  console.log(`npm run test:latest             the comparison and the real-CLI tests against the newest releases
npm run test:latest -- --keep   leave the copy, to look closer`);
else process.exitCode = await main();

async function main(): Promise<number> {
  const { sdk, cli } = await newest();
  const copy = mkdtempSync(path.join(os.tmpdir(), "latest-"));
  console.log(`Official SDK ${sdk}, Claude Code ${cli}, in ${copy}`);
  try {
    copyTree(copy);
    const npm = (...args: string[]): boolean => run(copy, "npm", ...args);
    if (
      !npm(
        "install",
        "--no-audit",
        "--no-fund",
        "--save-exact",
        "--save-dev",
        `${SDK}@${sdk}`,
        `${CLI}@${cli}`,
      )
    )
      return 1;
    // A step that fails does not keep the others from saying what they find.
    const steps = [
      npm("run", "generate"),
      npm("run", "record"),
      npm("test", "--", "tests/official", ...realCliTests()),
    ];
    console.log("\nWhat is new for users of the official SDK, in the records of the comparison:");
    run(copy, "git", "diff", "--no-index", "--stat=80", path.join(ROOT, RECORDS), RECORDS);
    return steps.every(Boolean) ? 0 : 1;
  } finally {
    if (!keep) rmSync(copy, { recursive: true, force: true });
  }
}

/** What git knows or would add; what is installed or made stays behind. */
function copyTree(copy: string): void {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  for (const file of listed.split("\0").filter((name) => name !== "" && existsSync(path.join(ROOT, name))))
    cpSync(path.join(ROOT, file), path.join(copy, file), { recursive: true });
}

function realCliTests(): string[] {
  return select(testFiles(), "now").filter(
    (file) =>
      !file.startsWith("tests/official/") &&
      readFileSync(path.join(ROOT, file), "utf8").includes("withRealClaude("),
  );
}

/** @returns True if it went well. */
function run(cwd: string, command: string, ...args: string[]): boolean {
  console.log(`\n> ${[command, ...args].join(" ").slice(0, 76)}`);
  const { status } = spawnSync(command, args, { cwd, stdio: "inherit", shell: process.platform === "win32" });
  return status === 0;
}
