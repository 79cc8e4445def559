// The package as npm would publish it, made of the sources as they are now.
import { execFile } from "node:child_process";
import { cpSync, mkdirSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { ROOT } from "./command.ts";
import { workFolder } from "./work.ts";

const run = promisify(execFile);
/** What npm packs besides dist/. */
const FILES = ["package.json", "README.md", "LICENSE.md", "CHANGELOG.md"];

export interface Package {
  /** The folder that was packed. */
  readonly folder: string;
  readonly tarball: string;
  /** What is in it, by path. */
  readonly files: readonly string[];
}

/** Build and pack in a folder of its own: dist/ is left alone, and is never what is looked at. */
export async function pack(): Promise<Package> {
  const work = workFolder("package");
  const folder = path.join(work, "package");
  mkdirSync(folder);
  for (const name of FILES) cpSync(path.join(ROOT, name), path.join(folder, name));
  const build = ["--import", "tsx", "scripts/build.ts", path.join(folder, "dist")];
  await run(process.execPath, build, { cwd: ROOT });
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", work];
  const { stdout } = await run("npm", args, { cwd: folder });
  const [{ filename, files }] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
  return { folder, tarball: path.join(work, filename), files: files.map((file) => file.path) };
}
