// The place of a spare process, from before it starts until it is gone, or an agent's.
import { toError } from "../errors/to-error.ts";
import { SpareRun } from "./claude-spare.ts";
import type { SpareKey } from "./claude-spare-key.ts";

/** Who has the place. */
export interface SlotKeeper {
  /** It waits for an agent. */
  ready(slot: SpareSlot): void;
  /** It did not start, or died while it waited. */
  failed(slot: SpareSlot, error: Error): void;
  /** Nothing is left of it. */
  gone(slot: SpareSlot): void;
}

export class SpareSlot {
  readonly key: SpareKey;
  readonly #keeper: SlotKeeper;
  readonly #begun: Promise<void>;
  #run: SpareRun | undefined;
  #since: number | undefined;
  #leaving = false;

  constructor(key: SpareKey, keeper: SlotKeeper) {
    this.key = key;
    this.#keeper = keeper;
    this.#begun = this.#begin();
  }

  /** Its process, while that waits for an agent. */
  get waiting(): SpareRun | undefined {
    return this.#since === undefined || this.#leaving ? undefined : this.#run;
  }

  /** Since when it waits; undefined until then. */
  get since(): number | undefined {
    return this.#since;
  }

  /** It has been asked to go. */
  get leaving(): boolean {
    return this.#leaving;
  }

  /** Resolves when nothing is left of it. */
  async leave(): Promise<void> {
    this.#leaving = true;
    void this.#run?.close();
    await this.#begun;
    await this.#run?.close();
  }

  async #begin(): Promise<void> {
    try {
      this.#run = await SpareRun.create(this.key);
      this.#run.onGone = () => this.#gone();
      if (this.#leaving) return await this.#run.close();
      await this.#run.begin();
      if (this.#leaving) return;
      this.#since = performance.now();
      this.#keeper.ready(this);
    } catch (error) {
      if (!this.#leaving) this.#keeper.failed(this, toError(error));
      // It has had no process that could be gone.
      if (this.#run === undefined) this.#keeper.gone(this);
    }
  }

  #gone(): void {
    if (this.waiting !== undefined) this.#keeper.failed(this, new Error("it ended while it waited"));
    this.#keeper.gone(this);
  }
}
