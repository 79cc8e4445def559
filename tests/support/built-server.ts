// The server's executable in JavaScript.
import path from "node:path";
import { build } from "esbuild";

const ROOT = path.join(import.meta.dirname, "../..");

/**
 * The server as npm users have it, in JavaScript: Claude Code asks once which revision it speaks, and takes an older one when it
 * has no answer in a second or so, for which the sources take too long on a busy machine.
 */
export async function builtServer(): Promise<string> {
  const outdir = path.join(ROOT, ".gate/terminal");
  await build({
    entryPoints: [path.join(ROOT, "server/main.ts")],
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    packages: "external",
    format: "esm",
    platform: "node",
    logLevel: "warning",
  });
  return path.join(outdir, "main.mjs");
}
