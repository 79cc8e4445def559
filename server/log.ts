// What the operator is told on stderr: by the server as it starts, and when it fails; callers get a number or a fixed text.
import { inspect } from "node:util";
import { loggable } from "../lib/index.ts";

const CHARACTERS = 4_000;

/** One line, without secrets and without what a terminal would obey, whatever names of files and flags have in them. */
export function tell(text: string): void {
  console.error(loggable(text, { most: CHARACTERS }));
}

/** The same of an error. */
export function logFailure(what: string, error: unknown): void {
  tell(`kodegen-claude-agent: ${what}: ${inspect(error)}`);
}
