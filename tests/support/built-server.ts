// The server's executable in JavaScript.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build, type OutputFile, stop } from "esbuild";

const ROOT = path.join(import.meta.dirname, "../..");
let built: Promise<string> | undefined;

/**
 * The server as npm users have it, in JavaScript: Claude Code asks once which revision it speaks, and takes an older one when it
 * has no answer in a second or so, for which the sources take too long on a busy machine.
 */
export function builtServer(): Promise<string> {
  return (built ??= buildServer());
}

async function buildServer(): Promise<string> {
  const outdir = path.join(ROOT, ".gate/terminal");
  const { outputFiles } = await build({
    entryPoints: [path.join(ROOT, "server/main.ts")],
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    packages: "external",
    format: "esm",
    platform: "node",
    logLevel: "warning",
    write: false,
  });
  // Its own process would outlive the tests.
  await stop();
  mkdirSync(outdir, { recursive: true });
  for (const file of outputFiles) replace(file);
  return path.join(outdir, "main.mjs");
}

/** Whole at any time: another test file may start it just now. */
function replace({ path: file, text }: OutputFile): void {
  if (readOrNone(file) === text) return;
  const next = `${file}.${process.pid}`;
  writeFileSync(next, text);
  renameSync(next, file);
}

function readOrNone(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // It was never built.
  }
}
