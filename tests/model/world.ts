// All sessions of one run: each a CLI and its host, with what they may do to each other.

import type { Options } from "../../lib/index.ts";
import { type Place, ProcessPlace, WithinPlace } from "./child.ts";
import { Cli, type Habits } from "./cli.ts";
import { comes } from "./finale.ts";
import { Host, type HostConfig } from "./host.ts";
import { turns } from "./speed.ts";

export interface SessionConfig extends Habits, HostConfig {
  /** Nobody waits until its process has been started. */
  readonly hasty: boolean;
}

export interface Pair {
  readonly cli: Cli;
  readonly host: Host;
  readonly config: SessionConfig;
}

/** A busy machine must not make a start fail that would succeed; one that cannot is waited for only shortly. */
const limits = ({ ready }: Cli, real: boolean): Options => ({
  spawnTimeoutMs: 600_000,
  initializeTimeoutMs: ready || !real ? 200_000 / (ready ? 1 : 4) : 3_000,
});

export class World {
  readonly pairs: readonly Pair[];
  readonly real: boolean;
  readonly #place: Place;
  #step = 0;

  constructor(configs: readonly SessionConfig[], real: boolean) {
    this.real = real;
    this.#place = real ? new ProcessPlace() : new WithinPlace();
    this.pairs = configs.map((config) => {
      const cli = new Cli(config);
      return { cli, config, host: new Host(config, { ...this.#place.options(cli), ...limits(cli, real) }) };
    });
  }

  pair(index: number): Pair {
    return this.pairs[index % this.pairs.length] as Pair;
  }

  /** A command has been given: whatever is ready has its turn. */
  async settle(): Promise<void> {
    const starting = this.pairs.filter(({ config, host, cli }) => !config.hasty && host.starts && !cli.born);
    for (const { cli, host } of starting)
      await comes("it does not start, and does not end", () => cli.born || host.ends.length > 0);
    await turns();
    this.#step += 1;
    for (const { cli } of this.pairs) cli.step = this.#step;
  }

  close(): Promise<void> {
    return this.#place.close();
  }
}
