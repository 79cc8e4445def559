// node:child_process, loaded when the first process starts: loading it takes a good part of an import of this library.
import type * as ChildProcesses from "node:child_process";
import process from "node:process";

export function childProcesses(): typeof ChildProcesses {
  return process.getBuiltinModule("node:child_process");
}
