// One setting of `serve`.
import type { KindName } from "./setting-kinds.ts";

export interface Flag {
  readonly kind: KindName;
  /** What stands behind the flag. */
  readonly value?: string;
  readonly means: string;
  /** What holds without it. */
  readonly preset?: string | number;
  /** The same where it is no value. */
  readonly otherwise?: string;
}

export function flagText(name: string, { value }: Flag): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}
