// A row of the option table: what a valid value is, what holds without one, and the one way in which it reaches the CLI.
import type { InitializeRequest } from "../wire/initialize.ts";
import type { FileFlag } from "./command-line.ts";
import type { Options } from "./options.ts";

/** A valibot schema. Its own type is not named here: with it, programs would have to load valibot's declarations. */
export interface Check {
  readonly kind: "schema";
  readonly type: string;
}

/** How something reaches the CLI: as arguments, by files, over stdin with `initialize`, or as variables. */
export interface Delivery {
  readonly args?: readonly string[];
  /** Flags whose values must not be seen by other users of the machine. */
  readonly files?: readonly FileFlag[];
  readonly initialize?: Partial<InitializeRequest>;
  readonly env?: Readonly<Record<string, string>>;
  /** The CLI has to read `initialize` before it begins. */
  readonly waits?: boolean;
}

export interface Row<T> {
  readonly check: Check;
  /** An empty text means "not given", as in the official SDK. */
  readonly emptyIsAbsent?: true;
  /** What holds when it is not given, where that is up to us and not to the CLI. */
  readonly byDefault?: NonNullable<T>;
  /** How it reaches the CLI; what has no way of its own is the host's side, or says how another option goes. */
  readonly way?: (value: NonNullable<T>, options: Options) => Delivery | readonly Delivery[];
}

/** A row for each field, and a default for each of these. */
export type Rows<Fields, Defaulted extends keyof Fields = never> = {
  readonly [K in keyof Required<Fields>]: Row<Fields[K]>;
} & { readonly [K in Defaulted]: { readonly byDefault: NonNullable<Fields[K]> } };

/** A flag and its value as one argument, so that a value that starts with `-` cannot become a flag. */
export const one =
  (name: string) =>
  (value: string | number): Delivery => ({ args: [`--${name}=${value}`] });

export const joined =
  (name: string) =>
  (values: readonly string[]): Delivery =>
    one(name)(values.join(","));

/** Like {@link joined}, but an empty list says nothing. */
export const joinedUnlessEmpty =
  (name: string) =>
  (values: readonly string[]): Delivery =>
    values.length === 0 ? {} : joined(name)(values);

export const each =
  (name: string) =>
  (values: readonly string[]): Delivery => ({ args: values.map((value) => `--${name}=${value}`) });

export const whenTrue =
  (name: string) =>
  (value: boolean): Delivery =>
    value ? { args: [`--${name}`] } : {};

/** A field of `initialize` with the option's own name. */
export const field =
  (name: keyof InitializeRequest) =>
  (value: unknown): Delivery => ({ initialize: { [name]: value } });
