// npm run bench: measures the library beside the official SDK and the physical limit, prints, and writes the results.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { catalogue, type Listed, select } from "./harness/catalogue.ts";
import { document } from "./harness/document.ts";
import { facts, onOneCore, ROOT } from "./harness/machine.ts";
import { type Ground, measure } from "./harness/measure.ts";
import { buildPackage, buildWorkloads, copyPackage } from "./harness/package.ts";
import { merge, type Results, readResults, type WorkloadResult } from "./harness/results.ts";
import { makeStandIn, type StandIn } from "./harness/stand-in.ts";
import { groupHeader, LEGEND, workloadLines } from "./harness/table.ts";

const HELP = `npm run bench                   everything; some minutes
npm run bench -- streams        workloads whose id, group or file has this word
npm run bench -- warm-turn      the workload with this id
npm run bench -- --quick        smaller and fewer runs, in a minute; keeps nothing
npm run bench -- --runs 9       so many runs of each side (5; quick: 1)
npm run bench -- --list         the workloads
npm run bench -- --write        docs/performance.md, from bench/results.json

Writes bench/results.json, docs/performance.md and its charts. What was not
measured this time stays, if the machine and all versions are the same.`;
const RESULTS = path.join(ROOT, "bench/results.json");
const DOCS = path.join(ROOT, "docs");
const RUNS = { full: 5, quick: 1 } as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    runs: { type: "string" },
    list: { type: "boolean" },
    write: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  },
});
process.exitCode = await main();

async function main(): Promise<number> {
  if (values.help === true) return print(HELP);
  const listed = await catalogue();
  if (values.list === true) {
    return print(listed.map(({ workload: { id, group } }) => `${id.padEnd(22)} ${group}`).join("\n"));
  }
  if (values.write === true) return writeFromResults();
  const chosen = select(listed, positionals);
  const runs = Number(values.runs ?? (values.quick ? RUNS.quick : RUNS.full));
  if (chosen.length === 0) return print("No workload has this id, group or file; --list names them", 1);
  if (!Number.isInteger(runs) || runs < 1) return print("--runs has to be a number from 1 on", 1);
  const folder = mkdtempSync(path.join(os.tmpdir(), "kodegen-bench-"));
  try {
    const standIn = makeStandIn(folder);
    const results = {
      facts: facts(standIn.kind),
      workloads: await measureAll(chosen, folder, standIn, runs),
    };
    const failed = results.workloads.filter(({ failures }) => failures.length > 0);
    // What failed is written as well, so that no old figure stands in its place.
    if (!values.quick)
      write(
        merge(
          readResults(RESULTS),
          results,
          listed.map(({ workload }) => workload.id),
        ),
      );
    return print(failed.length === 0 ? "" : `${failed.length} workloads failed`, failed.length > 0 ? 1 : 0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function print(text: string, code = 0): number {
  if (text !== "") console.log(text);
  return code;
}

async function measureAll(
  chosen: readonly Listed[],
  folder: string,
  standIn: StandIn,
  runs: number,
): Promise<WorkloadResult[]> {
  const copy = copyPackage(folder);
  buildPackage(copy);
  const ground: Ground = {
    folder,
    measured: await buildWorkloads(copy),
    standIn: standIn.path,
    oneCore: onOneCore(),
  };
  print(heading(standIn, runs));
  const results: WorkloadResult[] = [];
  for (const listed of chosen) {
    const result = await measure(listed, ground, { runs, quick: values.quick });
    if (results.at(-1)?.group !== result.group) print(`\n${groupHeader(result.group)}`);
    print(workloadLines(result).join("\n"));
    results.push(result);
  }
  return results;
}

function heading({ kind }: StandIn, runs: number): string {
  const quick = values.quick ? "QUICK: fewer and smaller runs; nothing is kept.\n" : "";
  const program =
    kind === "C" ? "a C program" : "a Node program (no cc): its own start is part of each query";
  return `${quick}${LEGEND}\n${runs} ${runs === 1 ? "run" : "runs"} of each side; in Claude Code's place: ${program}.`;
}

function writeFromResults(): number {
  const results = readResults(RESULTS);
  if (results === undefined) return print("There is no bench/results.json yet: npm run bench", 1);
  write(results);
  return 0;
}

function write(results: Results): void {
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  const charts = path.join(DOCS, "performance");
  mkdirSync(charts, { recursive: true });
  for (const file of readdirSync(charts)) rmSync(path.join(charts, file));
  for (const [file, text] of document(results)) writeFileSync(path.join(DOCS, file), text);
  // Only white space; so that the gate's formatter is content with what is committed.
  execFileSync(process.execPath, ["node_modules/@biomejs/biome/bin/biome", "format", "--write", RESULTS], {
    cwd: ROOT,
    stdio: "ignore",
  });
}
