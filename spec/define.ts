// What a tool declaration holds.
import type * as v from "valibot";

/** Hints for clients; see the Model Context Protocol. */
export interface ToolHints {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

/** One tool: everything that clients see of it, and the checks of what goes in and comes out. */
export interface ToolSpec {
  readonly name: string;
  readonly title: string;
  /** Read by models: what it does, when to use it, what to do next. */
  readonly description: string;
  readonly input: v.GenericSchema<Record<string, unknown>, unknown>;
  readonly output: v.GenericSchema<Record<string, unknown>, unknown>;
  readonly hints: ToolHints;
}
