// A row of the option table: what a valid value is, and the one way in which it reaches the CLI.
import type { InitializeRequest } from "../wire/initialize.ts";

/** A valibot schema. Its own type is not named here: with it, programs would have to load valibot's declarations. */
export interface Check {
  readonly kind: "schema";
  readonly type: string;
}

/** An option's check, and its way to the CLI: a flag, a field of `initialize`, a variable, or none (the host's side). */
export interface Row<T> {
  readonly check: Check;
  readonly flags?: (value: NonNullable<T>) => readonly string[];
  readonly initialize?: (value: NonNullable<T>) => Partial<InitializeRequest>;
  readonly env?: (value: NonNullable<T>) => Readonly<Record<string, string>>;
}

/** A row for each field. */
export type Rows<Fields> = { readonly [K in keyof Required<Fields>]: Row<Fields[K]> };

/** A flag and its value as one argument, so that a value that starts with `-` cannot become a flag. */
export const one =
  (name: string) =>
  (value: string | number): string[] => [`--${name}=${value}`];

export const joined =
  (name: string) =>
  (values: readonly string[]): string[] => [`--${name}=${values.join(",")}`];

/** Like {@link joined}, but an empty list says nothing. */
export const joinedUnlessEmpty =
  (name: string) =>
  (values: readonly string[]): string[] =>
    values.length === 0 ? [] : joined(name)(values);

export const each =
  (name: string) =>
  (values: readonly string[]): string[] =>
    values.map((value) => `--${name}=${value}`);

export const whenTrue =
  (name: string) =>
  (value: boolean): string[] =>
    value ? [`--${name}`] : [];

/** A field of `initialize` with the option's own name. */
export const field =
  (name: keyof InitializeRequest) =>
  (value: unknown): Partial<InitializeRequest> => ({ [name]: value });
