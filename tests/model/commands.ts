// All that hosts and CLIs may do, one thing at a time, drawn by weight.
import type fc from "fast-check";
import { CLI_DEEDS } from "./cli-deeds.ts";
import type { Command } from "./deed.ts";
import { HOST_DEEDS } from "./host-deeds.ts";

export const commands: readonly fc.Arbitrary<Command>[] = [...HOST_DEEDS, ...CLI_DEEDS].flatMap(
  ([weight, command]) => Array.from({ length: weight }, () => command),
);
