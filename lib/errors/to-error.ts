// What somebody else threw, emitted or rejected with, as an error: it may be anything.

/** The error itself, or one whose message is what was given instead. */
export function toError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  return new Error(typeof thrown === "string" ? thrown : `not an error but ${String(thrown)}`, {
    cause: thrown,
  });
}
