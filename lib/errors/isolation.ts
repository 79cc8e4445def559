// A session has more than was asked for.
import { ClaudeError } from "./claude-error.ts";

/** A part of a session that is compared with the options. */
export type IsolationField =
  | "tools"
  | "mcpServers"
  | "plugins"
  | "commands"
  | "agents"
  | "directories"
  | "memory"
  | "settings"
  | "hooks"
  | "permissionMode"
  | "model"
  | "outputStyle"
  | "apiKeySource"
  | "cwd";

/** A part of a session that differs from what the options ask for. */
export interface IsolationDifference {
  readonly field: IsolationField;
  /** What the CLI reports. */
  readonly found: string;
  /** What it should be; absent if it should not be there at all. */
  readonly asked?: string;
}

/** As many as a sentence can name; `differences` has all. */
const NAMED = 10;

/** An isolated session has something that the options do not ask for; `differences` lists it. */
export class IsolationError extends ClaudeError {
  readonly differences: readonly IsolationDifference[];

  constructor(differences: readonly IsolationDifference[]) {
    const named = differences.slice(0, NAMED).map(({ field, found, asked }) => {
      return asked === undefined ? `${field}: "${found}"` : `${field}: "${found}" and not "${asked}"`;
    });
    const more = differences.length > NAMED ? `; and ${differences.length - NAMED} more` : "";
    const text = `The session has what was not asked for (${named.join("; ")}${more}): ask for it by an option, or remove it from managed settings, "extraArgs", "allowEnv" or "configDir"`;
    super("not_isolated", text);
    this.differences = differences;
  }
}
