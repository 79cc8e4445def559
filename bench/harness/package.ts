// The package as npm users get it, built from the sources as they are now, in a folder of its own.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { build } from "esbuild";
import { FOLDER, workloadFiles } from "./catalogue.ts";
import { ROOT } from "./machine.ts";

/** What the build reads. */
const SOURCES = ["tsconfig.json", "tsconfig.build.json", "lib", "server", "spec", "scripts"];

/** A copy of the package without its code; what is run in it finds the package and all others by their names. */
export function copyPackage(folder: string): string {
  const copy = path.join(folder, "package");
  mkdirSync(copy, { recursive: true });
  cpSync(path.join(ROOT, "package.json"), path.join(copy, "package.json"));
  symlinkSync(path.join(ROOT, "node_modules"), path.join(copy, "node_modules"), "dir");
  return copy;
}

/** Build the package in its copy, whatever stands in dist/. */
export function buildPackage(copy: string): void {
  for (const name of SOURCES) cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true });
  execFileSync(process.execPath, ["--import", "tsx", "scripts/build.ts"], {
    cwd: copy,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** Make plain JavaScript of what runs in measured processes, so that no loader is measured; returns its folder. */
export async function buildWorkloads(copy: string): Promise<string> {
  const outdir = path.join(copy, "measured");
  await build({
    entryPoints: {
      main: path.join(import.meta.dirname, "../measured/main.ts"),
      ...Object.fromEntries(workloadFiles().map((file) => [file, path.join(FOLDER, `${file}.ts`)])),
    },
    outdir,
    bundle: true,
    splitting: true,
    packages: "external",
    format: "esm",
    platform: "node",
    outExtension: { ".js": ".mjs" },
    logLevel: "warning",
  });
  return outdir;
}
