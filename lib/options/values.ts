// The kinds of values that options have, each with a sentence that ends `"name" …`.
import * as v from "valibot";

const noNul = v.check((value: string) => !value.includes("\0"), "must not contain a NUL character");

/** A text that ends up in an argument or path: not empty, no NUL. */
export const text: v.GenericSchema<string> = v.pipe(
  v.string("must be a text"),
  v.check((value) => value !== "", "must not be empty"),
  noNul,
);

/** A text that travels as JSON and may be anything. */
export const wholeText: v.GenericSchema<string> = v.string("must be a text");

export const flag: v.GenericSchema<boolean> = v.boolean("must be true or false");

export const positiveInteger: v.GenericSchema<number> = v.pipe(
  v.number("must be a number"),
  v.check((value) => Number.isSafeInteger(value) && value >= 1, "must be a whole number of at least 1"),
);

export const bytes: v.GenericSchema<number> = v.pipe(
  v.number("must be a number of bytes"),
  v.check(
    (value) => Number.isSafeInteger(value) && value >= 1024,
    "must be a whole number of bytes, at least 1024",
  ),
);

/** The longest wait that JavaScript timers can keep. */
const LONGEST_TIMER_MS = 2_147_483_647;

export const milliseconds: v.GenericSchema<number> = v.pipe(
  v.number("must be a number of milliseconds"),
  v.check((value) => value > 0 && value <= LONGEST_TIMER_MS, "must be a number of milliseconds above 0"),
);

export const uuid: v.GenericSchema<string> = v.pipe(
  v.string("must be a UUID"),
  v.regex(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i, "must be a UUID"),
);

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
