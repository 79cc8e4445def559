// A deed of one session, as a command of fast-check.
import fc from "fast-check";
import type { Pair, World } from "./world.ts";

export type Command = fc.AsyncCommand<World, World>;

/** How often each was carried out. */
export const done: Map<string, number> = new Map();

class Deed implements Command {
  readonly #session: number;
  readonly #name: string;
  readonly #possible: (pair: Pair) => boolean;
  readonly #act: (pair: Pair) => unknown;

  constructor(
    session: number,
    name: string,
    possible: (pair: Pair) => boolean,
    act: (pair: Pair) => unknown,
  ) {
    this.#session = session;
    this.#name = name;
    this.#possible = possible;
    this.#act = act;
  }

  check(world: Readonly<World>): boolean {
    return this.#possible(world.pair(this.#session));
  }

  async run(_model: World, world: World): Promise<void> {
    const kind = this.#name.split(" ")[0] ?? "";
    done.set(kind, (done.get(kind) ?? 0) + 1);
    await this.#act(world.pair(this.#session));
    await world.settle();
  }

  toString(): string {
    return `${this.#session}:${this.#name}`;
  }
}

const session = fc.nat({ max: 3 });
export const begun = ({ host }: Pair): boolean => host.begun;
export const alive = ({ cli }: Pair): boolean => cli.alive;

/** The deed of one session. */
export function plain(
  name: string,
  possible: (pair: Pair) => boolean,
  act: (pair: Pair) => unknown,
): fc.Arbitrary<Command> {
  return session.map((index) => new Deed(index, name, possible, act));
}

/** The same with a choice. */
export function each<T>(
  name: string,
  choice: fc.Arbitrary<T>,
  possible: (pair: Pair) => boolean,
  act: (pair: Pair, chosen: T) => unknown,
): fc.Arbitrary<Command> {
  const shown = (chosen: T): string => JSON.stringify(chosen).slice(0, 120);
  return fc
    .tuple(session, choice)
    .map(
      ([index, chosen]) => new Deed(index, `${name} ${shown(chosen)}`, possible, (pair) => act(pair, chosen)),
    );
}

/** Commands, and how often each is to come. */
export type Weighted = readonly (readonly [number, fc.Arbitrary<Command>])[];
