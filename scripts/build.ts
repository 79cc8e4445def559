// Builds dist/ for npm, or the folder that is named: declarations by the compiler, JavaScript in few files, because each
// file costs at import.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { build } from "esbuild";

const ROOT = path.join(import.meta.dirname, "..");
const DIST = path.resolve(ROOT, process.argv[2] ?? "dist");
/** Small packages that are needed at once; what a server needs is left to be loaded when one starts. */
const INLINED = ["eventemitter3", "valibot"];

rmSync(DIST, { recursive: true, force: true });
const tsc = ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json", "--outDir", DIST];
execFileSync(process.execPath, tsc, { cwd: ROOT, stdio: "inherit" });
const entries = ["lib/index", "lib/sdk-tools", "lib/testing/index", "server/index", "server/main"];
const { metafile } = await build({
  absWorkingDir: ROOT,
  entryPoints: Object.fromEntries(entries.map((entry) => [entry, `${entry}.ts`])),
  outdir: DIST,
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  // Names stay, because errors and stacks show them; the rest only takes time to read.
  minifySyntax: true,
  minifyWhitespace: true,
  external: ["@modelcontextprotocol/*"],
  sourcemap: true,
  metafile: true,
  logLevel: "warning",
});
for (const folder of ["chunks", "lib/testing"]) {
  // A program of its own, found beside the file that starts it.
  copyFileSync(path.join(ROOT, "lib/testing/player.mjs"), path.join(DIST, folder, "player.mjs"));
}
chmodSync(path.join(DIST, "server/main.js"), 0o755);
writeFileSync(path.join(DIST, "THIRD-PARTY.md"), notices());

const foreign = Object.keys(metafile.inputs).filter((file) => file.startsWith("node_modules/"));
const surprising = foreign.filter(
  (file) => !INLINED.some((name) => file.startsWith(`node_modules/${name}/`)),
);
if (surprising.length > 0)
  throw new Error(`dist holds packages that it should not: ${surprising.join(", ")}`);

function notices(): string {
  const texts = INLINED.map((name) => {
    const folder = path.join(ROOT, "node_modules", name);
    const file = name === "valibot" ? "LICENSE.md" : "LICENSE";
    return `## ${name}\n\n${readFileSync(path.join(folder, file), "utf8").trim()}\n`;
  });
  return `# Packages whose code is part of these files\n\n${texts.join("\n")}`;
}
