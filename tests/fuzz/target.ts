// What is fuzzed, and how one input is judged.
import type { Buffer } from "node:buffer";
import process from "node:process";

export interface Target {
  /** Inputs that somebody has written; others are made from them. */
  readonly corpus: readonly Buffer[];
  /** @throws If the input shows a fault. */
  run(input: Buffer): void | Promise<void>;
  close?(): Promise<void>;
}

/** Far more than any input of this length takes. */
const MOST_CPU_MS = 2_000;
const MOST_MS = 20_000;

/** What is wrong with how a target takes an input; undefined if nothing is. */
export async function faultOf(target: Target, input: Buffer): Promise<Error | undefined> {
  const uncaught: Error[] = [];
  const note = (error: Error): void => void uncaught.push(error);
  process.on("uncaughtException", note).on("unhandledRejection", note);
  const before = process.cpuUsage();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("it came to no end")), MOST_MS);
  });
  try {
    await Promise.race([target.run(input), late]);
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1_000 > MOST_CPU_MS) return new Error("it took seconds");
    return uncaught[0];
  } catch (error) {
    return error as Error;
  } finally {
    clearTimeout(timer);
    process.off("uncaughtException", note).off("unhandledRejection", note);
  }
}
