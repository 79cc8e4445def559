// Counts the open file descriptors of this process.
import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";

/** A pipe to it and one from it. */
const PIPES_OF_A_COMPILER = 2;

/** Open file descriptors of this process, without those of its compiler; -1 where that cannot be told. */
export function openDescriptors(): number {
  if (process.platform !== "linux") return -1;
  return readdirSync("/proc/self/fd").length - PIPES_OF_A_COMPILER * compilers();
}

/** tsx starts one at the first file that it has not compiled before: in the midst of a case, if that loads one. */
function compilers(): number {
  const children = readdirSync("/proc/self/task").flatMap((thread) =>
    (readIfThere(`/proc/self/task/${thread}/children`) ?? "").split(" ").filter((pid) => pid !== ""),
  );
  return children.filter((pid) => readIfThere(`/proc/${pid}/comm`)?.trim() === "esbuild").length;
}

/** Threads and processes end while they are looked at. */
function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
