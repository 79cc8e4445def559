// What the value of a setting may be, and how the text of a flag becomes one.
import * as v from "valibot";
import type { PermissionMode } from "../../lib/index.ts";
import type { Profile } from "../../spec/profiles.ts";

/** What each kind of a value is. */
interface Values {
  flag: boolean;
  text: string;
  path: string;
  program: string;
  texts: string[];
  paths: string[];
  modes: PermissionMode[];
  seconds: number;
  count: number;
  number: number;
  size: number | string;
  usd: number;
  waitOrFail: "wait" | "fail";
  profile: Profile;
}

export type KindName = keyof Values;
export type ValueOf<K extends KindName> = Values[K];

interface Kind<Value> {
  /** Completes "--flag takes …". */
  readonly takes: string;
  /** Of the value, in the configuration file. */
  readonly schema: v.GenericSchema<Value>;
  /** The flag has no value, one, or one for each time it is given. */
  readonly given: "flag" | "text" | "texts";
  /** The text is a path, which counts from the folder of its file. */
  readonly isPath?: true;
}

const text = v.pipe(v.string(), v.nonEmpty());
const wholeNumber = (least: number): v.GenericSchema<number> =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(Number.MAX_SAFE_INTEGER));
/** In milliseconds it has to fit into a timer. */
const LONGEST_SECONDS = 2_147_483;
const SIZE = /^[1-9]\d{0,12}[KMG]?$/;

const WEAKER_MODES = [
  "acceptEdits",
  "bypassPermissions",
  "auto",
] as const satisfies readonly PermissionMode[];

export const SETTING_KINDS: { readonly [K in KindName]: Kind<Values[K]> } = {
  flag: { takes: "true or false", schema: v.boolean(), given: "flag" },
  text: { takes: "a text", schema: text, given: "text" },
  path: { takes: "a path", schema: text, given: "text", isPath: true },
  program: { takes: "a path, or a name on PATH", schema: text, given: "text" },
  texts: { takes: "a list of texts", schema: v.array(text), given: "texts" },
  paths: {
    takes: "a list of paths",
    schema: v.pipe(v.array(text), v.minLength(1)),
    given: "texts",
    isPath: true,
  },
  modes: { takes: WEAKER_MODES.join(", "), schema: v.array(v.picklist(WEAKER_MODES)), given: "texts" },
  seconds: {
    takes: "a whole number of seconds",
    schema: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LONGEST_SECONDS)),
    given: "text",
  },
  count: { takes: "a whole number of at least 1", schema: wholeNumber(1), given: "text" },
  number: { takes: "a whole number", schema: wholeNumber(0), given: "text" },
  size: {
    takes: "a number of bytes, or one with K, M or G",
    schema: v.union([wholeNumber(1), v.pipe(v.string(), v.regex(SIZE))]),
    given: "text",
  },
  usd: {
    takes: "a number of US dollars",
    schema: v.pipe(v.number(), v.minValue(0), v.maxValue(1_000_000_000)),
    given: "text",
  },
  profile: { takes: '"full" or "unified"', schema: v.picklist(["full", "unified"]), given: "text" },
  waitOrFail: { takes: '"wait" or "fail"', schema: v.picklist(["wait", "fail"]), given: "text" },
};

const OF_NUMBERS: ReadonlySet<KindName> = new Set(["seconds", "count", "number", "usd"]);

/** What a flag's text means; one that is no number stays a text, which its kind then refuses. */
export function fromCommandLine(kind: KindName, given: boolean | string | readonly string[]): unknown {
  return OF_NUMBERS.has(kind) && /^\d+(?:\.\d+)?$/.test(String(given)) ? Number(given) : given;
}

export function isOfKind(kind: KindName, value: unknown): boolean {
  return v.is(SETTING_KINDS[kind].schema, value);
}

const UNITS: Readonly<Record<string, number>> = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };

export function bytesOf(size: ValueOf<"size">): number {
  if (typeof size === "number") return size;
  const unit = UNITS[size.slice(-1)];
  return unit === undefined ? Number(size) : Number(size.slice(0, -1)) * unit;
}
