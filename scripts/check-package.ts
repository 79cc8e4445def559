// Fails on a package that cannot be built, or whose entries or types some consumer could not resolve.
import { spawnSync } from "node:child_process";
import process from "node:process";
import { pack } from "./gate/package.ts";
import { binary } from "./gate/step.ts";

const { tarball } = await pack();
const checks: [string, ...string[]][] = [
  [binary("publint"), tarball],
  [binary("attw"), tarball, "--profile", "esm-only", "--no-color"],
];
for (const [file, ...args] of checks) {
  if (spawnSync(file, args, { stdio: "inherit" }).status !== 0) process.exitCode = 1;
}
