// What can be seen while the gate runs: how many test files are done, on a terminal, and each failure at once.
import process from "node:process";

let done = 0;
let all = 0;

/** Print a line above the one that shows how far it is. */
export function print(line: string): void {
  console.log(process.stdout.isTTY ? `\r\u001b[K${line}` : line);
  show();
}

/** So many test files have been found. */
export function expect(files: number): void {
  all += files;
}

/** A test file is done. */
export function advance(): void {
  done += 1;
  show();
}

function show(): void {
  if (process.stdout.isTTY && done < all) process.stdout.write(`\r\u001b[K… ${done} of ${all} test files`);
}
