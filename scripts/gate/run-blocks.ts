// Compiles TypeScript blocks of the documentation and runs them with the real executable and an offline model.
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build, type Plugin } from "esbuild";
import { startOfflineModel } from "../../lib/testing/index.ts";
import { ROOT } from "./command.ts";
import { type CodeBlock, onSources, scenarioOf, unprinted } from "./docs.ts";
import { places } from "./places.ts";
import { workFolder } from "./work.ts";

const run = promisify(execFile);
/** No block takes a tenth of it, not on a busy machine either. */
const TIMEOUT_MS = 5 * 60_000;
/** They mostly wait for the processes that they have started. */
const AT_ONCE = os.availableParallelism() + 1;

/** @returns What is wrong with them. */
export async function problemsOf(blocks: readonly CodeBlock[]): Promise<string[]> {
  if (blocks.length === 0) return [];
  const folder = workFolder("docs");
  const files = await Promise.all(blocks.map((block, index) => writeBlock(block, folder, index)));
  const compiled = typeProblems(folder);
  await bundle(files, folder);
  const place = places(AT_ONCE);
  const ran = blocks.map((block, index) =>
    block.notRun === undefined ? place(() => runBlock(block, path.join(folder, `block-${index}.mjs`))) : [],
  );
  return (await Promise.all([compiled, ...ran])).flat();
}

async function writeBlock(block: CodeBlock, folder: string, index: number): Promise<string> {
  const file = path.join(folder, `block-${index}.ts`);
  await writeFile(file, `// ${block.at}\n${onSources(block.code, ROOT)}\nexport {};\n`);
  return file;
}

async function typeProblems(folder: string): Promise<string[]> {
  const config = {
    extends: path.join(ROOT, "tsconfig.json"),
    compilerOptions: {
      isolatedDeclarations: false,
      declaration: false,
      rewriteRelativeImportExtensions: false,
    },
    include: ["*.ts"],
  };
  await writeFile(path.join(folder, "tsconfig.json"), JSON.stringify(config));
  const tsc = path.join(ROOT, "node_modules/typescript/bin/tsc");
  return run(process.execPath, [tsc, "-p", folder], { cwd: ROOT }).then(
    () => [],
    (error: { stdout: string }) => [`Blocks do not compile:\n${error.stdout}`],
  );
}

/** All at once and with the sources in one chunk: a block then starts in a tenth of the time that tsx needs. */
async function bundle(files: readonly string[], folder: string): Promise<void> {
  await build({
    entryPoints: [...files],
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    packages: "external",
    keepNames: true,
    sourcemap: "inline",
    plugins: [inPlace],
    logLevel: "error",
  });
}

/** Sources look for files beside themselves, not beside the bundle. */
const inPlace: Plugin = {
  name: "in place",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
      const text = await readFile(file, "utf8");
      return {
        contents: text.replaceAll("import.meta.url", JSON.stringify(pathToFileURL(file))),
        loader: "ts",
      };
    });
  },
};

async function runBlock(block: CodeBlock, file: string): Promise<string[]> {
  const scenario = scenarioOf(block);
  await using model = await startOfflineModel(scenario === undefined ? {} : { reply: scenario });
  const env = { ...model.env(), KODEGEN_CLAUDE_AGENT_TOKEN: "example-token-example-token-example-token" };
  try {
    const { stdout } = await run(process.execPath, ["--enable-source-maps", file], {
      cwd: model.home,
      env,
      timeout: TIMEOUT_MS,
    });
    if (stdout.trim() === "") return [`${block.at} printed nothing, so nobody knows whether it works`];
    const missing = block.prints && unprinted(block.prints, stdout);
    return missing ? [`${block.at} should print "${missing}", but printed:\n${stdout}`] : [];
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    return [`${block.at} fails: ${stderr || message}`];
  }
}
