// All workloads: every file in bench/workloads/ exports one, or a list of them.
import { readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { problems, type Workload } from "./workload.ts";

export const FOLDER: string = path.join(import.meta.dirname, "../workloads");

export interface Listed {
  readonly workload: Workload;
  /** The name of its file, without ".ts". */
  readonly file: string;
}

export function workloadFiles(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => path.basename(file, ".ts"))
    .toSorted();
}

/** @throws {Error} If a declaration is wrong. */
export async function catalogue(): Promise<Listed[]> {
  const all = await Promise.all(
    workloadFiles().map(async (file) => {
      const url = pathToFileURL(path.join(FOLDER, `${file}.ts`)).href;
      const { default: declared } = (await import(url)) as { default: Workload | readonly Workload[] };
      return [declared].flat().map((workload) => ({ workload, file }));
    }),
  );
  const listed = all.flat();
  const wrong = problems(listed.map(({ workload }) => workload));
  if (wrong.length > 0) throw new Error(`Workloads are wrong:\n${wrong.join("\n")}`);
  return listed.toSorted((a, b) => order(a.workload).localeCompare(order(b.workload)));
}

/** The workloads that have this id; or else those whose id, group or file contains one of the words. */
export function select(listed: readonly Listed[], words: readonly string[]): Listed[] {
  if (words.length === 0) return [...listed];
  return listed.filter(({ workload: { id, group }, file }) =>
    words.some((word) => {
      if (listed.some(({ workload }) => workload.id === word)) return id === word;
      return [id, group, file].some((name) => name.toLowerCase().includes(word.toLowerCase()));
    }),
  );
}

function order({ group, id }: Workload): string {
  return `${group}/${id}`;
}
