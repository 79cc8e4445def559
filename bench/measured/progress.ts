// How many bytes a stand-in has written; it says so in a file while it writes.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import type { Options } from "../../lib/index.ts";
import type { Stage } from "../harness/workload.ts";

/** Nothing written for so long means that it stands still, or is done. */
const STILL_MS = 400;
const LOOK_MS = 20;

export class Progress {
  readonly #file: string = path.join(process.cwd(), "progress");

  constructor() {
    writeFileSync(this.#file, new BigUint64Array(1));
  }

  options(stage: Stage, more: Options = {}): Options {
    return stage.options({ ...more, env: { ...stage.env, STAND_IN_PROGRESS: this.#file } });
  }

  /** Bytes so far. */
  get written(): number {
    return Number(readFileSync(this.#file).readBigUInt64LE());
  }

  /** Wait until no more is written. */
  async standsStill(): Promise<number> {
    let last = this.written;
    for (let since = performance.now(); performance.now() - since < STILL_MS; ) {
      await sleep(LOOK_MS);
      const now = this.written;
      if (now !== last) since = performance.now();
      last = now;
    }
    return last;
  }
}
