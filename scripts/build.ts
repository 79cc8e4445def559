// Builds dist/ for npm, or the folder that is named: declarations by the compiler, JavaScript in few files, because each
// file costs at import.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { build, type Plugin, transform } from "esbuild";

const ROOT = path.join(import.meta.dirname, "..");
const DIST = path.resolve(ROOT, process.argv[2] ?? "dist");
/** Small packages that are needed at once; what a server needs is left to be loaded when one starts. */
const INLINED = ["eventemitter3", "valibot"];
/** Of the public surface, files with nothing but asynchronous functions: loaded when one of these is called. */
const LOADED_LATER = [
  "lib/export/export-session.ts",
  "lib/journal/open-journal.ts",
  "lib/transcripts/fork.ts",
  "lib/transcripts/import.ts",
  "lib/transcripts/edit-sessions.ts",
  "lib/transcripts/read-sessions.ts",
  "lib/transcripts/repair.ts",
  "lib/transcripts/search.ts",
  "lib/transcripts/usage.ts",
  "lib/options/denied-models.ts",
  "lib/settings/resolve.ts",
  "lib/templates/find.ts",
  "lib/templates/render.ts",
].map((file) => path.join(ROOT, file));

const SYNTAX = { format: "esm", target: "node20.19" } as const;
const INDEX = path.join(ROOT, "lib/index.ts");

const cheapImport: Plugin = {
  name: "cheap-import",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\./ }, ({ importer, kind, resolveDir, path: given }) => {
      const file = path.join(resolveDir, given);
      if (importer === INDEX && LOADED_LATER.includes(file)) return { path: file, namespace: "later" };
      const isOwn = kind === "dynamic-import" && importer.startsWith(path.dirname(INDEX));
      return isOwn ? { path: file, namespace: "with-index" } : undefined;
    });
    onLoad({ filter: /./, namespace: "later" }, ({ path: file }) => {
      const text = readFileSync(file, "utf8");
      const other = /^export (?!async function\*? |type |interface ).*/m.exec(text);
      if (other !== null) throw new Error(`${file} cannot be loaded later: it has "${other[0]}"`);
      const names = [...text.matchAll(/^export async function(\*?) (\w+)/gm)];
      const functions = names.map(
        ([, star, name]) =>
          `export async function${star} ${name}(...given) {
            ${star ? "yield*" : "return"} (await import("all-later")).${name}(...given);
          }`,
      );
      return { contents: functions.join("\n") };
    });
    onResolve({ filter: /^all-later$/ }, () => ({ path: LOADED_LATER.join(","), namespace: "with-index" }));
    // What is loaded later shares code with the index: when it has all of that, what they share is one file and not ten.
    onLoad({ filter: /./, namespace: "with-index" }, ({ path: files }) => ({
      contents: files
        .split(",")
        .map((file) => `export * from ${JSON.stringify(file)};`)
        .concat(`export * as index from ${JSON.stringify(INDEX)};`)
        .join("\n"),
      resolveDir: ROOT,
    }));
    // Nobody reads the names in what is generated, and it is a fifth of all.
    onLoad({ filter: /generated[\\/]checks\.ts$/ }, async ({ path: file }) => {
      const { code } = await transform(readFileSync(file, "utf8"), { ...SYNTAX, loader: "ts", minify: true });
      return { contents: code };
    });
    // Node opens standard input and output when the module is imported, because that reads all that it exports.
    onResolve({ filter: /^node:process$/ }, ({ path: given }) => ({ path: given, namespace: "global" }));
    onLoad({ filter: /./, namespace: "global" }, () => ({ contents: "export default globalThis.process" }));
  },
};

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
  ...SYNTAX,
  platform: "node",
  // Names stay, because errors and stacks show them; the rest only takes time to read.
  minifySyntax: true,
  minifyWhitespace: true,
  external: ["@modelcontextprotocol/*", "marked", "minijinja-js/*", "yaml"],
  plugins: [cheapImport],
  sourcemap: true,
  metafile: true,
  logLevel: "warning",
});
for (const folder of ["chunks", "lib/testing"]) {
  // A program of its own, found beside the file that starts it.
  copyFileSync(path.join(ROOT, "lib/testing/player.mjs"), path.join(DIST, folder, "player.mjs"));
}
copyFileSync(path.join(ROOT, "server/generated/config.schema.json"), path.join(DIST, "config.schema.json"));
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
