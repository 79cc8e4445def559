// How a message is told from others: by its kind, in its right shape. Nothing that is asked makes it throw.
import { isRightMessage } from "../generated/checks.ts";
import type { KnownMessage } from "./messages.ts";

/** A type guard for one kind of message: takes any value, returns a boolean, and never throws. */
export type MessageGuard<T> = (message: unknown) => message is T;

/** Returns true for a message of any kind that this library knows whose fields have the declared types. */
export const isKnownMessage: MessageGuard<KnownMessage> = guard();

export function guard<T>(type?: string, subtype?: string): MessageGuard<T> {
  return (value): value is T => {
    try {
      if (typeof value !== "object" || value === null) return false;
      const message = value as { type?: unknown; subtype?: unknown };
      if (type !== undefined && message.type !== type) return false;
      if (subtype !== undefined && message.subtype !== subtype) return false;
      return isRightMessage(message) === true;
    } catch {
      // A getter or a proxy of the caller's: what cannot be read is not a message.
      return false;
    }
  };
}
