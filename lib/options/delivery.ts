// The ways in which something reaches the CLI: as arguments, by files, or over stdin with `initialize`.
import type { InitializeRequest } from "../wire/initialize.ts";
import type { FileFlag } from "./command-line.ts";

export interface Delivery {
  readonly args?: readonly string[];
  readonly files?: readonly FileFlag[];
  readonly initialize?: Partial<InitializeRequest>;
  /** The CLI has to read `initialize` before it begins. */
  readonly waits?: boolean;
}

export function combined(ways: readonly Delivery[]): Required<Delivery> {
  return {
    args: ways.flatMap(({ args = [] }) => args),
    files: ways.flatMap(({ files = [] }) => files),
    initialize: Object.assign({}, ...ways.map(({ initialize }) => initialize)),
    waits: ways.some(({ waits }) => waits),
  };
}
