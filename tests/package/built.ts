// The built package: built once when it is not there, or not from these entries.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";

export const ROOT: string = path.join(import.meta.dirname, "../..");

/** Build it, unless every file that package.json names is there. */
export function built(): void {
  const { exports } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
    exports: Record<string, string | Record<string, string>>;
  };
  const files = Object.values(exports).flatMap((entry) =>
    typeof entry === "string" ? [entry] : Object.values(entry),
  );
  if (files.every((file) => existsSync(path.join(ROOT, file)))) return;
  execFileSync(process.execPath, ["--import", "tsx", "scripts/build.ts"], { cwd: ROOT });
}
