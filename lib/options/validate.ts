// Checks options all at once and says in sentences what is wrong with them.
import * as v from "valibot";
import { InvalidOptionsError } from "../errors/input.ts";
import { LONGEST_TIMER_MS } from "../events/timer.ts";
import { HOOK_EVENTS } from "../hooks/events.ts";
import { contradictions } from "./contradictions.ts";
import { isolated } from "./isolation.ts";
import { OPTION_TABLE, type Options } from "./options.ts";

/**
 * Check options and drop the ones that say nothing: `undefined`, `null`, an empty text where a name belongs, and
 * unknown names (see {@link unknownOptions}).
 *
 * Programs written for the official SDK pass all of these: null for "no session", options that an older release had.
 *
 * @throws {InvalidOptionsError} With one sentence for each mistake; each names the option.
 */
export function validateOptions(options: Options): Options {
  if (typeof options !== "object" || options === null)
    throw new InvalidOptionsError(["options must be an object"]);
  const given = Object.entries(options).filter(
    ([name, value]) => Object.hasOwn(OPTION_TABLE, name) && !isAbsent(name, value),
  );
  const problems = given.flatMap(([name, value]) => problemsOf(name, value));
  // Only time-outs may have no end; a timer takes Infinity for no time at all.
  const finite = given.map(([name, value]) => [name, value === Infinity ? LONGEST_TIMER_MS : value]);
  const valid = Object.fromEntries(finite) as Options;
  if (problems.length === 0) problems.push(...contradictions(valid));
  if (problems.length > 0) throw new InvalidOptionsError(problems);
  return isolated(valid);
}

/** One sentence for each unknown name, with the option that was probably meant. */
export function unknownOptions(options: Options): string[] {
  const names = Object.entries(options)
    .filter(([name, value]) => value !== undefined && !Object.hasOwn(OPTION_TABLE, name))
    .map(([name]) => name);
  const events = Object.keys(options.hooks ?? {}).filter(
    (name) => !(HOOK_EVENTS as readonly string[]).includes(name),
  );
  return [
    ...names.map((name) => unknownOption(name)),
    ...events.map((name) => `"hooks.${name}" is no hook event that this library knows; the CLI may`),
  ];
}

function isAbsent(name: string, value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return value === "" && OPTION_TABLE[name as keyof Options].emptyIsAbsent === true;
}

function problemsOf(name: string, value: unknown): string[] {
  const row = OPTION_TABLE[name as keyof Options];
  const result = v.safeParse(row.check as v.GenericSchema, value);
  if (result.success) return [];
  return result.issues.map((issue) => {
    const path = [name, ...(issue.path ?? []).map((step) => String(step.key))].join(".");
    const own = issue.message.startsWith("Invalid ") ? `has a wrong part: ${issue.message}` : issue.message;
    return `"${path}" ${own}${shown(issue.input)}`;
  });
}

/** The offending value, when it is short and cannot be a secret. */
function shown(input: unknown): string {
  if (typeof input === "number" || typeof input === "boolean" || input === null)
    return `, not ${String(input)}`;
  if (typeof input === "string" && input !== "" && input.length <= 40 && /^[\w.-]+$/.test(input))
    return `, not "${input}"`;
  return "";
}

function unknownOption(name: string): string {
  const near = Object.keys(OPTION_TABLE).find((known) =>
    isNear(known.toLowerCase(), name.toLowerCase().replaceAll(/[_-]/g, "")),
  );
  return `"${name}" is not an option and has no effect${near === undefined ? "" : `; did you mean "${near}"?`}`;
}

/** True when one letter more, less or other makes the words equal, or one begins with the other. */
function isNear(known: string, given: string): boolean {
  if (given.length < 3) return false;
  if (known.startsWith(given) || given.startsWith(known)) return true;
  if (Math.abs(known.length - given.length) > 1) return false;
  let start = 0;
  while (start < known.length && known[start] === given[start]) start += 1;
  let end = 0;
  while (end < known.length - start && known.at(-1 - end) === given.at(-1 - end)) end += 1;
  return known.length - start - end <= 1;
}
