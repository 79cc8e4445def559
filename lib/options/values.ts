// The kinds of values that options have, each with a sentence that ends `"name" …`.
import * as v from "valibot";
import { isSessionId } from "../config-folder.ts";
import { LONGEST_TIMER_MS } from "../events/timer.ts";
import { isObject, type JsonObject } from "../json-object.ts";

const noNul = v.check((value: string) => !value.includes("\0"), "must not contain a NUL character");

/** A text that ends up in an argument or path: not empty, no NUL. */
export const text: v.GenericSchema<string> = v.pipe(
  v.string("must be a text"),
  v.check((value) => value !== "", "must not be empty"),
  noNul,
);

/** A text without a NUL, which neither arguments nor variables can hold. */
export const plainText: v.GenericSchema<string> = v.pipe(v.string("must be a text"), noNul);

/** A text that travels as JSON and may be anything. */
export const wholeText: v.GenericSchema<string> = v.string("must be a text");

export const flag: v.GenericSchema<boolean> = v.boolean("must be true or false");

function number(what: string, fits: (value: number) => boolean): v.GenericSchema<number> {
  return v.custom<number>((value) => typeof value === "number" && fits(value), `must be a ${what}`);
}

function wholeFrom(least: number): (value: number) => boolean {
  return (value) => Number.isSafeInteger(value) && value >= least;
}

export const positiveInteger: v.GenericSchema<number> = number("whole number of at least 1", wholeFrom(1));
export const wholeNumber: v.GenericSchema<number> = number("whole number, 0 or more", wholeFrom(0));
export const positiveNumber: v.GenericSchema<number> = number(
  "number above 0",
  (value) => Number.isFinite(value) && value > 0,
);
export const bytes: v.GenericSchema<number> = number("whole number of bytes, at least 1024", wholeFrom(1024));
export const seconds: v.GenericSchema<number> = number("number of seconds, 0 or more", (value) => value >= 0);

/** A time-out; Infinity means no limit. */
export const milliseconds: v.GenericSchema<number> = number(
  `number of milliseconds from 1 to ${LONGEST_TIMER_MS}, or Infinity for no limit`,
  (value) => value > 0 && (value <= LONGEST_TIMER_MS || value === Infinity),
);

export const uuid: v.GenericSchema<string> = v.custom<string>(isSessionId, "must be a UUID");

export const func: v.GenericSchema = v.function("must be a function");

export function list<T>(item: v.GenericSchema<T>): v.GenericSchema<T[]> {
  return v.array(item, "must be a list");
}

export function oneOf<const T extends readonly string[]>(...values: T): v.GenericSchema<T[number]> {
  return v.picklist(values, `must be ${values.map((value) => `"${value}"`).join(" or ")}`);
}

/** An object whose names fit a pattern. */
export function record<T>(
  name: RegExp,
  value: v.GenericSchema<T>,
  what: string,
): v.GenericSchema<Record<string, T>> {
  return v.record(
    v.pipe(v.string(), v.regex(name, `is not the name of ${what}`)),
    value,
    "must be an object",
  );
}

export function anyRecord<T>(value: v.GenericSchema<T>): v.GenericSchema<Record<string, T>> {
  return v.record(v.string(), value, "must be an object");
}

/** Something that JSON can carry, as an object. */
export const jsonObject: v.GenericSchema<JsonObject> = v.pipe(
  v.custom<JsonObject>(isObject, "must be an object"),
  v.check((value) => {
    try {
      return JSON.stringify(value) !== undefined;
    } catch {
      // A cycle or a BigInt: that it cannot be written is the answer.
      return false;
    }
  }, "must be something that JSON can carry"),
);

/** Parts of a rule, and what neither a command line nor a rule can hold as it is. */
const NO_SKILL_NAME = /[(),\p{Cc}\p{Surrogate}]|\\\\|\\$|[: ]\*$|^\*$|^\/|^\s|\s$/u;

/** A skill, as rules name it: `pdf`, or `plugin:skill`. Whatever could be more than one name is none. */
export const skillName: v.GenericSchema<string> = v.pipe(
  text,
  v.check(
    (value) => !NO_SKILL_NAME.test(value),
    'must be the plain name of one skill, as its folder has it: no "(", ")", ",", "*", leading "/", "\\\\", control characters or spaces around it',
  ),
);
