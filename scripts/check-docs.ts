// Fails on documentation that is not true: its TypeScript is compiled and run against the real CLI with an offline model.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { startOfflineModel } from "../lib/testing/index.ts";
import { help } from "../server/help.ts";
import {
  blocksIn,
  type CodeBlock,
  documents,
  onSources,
  scenarioOf,
  staticProblems,
  unprinted,
} from "./gate/docs.ts";
import { undocumented } from "./gate/undocumented.ts";

const ROOT = path.join(import.meta.dirname, "..");
const WORK = path.join(ROOT, ".docs-check");
const run = promisify(execFile);
/** No example takes longer. */
const TIMEOUT_MS = 60_000;
/** They mostly wait for one another's starts and ends. */
const AT_ONCE = 3;

/** Only these documents, when some are named. */
const wanted = process.argv.slice(2).map((file) => path.relative(ROOT, path.resolve(file)));
const blocks = documents(ROOT)
  .filter(({ file }) => wanted.length === 0 || wanted.includes(file))
  .flatMap(({ file, text }) => blocksIn(file, text));
const { scripts } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};
const options = [help("serve"), help("demo"), help("doctor")].join("\n");
const problems = [
  ...undocumented(ROOT),
  ...blocks.flatMap((block) => staticProblems(block, new Set(Object.keys(scripts)), options)),
  ...(await runExamples(blocks.filter(({ language }) => language === "ts"))),
];
for (const problem of problems) console.error(problem);
console.log(`${blocks.length} code blocks, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;

async function runExamples(examples: readonly CodeBlock[]): Promise<string[]> {
  if (examples.length === 0) return [];
  await rm(WORK, { recursive: true, force: true });
  await mkdir(WORK);
  try {
    const files = await Promise.all(examples.map(writeExample));
    const compiled = await compile();
    if (compiled !== undefined) return [compiled];
    const found: string[][] = [];
    const waiting = examples.entries();
    const work = async (): Promise<void> => {
      for (const [index, block] of waiting)
        if (block.notRun === undefined) found[index] = await runExample(block, files[index] ?? "");
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return found.flat();
  } finally {
    await rm(WORK, { recursive: true, force: true });
  }
}

async function writeExample(block: CodeBlock, index: number): Promise<string> {
  const file = path.join(WORK, `example-${index}.ts`);
  await writeFile(file, `// ${block.at}\n${onSources(block.code, ROOT)}\nexport {};\n`);
  return file;
}

async function compile(): Promise<string | undefined> {
  const config = {
    extends: "../tsconfig.json",
    compilerOptions: {
      isolatedDeclarations: false,
      declaration: false,
      rewriteRelativeImportExtensions: false,
    },
    include: ["*.ts"],
  };
  await writeFile(path.join(WORK, "tsconfig.json"), JSON.stringify(config));
  const tsc = path.join(ROOT, "node_modules/typescript/bin/tsc");
  return run(process.execPath, [tsc, "-p", WORK], { cwd: ROOT }).then(
    () => undefined,
    (error: { stdout: string }) => `Examples do not compile:\n${error.stdout}`,
  );
}

async function runExample(block: CodeBlock, file: string): Promise<string[]> {
  const scenario = scenarioOf(block);
  await using model = await startOfflineModel(scenario === undefined ? {} : { reply: scenario });
  const tsx = import.meta.resolve("tsx");
  const env = { ...model.env(), KODEGEN_CLAUDE_AGENT_TOKEN: "example-token-example-token-example-token" };
  try {
    const { stdout } = await run(process.execPath, ["--import", tsx, file], {
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
