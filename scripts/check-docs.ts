// Fails on documentation that is not true: exports without a comment, wrong commands and flags, code that does not run.
import { readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { help } from "../server/commands/help.ts";
import { ROOT } from "./gate/command.ts";
import { blocksIn, documents, staticProblems } from "./gate/docs.ts";
import { problemsOf } from "./gate/run-blocks.ts";
import { undocumented } from "./gate/undocumented.ts";

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
  ...(await problemsOf(blocks.filter(({ language }) => language === "ts"))),
];
for (const problem of problems) console.error(problem);
console.log(`${blocks.length} code blocks, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
