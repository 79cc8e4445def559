// What a workload declares: the file of one workload needs nothing else, and nothing else needs to know of it.
import type * as library from "../../lib/index.ts";
import { ADAPTERS, type AdapterName } from "./adapters.ts";

/** Both libraries, as far as workloads use them: the official SDK has the same names. */
export type Library = typeof library;

/** One figure of a workload: a row of the table. */
export interface Row {
  readonly title: string;
  readonly unit: string;
  readonly better: "lower" | "higher";
}

export interface Workload<Name extends string = string> {
  readonly id: string;
  /** Workloads of one group stand in one table and in one chart. */
  readonly group: string;
  title(size: number): string;
  /** What is done, and from when to when it is measured. */
  readonly about: string;
  /** Ours first; the ratio to each of the others is given. */
  readonly adapters: readonly AdapterName[];
  readonly rows: Readonly<Record<Name, Row>>;
  /** How much of it: messages, calls, sessions. */
  readonly size: { readonly full: number; readonly quick: number };
  /** Both ends on one core: what is measured is then the work, not how long a core takes to wake up. */
  readonly oneCore?: boolean;
  /** Write what the measured processes need, once for all of them. */
  prepare?(folder: string, size: number): void;
  /**
   * Measure once, in a process of its own.
   *
   * @throws If not everything came that should.
   */
  run(stage: Stage): Promise<Record<Name, number>>;
}

/** What a measured process has. */
export interface Stage {
  readonly adapter: AdapterName;
  readonly size: number;
  /** What `prepare()` has written. */
  readonly folder: string;
  /** The program that stands in for Claude Code. */
  readonly standIn: string;
  readonly env: Readonly<Record<string, string>>;
  /** Import the library. */
  load(): Promise<Library>;
  /** Options with the stand-in in Claude Code's place. */
  options(more?: library.Options): library.Options;
}

/** Declare a workload; its rows are checked against what `run` returns. */
export function workload<Name extends string>(declared: Workload<Name>): Workload {
  return declared;
}

/** What is wrong with declarations, one line each. */
export function problems(workloads: readonly Workload[]): string[] {
  const ids = workloads.map(({ id }) => id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  return [...twice.map((id) => `${id}: another workload has this id`), ...workloads.flatMap(problemsOf)];
}

function problemsOf({ id, group, about, adapters, rows, size }: Workload): string[] {
  const wrong: [boolean, string][] = [
    [!/^[a-z][a-z0-9-]*$/.test(id), "an id has small letters, digits and hyphens"],
    [group.trim() === "", "it belongs to no group"],
    [about.trim() === "", "it does not say what is measured"],
    [adapters[0] !== "ours", 'the first adapter has to be "ours"'],
    [new Set(adapters).size !== adapters.length, "an adapter is there twice"],
    [adapters.some((name) => !(name in ADAPTERS)), "an adapter is not in bench/harness/adapters.ts"],
    [Object.keys(rows).length === 0, "it has no rows"],
    [!(size.quick > 0 && size.quick <= size.full), "the quick size has to be from 1 to the full one"],
  ];
  return wrong.filter(([is]) => is).map(([, problem]) => `${id}: ${problem}`);
}
